// Attributes of people are declared under their names, once each.
// kind: schema
CREATE CONSTRAINT attributeName IF NOT EXISTS FOR (n:Attribute) REQUIRE n.name IS UNIQUE;
