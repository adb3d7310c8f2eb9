"""Whoever leaves is no mentor, has no open goals and no matches, and can come back."""

from datetime import date, timedelta

import pytest

from graphapi.availability.deriving import wrong_free_time
from graphapi.derived.places import wrong_places
from graphapi.errors import InvalidInput
from graphapi.goals.model import Target
from graphapi.goals.reading import goals_of
from graphapi.goals.stating import state_goal
from graphapi.graphdb.database import Database
from graphapi.importing.applying import apply_import
from graphapi.importing.model import Bundle, PersonRow
from graphapi.importing.planning import plan_import
from graphapi.people.errors import PersonLeft
from graphapi.people.leaving import record_leaving
from graphapi.people.model import PeopleFilter
from graphapi.people.organisation import claims_on, holder_counts
from graphapi.people.reading import page_of_people, people_by_id
from graphapi.people.terms import TermsChange, set_mentoring_terms
from tests.editing import editor
from tests.people.builders import a_person, a_skill, values

TODAY = date(2027, 3, 1)
_LAST_DAY = date(2027, 2, 26)


async def _an_organisation(database: Database) -> None:
    await a_skill(database, "go")
    await a_person(database, "ada", skills={"go": 4}, matches=1)
    await a_person(database, "bob", skills={"go": 2})
    await _write(
        database,
        "MATCH (m:Match), (b:Person {id: 'bob'}) CREATE (m)-[:MENTEE]->(b)",
    )
    await state_goal(editor(database, TODAY), "ada", "Learn", [Target("go", 4)])


async def _write(database: Database, text: str) -> None:
    await database.write("tests/build", lambda tx: tx.run_text(text))


async def test_matches_end_goals_are_closed_and_nobody_is_mentored(database: Database) -> None:
    await _an_organisation(database)

    ada = await record_leaving(editor(database, TODAY), "ada", 1, _LAST_DAY)

    assert (ada.left_on, ada.mentoring, ada.places_taken) == (_LAST_DAY, False, 0)
    assert await values(database, "MATCH (m:Match) RETURN [m.status, toString(m.endedOn)]") == [
        ["ended", "2027-03-01"]
    ]
    goals = (await goals_of(database, ["ada"], closed_too=True, limit=9))["ada"]
    assert [(goal.status, goal.outcome) for goal in goals] == [("closed", "abandoned")]
    assert await database.read("tests/places", wrong_places) == []
    assert await database.read("tests/time", wrong_free_time) == []


async def test_a_mentee_who_leaves_gives_the_place_back(database: Database) -> None:
    await _an_organisation(database)

    await record_leaving(editor(database, TODAY), "bob", 1, _LAST_DAY)

    assert (await people_by_id(database, ["ada"]))["ada"].places_taken == 0


async def test_lists_leave_them_out_unless_asked(database: Database) -> None:
    await _an_organisation(database)
    await record_leaving(editor(database, TODAY), "ada", 1, _LAST_DAY)

    for wanted, found in (
        (PeopleFilter(), ["bob"]),
        (PeopleFilter(skill_id="go"), ["bob"]),
        (PeopleFilter(with_former=True), ["ada", "bob"]),
        (PeopleFilter(skill_id="go", with_former=True), ["ada", "bob"]),
    ):
        assert [person.id for person in (await page_of_people(database, wanted)).people] == found
    held = await claims_on(database, ["go"], 1, limit=9)
    assert [claim.person_id for claim in held["go"]] == ["bob"]
    assert await holder_counts(database, ["go"], 1) == {"go": 1}


async def test_somebody_who_left_neither_states_goals_nor_mentors(database: Database) -> None:
    await _an_organisation(database)
    by = editor(database, TODAY)
    left = await record_leaving(by, "ada", 1, _LAST_DAY)

    with pytest.raises(PersonLeft, match="left on 2027-02-26"):
        await state_goal(by, "ada", "Learn", [Target("go", 4)])
    with pytest.raises(PersonLeft):
        await set_mentoring_terms(by, "ada", left.revision, TermsChange(mentoring=True))
    # and a file that still has them makes them no mentor
    said = Bundle(people=(PersonRow("ada", "Ada", mentoring=True),), left_alone=frozenset({"people.left_on"}))
    await apply_import(by, await plan_import(database, said))
    assert not (await people_by_id(database, ["ada"]))["ada"].mentoring


async def test_somebody_can_come_back(database: Database) -> None:
    await _an_organisation(database)
    by = editor(database, TODAY)
    left = await record_leaving(by, "ada", 1, _LAST_DAY)

    back = await record_leaving(by, "ada", left.revision, None)
    again = await set_mentoring_terms(by, "ada", back.revision, TermsChange(mentoring=True))

    assert (again.left_on, again.mentoring) == (None, True)
    await state_goal(by, "ada", "Learn more", [Target("go", 4)])


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1999, 12, 31)])
async def test_a_day_that_cannot_be_is_refused(database: Database, day: date) -> None:
    await a_person(database, "ada")

    with pytest.raises(InvalidInput):
        await record_leaving(editor(database, TODAY), "ada", 1, day)

    assert (await people_by_id(database, ["ada"]))["ada"].left_on is None
