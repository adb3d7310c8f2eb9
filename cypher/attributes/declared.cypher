// Every attribute that the organisation has declared, by name.
// access: read
// scope: none
// params: none
// returns: AttributeRecord
MATCH (attribute:Attribute)
RETURN attribute.name AS name, attribute.kind AS kind, attribute.values AS values
ORDER BY name
