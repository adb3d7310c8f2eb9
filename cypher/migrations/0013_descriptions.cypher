// What each source says of a skill or cluster is stored apart from what is shown.
// kind: schema
CREATE CONSTRAINT descriptionId IF NOT EXISTS FOR (n:Description) REQUIRE n.id IS UNIQUE;
