"""Many people at once edit what leads to the same skills: nobody is refused, and nobody has to try again."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from graphapi.calendar.clock import utc_today
from graphapi.goals.model import Target
from graphapi.goals.stating import state_goal
from graphapi.graphdb.database import Database
from graphapi.people.declaring import declare_skill_level
from tests.conftest import Address, connect
from tests.editing import editor

_PEOPLE = 60
_SKILLS = ("a", "b", "c")


@pytest.fixture
async def unforgiving(neo4j_address: Address) -> AsyncIterator[Database]:
    """Never tries again, so that every deadlock is a refusal; waits as long as a busy machine needs."""
    patient = connect(
        neo4j_address,
        pool_size=_PEOPLE,
        pool_wait_seconds=100,
        request_deadline_seconds=100,
        transaction_deadline_seconds=100,
        retry_window_seconds=0,
    )
    yield patient
    await patient.close()


async def test_a_storm_of_goals_and_levels_on_the_same_skills_refuses_nobody(
    database: Database, unforgiving: Database
) -> None:
    await database.write(
        "tests/world",
        lambda tx: tx.run_text(
            "UNWIND $skills AS id CREATE (:Skill {id: id, label: id, status: 'active', revision: 1}) "
            "WITH count(*) AS _ UNWIND range(1, $people) AS each CREATE (:Person {id: 'p' + each, name: 'P', "
            "languages: [], formats: [], mentoring: true, places: 3, placesTaken: 0, revision: 1})",
            {"skills": list(_SKILLS), "people": _PEOPLE},
        ),
    )
    targets = [Target(skill_id, 3) for skill_id in _SKILLS]

    async def edit(number: int) -> None:
        person = f"p{number}"
        if number % 2:
            await state_goal(editor(unforgiving), person, "Learn it.", targets)
        else:
            for skill_id in reversed(_SKILLS):
                await declare_skill_level(editor(unforgiving), person, skill_id, 2, today=utc_today())

    await asyncio.gather(*(edit(number) for number in range(1, _PEOPLE + 1)))

    [found] = await database.read(
        "tests/written",
        lambda tx: tx.run_text(
            "RETURN COUNT { (:Goal)-[:TARGETS]->(:Skill) } AS targets, COUNT { (:Person)-[:HAS]->(:Skill) } AS claims"
        ),
    )
    assert found == {"targets": _PEOPLE // 2 * len(_SKILLS), "claims": _PEOPLE // 2 * len(_SKILLS)}
