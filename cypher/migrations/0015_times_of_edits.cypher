// Old receipts and edits are found by their time.
// kind: schema
CREATE INDEX receiptAt IF NOT EXISTS FOR (n:Receipt) ON (n.at);
CREATE INDEX editAt IF NOT EXISTS FOR (n:Edit) ON (n.at);
