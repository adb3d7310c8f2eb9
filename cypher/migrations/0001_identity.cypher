// Ids are unique; what people look up has an index.
// kind: schema
CREATE CONSTRAINT personId IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT unitName IF NOT EXISTS FOR (n:Unit) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT functionName IF NOT EXISTS FOR (n:Function) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT skillId IF NOT EXISTS FOR (n:Skill) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT clusterId IF NOT EXISTS FOR (n:Cluster) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT goalId IF NOT EXISTS FOR (n:Goal) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT patternId IF NOT EXISTS FOR (n:Pattern) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT labelId IF NOT EXISTS FOR (n:Label) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT externalConceptUri IF NOT EXISTS FOR (n:ExternalConcept) REQUIRE n.uri IS UNIQUE;
CREATE CONSTRAINT timeSlotId IF NOT EXISTS FOR (n:TimeSlot) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT policyVersion IF NOT EXISTS FOR (n:Policy) REQUIRE n.version IS UNIQUE;
CREATE CONSTRAINT receiptKey IF NOT EXISTS FOR (n:Receipt) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT matchId IF NOT EXISTS FOR (n:Match) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT freshnessName IF NOT EXISTS FOR (n:Freshness) REQUIRE n.name IS UNIQUE;
CREATE INDEX labelNorm IF NOT EXISTS FOR (n:Label) ON (n.norm);
CREATE INDEX personName IF NOT EXISTS FOR (n:Person) ON (n.name, n.id);
CREATE INDEX skillLabel IF NOT EXISTS FOR (n:Skill) ON (n.label, n.id);
CREATE INDEX holdsSkillLevel IF NOT EXISTS FOR ()-[h:HAS]-() ON (h.skillId, h.level);
CREATE FULLTEXT INDEX labelText IF NOT EXISTS FOR (n:Label) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
