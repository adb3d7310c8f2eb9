"""Taken places follow matches, and free time and the check follow taken places."""

from graphapi.availability.model import Pattern
from graphapi.availability.setting import set_availability
from graphapi.checking import check_map, repair_map
from graphapi.graphdb.database import Database
from graphapi.journal.edit import Edit
from tests.editing import editor
from tests.people.builders import a_person, values

_TAKEN = "MATCH (p:Person {id: 'mo'}) RETURN p.placesTaken"
_OFFERS = "MATCH (:Person {id: 'mo'})-[o:OFFERS]->() RETURN count(o) > 0"


async def _match(database: Database, *, active: bool) -> None:
    async def work(e: Edit) -> None:
        await e.tx.run_text(
            "MATCH (mentor:Person {id: 'mo'}), (mentee:Person {id: 'ada'}) MERGE (m:Match {id: 'm'}) "
            "MERGE (mentor)<-[:MENTOR]-(m) MERGE (m)-[:MENTEE]->(mentee) SET m.status = $status",
            {"status": "active" if active else "ended"},
        )
        pair = ["mo", "ada"]
        e.changed("match.active", "m", None if active else pair, pair if active else None)

    await editor(database).edit("match", work)


async def test_places_follow_matches_and_free_time_follows_places(database: Database) -> None:
    await a_person(database, "ada")
    await a_person(database, "mo", places=1)
    await set_availability(editor(database), "mo", [Pattern(1, 540, 600, "UTC")], [], 1)
    assert await values(database, _OFFERS) == [True]

    await _match(database, active=True)
    assert await values(database, _TAKEN) == [1]
    assert await values(database, _OFFERS) == [False]
    assert (await check_map(database)).right

    await _match(database, active=False)
    assert await values(database, _TAKEN) == [0]
    assert await values(database, _OFFERS) == [True]
    log = await values(database, "MATCH (c:Change {kind: 'people'}) RETURN c.ids ORDER BY c.seq")
    assert log[-2:] == [["ada", "mo"], ["ada", "mo"]]


async def test_a_wrong_number_of_taken_places_is_found_and_mended(database: Database) -> None:
    await a_person(database, "mo", matches=2)
    await database.write("tests/spoil", lambda tx: tx.run_text("MATCH (p:Person) SET p.placesTaken = 0"))

    assert (await check_map(database)).places == ("2 places of person mo are taken, 0 are stored",)
    await repair_map(editor(database))
    assert await values(database, _TAKEN) == [2]
    assert (await check_map(database)).right
