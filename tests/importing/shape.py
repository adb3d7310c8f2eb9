"""The whole graph as values that two imports of the same files make alike, whatever the server calls things."""

from graphapi.graphdb.database import Database, Transaction

_PASSING = (
    "n:SchemaMigration OR n:MigrationLock OR n:GraphapiTests OR n:ChangeLog OR n:Change OR n:Edit OR n:EditRecord"
)
_NODES = f"MATCH (n) WHERE NOT ({_PASSING}) RETURN labels(n) AS l, properties(n) AS p"
_RELATIONSHIPS = (
    "MATCH (a)-[r]->(b) RETURN labels(a) AS la, coalesce(a.id, a.name, a.version, a.uri) AS a, type(r) AS t, "
    "labels(b) AS lb, coalesce(b.id, b.name, b.version, b.uri) AS b, properties(r) AS p"
)
# When something happened is not the same twice, nor how often NEAR was looked at.
_TIMES = ("createdAt", "startedAt", "at", "turns")


async def shape_of(database: Database) -> list[str]:
    """Everything but the journal, the change log and times, sorted; one line a node or relationship."""

    async def work(tx: Transaction) -> list[str]:
        found: list[str] = []
        for row in (*await tx.run_text(_NODES), *await tx.run_text(_RELATIONSHIPS)):
            kept = sorted((key, value) for key, value in row.pop("p").items() if key not in _TIMES)
            found.append(repr((sorted(row.items()), kept)))
        return sorted(found)

    return await database.read("tests/shape", work, deadline_seconds=600)
