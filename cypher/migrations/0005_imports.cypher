// Large imports that are under way are remembered; leaves have ids of their own.
// kind: schema
CREATE CONSTRAINT importId IF NOT EXISTS FOR (n:Import) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT leaveId IF NOT EXISTS FOR (n:Leave) REQUIRE n.id IS UNIQUE;
