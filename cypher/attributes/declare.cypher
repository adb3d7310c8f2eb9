// Declares attributes, or changes what their values can be.
// access: write
// scope: none
// params: rows: list[map]
// returns: nothing
UNWIND $rows AS row
MERGE (attribute:Attribute {name: row.name})
SET attribute.kind = row.kind, attribute.values = row.values
