// A further id leads to one person.
// kind: schema
CREATE CONSTRAINT personIdId IF NOT EXISTS FOR (n:PersonId) REQUIRE n.id IS UNIQUE;
