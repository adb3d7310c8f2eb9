// The change log that copies of the map are kept fresh from.
// kind: schema
CREATE CONSTRAINT changeLogName IF NOT EXISTS FOR (n:ChangeLog) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT changeSeq IF NOT EXISTS FOR (n:Change) REQUIRE n.seq IS UNIQUE;
