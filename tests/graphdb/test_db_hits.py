"""The database tells how often a statement goes to the store."""

from graphapi.graphdb.database import Database
from graphapi.matching.measuring import hits_by_cypher
from graphapi.matching.model import Question
from tests.matching.world import WEEK


async def test_hits_grow_with_what_a_statement_looks_at(database: Database) -> None:
    async def hits() -> int:
        return await hits_by_cypher(database, Question("a", minimum_shared_minutes=0), WEEK, 1, 20)

    empty = await hits()
    await database.write(
        "tests/people",
        lambda tx: tx.run_text(
            "CREATE (:Policy {version: 1, damping: 0.5, fitBelow: 0.75, fitAt: 0.75}) "
            "CREATE (s:Skill {id: 's'}) CREATE (:Person {id: 'a'})-[:PURSUES]->(:Goal {id: 'g', status: 'active', "
            "priority: 1.0})-[:TARGETS {level: 2, weight: 1.0}]->(s) "
            "WITH s UNWIND range(1, 500) AS i CREATE (:Person {id: 'p' + i})-[:HAS {level: 3}]->(s)"
        ),
    )

    assert 0 <= empty < 500 <= await hits()
