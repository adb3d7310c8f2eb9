"""The one door to Neo4j: query files, transactions with deadlines, migrations. Knows no room."""
