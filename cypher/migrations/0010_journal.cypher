// Receipts are per actor; edits and what they changed are kept.
// kind: schema
DROP CONSTRAINT receiptKey IF EXISTS;
CREATE CONSTRAINT receiptOfActor IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.actor, n.key) IS UNIQUE;
CREATE CONSTRAINT editId IF NOT EXISTS FOR (n:Edit) REQUIRE n.id IS UNIQUE;
CREATE INDEX editRecordSubject IF NOT EXISTS FOR (n:EditRecord) ON (n.subject, n.editId);
CREATE INDEX editRecordEdit IF NOT EXISTS FOR (n:EditRecord) ON (n.editId);
