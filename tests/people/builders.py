"""Puts people and skills into the database, saying only what matters to a test."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphapi.graphdb.database import Database, Transaction
from graphapi.people.units import folded_path, unit_path
from graphapi.text import folded_name


async def a_skill(database: Database, *ids: str, status: str = "active") -> None:
    """Skills with these ids."""
    await _run(
        database,
        "UNWIND $ids AS id CREATE (:Skill {id: id, label: 'Skill ' + id, status: $status, revision: 1})",
        ids=list(ids),
        status=status,
    )


async def a_person(
    database: Database,
    id: str = "ada",
    *,
    name: str | None = None,
    unit: Sequence[str] = (),
    function: str | None = None,
    reports_to: str | None = None,
    skills: Mapping[str, int] | None = None,
    matches: int = 0,
    **properties: Any,
) -> str:
    """A person with whatever is given; `unit` leads from the outermost unit in, `matches` are active ones."""
    named = name or id.title()
    stored = {
        "name": named,
        "foldedName": folded_name(named),
        "languages": [],
        "formats": [],
        "mentoring": True,
        "places": 3,
        "placesTaken": matches,
    }
    await _run(
        database,
        "CREATE (p:Person {id: $id, revision: 1}) SET p += $properties "
        "WITH p UNWIND range(1, $matches) AS number "
        "CREATE (p)<-[:MENTOR]-(:Match {id: $id + number, status: 'active'})",
        id=id,
        properties=stored | properties,
        matches=matches,
    )
    paths = [unit_path(unit[: depth + 1]) or "" for depth in range(len(unit))]
    for unit_name, path, above in zip(unit, paths, ["", *paths], strict=False):
        await _run(
            database,
            "MERGE (u:Unit {path: $path}) SET u.name = $name, u.foldedPath = $folded "
            "WITH u MATCH (above:Unit {path: $above}) MERGE (u)-[:PART_OF]->(above)",
            path=path,
            name=unit_name,
            folded=folded_path(path),
            above=above,
        )
    for text, value in (
        ("MATCH (u:Unit {path: $value}) CREATE (p)-[:WORKS_IN]->(u)", unit_path(unit)),
        ("MERGE (f:Function {name: $value}) CREATE (p)-[:HAS_FUNCTION]->(f)", function),
        ("MATCH (m:Person {id: $value}) CREATE (p)-[:REPORTS_TO]->(m)", reports_to),
    ):
        if value:
            await _run(database, "MATCH (p:Person {id: $id}) WITH p " + text, id=id, value=value)
    await _run(
        database,
        "UNWIND $skills AS s MATCH (p:Person {id: $id}) MATCH (skill:Skill {id: s[0]}) "
        "CREATE (p)-[:HAS {skillId: s[0], level: s[1], revision: 1}]->(skill)",
        id=id,
        skills=[list(pair) for pair in (skills or {}).items()],
    )
    return id


async def values(database: Database, text: str, **parameters: Any) -> list[Any]:
    """The first column of every row of a reading query."""
    found = await database.read("tests/values", lambda tx: tx.run_text(text, parameters))
    return [next(iter(row.values())) for row in found]


async def _run(database: Database, text: str, **parameters: Any) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run_text(text, parameters)

    await database.write("tests/build", work)
