"""People are found by name without case and accents, and an upgrade prepares the names and units that are there."""

import pytest

from graphapi.checking import check_map
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.migrations import load_migrations
from graphapi.people.adding import add_person
from graphapi.people.model import PeopleFilter
from graphapi.people.reading import page_of_people
from graphapi.people.terms import TermsChange
from graphapi.upgrading import upgrade
from tests.editing import editor
from tests.people.builders import a_person, a_skill, values


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Zoe", ["zoe"]),
        ("ZOË", ["zoe"]),
        ("lukasz", ["luk"]),
        ("soren", ["sor"]),
        ("o'brien  m", ["ob"]),
        ("ﷺ", ["long"]),
        ("zo e", []),
    ],
)
async def test_a_search_makes_nothing_of_case_and_accents(database: Database, name: str, found: list[str]) -> None:
    await a_skill(database, "go")
    people = {"zoe": "Zoë", "luk": "Łukasz", "sor": "SØREN", "ob": "Ada O’Brien Mac", "long": "ﷺ" * 200}
    for id, full in people.items():
        assert (await add_person(editor(database), full, TermsChange(), person_id=id)).name == full
    await a_person(database, "holder", name="Zoé H", skills={"go": 3})

    page = await page_of_people(database, PeopleFilter(name=name))
    assert [person.id for person in page.people if person.id != "holder"] == found
    # Holders of a skill are found by another query.
    page = await page_of_people(database, PeopleFilter(name="ZOE", skill_id="go"))
    assert [person.id for person in page.people] == ["holder"]


async def test_an_upgrade_gives_units_their_paths_and_folds_every_name(database: Database) -> None:
    # given units and people as earlier versions stored them
    async def store(tx: Transaction) -> None:
        await tx.run_text(
            "CREATE (:Unit {name: 'Verkauf'})<-[:PART_OF]-(:Unit {name: 'Süd'})<-[:PART_OF]-(:Unit {name: 'Ulm'}) "
            "WITH 1 AS _ UNWIND [['a', 'Łukasz'], ['b', 'Ada']] AS p "
            "CREATE (:Person {id: p[0], name: p[1], placesTaken: 0, revision: 1})"
        )

    async def apply(tx: Transaction) -> None:
        [migration] = [each for each in load_migrations() if each.name == "unit_paths"]
        for text in migration.statements:
            await tx.run_text(text)

    await database.write("tests/store", store)
    await database.write("tests/apply", apply)
    assert (await check_map(database)).folds == (
        "The folded name of person 'a' is 'łukasz', not 'lukasz'.",
        "The folded name of unit 'Verkauf > Süd' is 'verkauf > süd', not 'verkauf > sud'.",
        "The folded name of unit 'Verkauf > Süd > Ulm' is 'verkauf > süd > ulm', not 'verkauf > sud > ulm'.",
    )
    # when
    assert await upgrade(database) == ()
    # then
    assert (await check_map(database)).right
    assert await values(database, "MATCH (p:Person) RETURN p.foldedName ORDER BY p.id") == ["lukasz", "ada"]
    assert await values(database, "MATCH (u:Unit) RETURN u.path ORDER BY u.path") == [
        "Verkauf",
        "Verkauf > Süd",
        "Verkauf > Süd > Ulm",
    ]
