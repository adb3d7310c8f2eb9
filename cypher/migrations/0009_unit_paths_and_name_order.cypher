// Units are told apart by their paths, and people are sorted by folded names.
// kind: schema
DROP CONSTRAINT unitName IF EXISTS;
CREATE CONSTRAINT unitPath IF NOT EXISTS FOR (n:Unit) REQUIRE n.path IS UNIQUE;
DROP INDEX personName IF EXISTS;
CREATE INDEX personFoldedName IF NOT EXISTS FOR (n:Person) ON (n.foldedName, n.name, n.id);
