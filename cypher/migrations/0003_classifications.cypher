// Classifications such as ESCO: where skills come from, and the occupations that need them.
// kind: schema
CREATE CONSTRAINT sourceName IF NOT EXISTS FOR (n:Source) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT occupationId IF NOT EXISTS FOR (n:Occupation) REQUIRE n.id IS UNIQUE;
