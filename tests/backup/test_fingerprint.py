"""Maps that hold the same have one fingerprint, and any difference shows."""

import pytest

from graphapi.backup.fingerprint import Fingerprint, fingerprint
from graphapi.graphdb.database import Database
from tests.people.builders import a_person, a_skill


async def _fill(database: Database, *, backwards: bool = False) -> None:
    people = ["ada", "bob", "cyd"]
    await a_skill(database, "go", "rust")
    for id_ in reversed(people) if backwards else people:
        await a_person(database, id_, unit=["Company", "Field"], skills={"go": 2, "rust": 3})


async def _run(database: Database, text: str) -> None:
    await database.write("tests/change", lambda tx: tx.run_text(text))


async def test_it_counts_what_there_is(database: Database) -> None:
    await _fill(database)

    found = await fingerprint(database)

    assert (found.nodes["Person"], found.nodes["Skill"], found.nodes["Unit"]) == (3, 2, 2)
    assert (found.relationships["HAS"], found.relationships["WORKS_IN"], found.relationships["PART_OF"]) == (
        6,
        3,
        1,
    )
    assert len(found.checksum) == 64


async def test_the_order_in_which_things_came_does_not_matter(database: Database) -> None:
    await _fill(database)
    first = await fingerprint(database)
    await _run(database, "MATCH (n) WHERE n:Person OR n:Skill OR n:Unit DETACH DELETE n")
    await _fill(database, backwards=True)

    assert first.differences(await fingerprint(database)) == []


@pytest.mark.parametrize(
    "change",
    [
        "MATCH (p:Person {id: 'ada'}) SET p.name = 'Ida'",
        "MATCH (p:Person {id: 'ada'}) REMOVE p.places",
        "MATCH (:Person {id: 'ada'})-[has:HAS]->(:Skill {id: 'go'}) SET has.level = 3",
        # The same numbers of everything, between others.
        (
            "MATCH (p:Person {id: 'ada'})-[w:WORKS_IN]->(:Unit), (u:Unit {path: 'Company'}) DELETE w "
            "CREATE (p)-[:WORKS_IN]->(u)"
        ),
        "MATCH (p:Person {id: 'ada'})-[h:HAS]->(:Skill {id: 'go'}) DELETE h",
    ],
)
async def test_a_difference_shows(database: Database, change: str) -> None:
    await _fill(database)
    before = await fingerprint(database)

    await _run(database, change)

    assert before.differences(await fingerprint(database)) != []


async def test_free_time_counts_by_its_number(database: Database) -> None:
    await _fill(database)
    before = await fingerprint(database)

    await _run(
        database,
        "MATCH (p:Person {id: 'ada'}) MATCH (t:TimeSlot) WITH p, t LIMIT 3 "
        "CREATE (p)-[:FREE {from: date('2027-03-01'), until: date('2027-03-08')}]->(t)",
    )

    assert before.differences(await fingerprint(database)) == ["FREE: 0 and 3"]


def test_it_survives_its_file() -> None:
    found = Fingerprint(nodes={"Person": 1}, relationships={}, checksum="0" * 64)

    assert Fingerprint.model_validate_json(found.model_dump_json()) == found
