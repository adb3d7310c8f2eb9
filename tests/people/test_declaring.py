"""A person declares how well they know a skill."""

import asyncio
from datetime import date
from typing import Any

import pytest

from graphapi.calendar.clock import utc_today
from graphapi.errors import GraphapiError, InvalidInput, NotFound, StaleRevision
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.errors import KeyReused
from graphapi.people.declaring import declare_skill_level
from graphapi.people.errors import SkillRetired
from graphapi.people.model import HeldSkill
from graphapi.people.reading import skills_of
from tests.editing import editor
from tests.graph_state import graph_state
from tests.people.builders import a_person, a_skill, values

TODAY = date(2027, 3, 1)


async def _declare(database: Database, level: int, **more: Any) -> HeldSkill:
    return await declare_skill_level(
        editor(database), more.pop("person_id", "ada"), more.pop("skill_id", "rust"), level, today=TODAY, **more
    )


async def _ada_and_rust(database: Database, **skills: int) -> None:
    await a_skill(database, "rust")
    await a_person(database, "ada", skills=skills)


async def test_a_new_claim_starts_at_revision_1(database: Database) -> None:
    # given
    await _ada_and_rust(database)
    # when
    held = await _declare(database, 3, last_used_on=date(2026, 12, 31))
    # then
    assert held == HeldSkill("ada", "rust", 3, date(2026, 12, 31), 1, claimed_on=utc_today())
    assert await skills_of(database, ["ada"]) == {"ada": (held,)}
    assert await values(database, "MATCH ()-[h:HAS]->() RETURN h.skillId AS id") == ["rust"]


async def test_a_changed_claim_moves_on_by_one(database: Database) -> None:
    await _ada_and_rust(database, rust=3)
    held = await _declare(database, 0, expected_revision=1)
    assert held == HeldSkill("ada", "rust", 0, None, 2, changed_on=utc_today())
    assert await skills_of(database, ["ada"]) == {"ada": (held,)}


async def test_saying_the_same_again_writes_nothing(database: Database) -> None:
    await _ada_and_rust(database, rust=3)
    before = await graph_state(database)
    assert (await _declare(database, 3, expected_revision=1)).revision == 1
    assert await graph_state(database) == before


@pytest.mark.parametrize("expected", [None, 0, 2])
async def test_a_stale_editor_is_told_the_current_revision(database: Database, expected: int | None) -> None:
    await _ada_and_rust(database, rust=3)
    with pytest.raises(StaleRevision) as refused:
        await _declare(database, 4, expected_revision=expected)
    assert refused.value.current_revision == 1
    assert (await skills_of(database, ["ada"]))["ada"][0].level == 3


async def test_a_retired_skill_gains_no_claim_but_an_old_one_can_be_corrected(database: Database) -> None:
    await a_skill(database, "cobol", "fortran", status="retired")
    await a_person(database, "ada", skills={"fortran": 2})
    with pytest.raises(SkillRetired):
        await _declare(database, 2, skill_id="cobol")
    assert (await _declare(database, 1, skill_id="fortran", expected_revision=1)).level == 1


@pytest.mark.parametrize(
    ("change", "error", "path"),
    [
        ({"level": 7}, InvalidInput, "level"),
        ({"level": -1}, InvalidInput, "level"),
        ({"person_id": "nobody"}, NotFound, "personId"),
        ({"skill_id": "nothing"}, NotFound, "skillId"),
        ({"last_used_on": date(1999, 12, 31)}, InvalidInput, "lastUsedOn"),
        ({"last_used_on": date(2027, 3, 3)}, InvalidInput, "lastUsedOn"),
        ({"key": ""}, InvalidInput, "idempotencyKey"),
    ],
)
async def test_what_cannot_be_stores_nothing(
    database: Database, change: dict[str, Any], error: type[GraphapiError], path: str
) -> None:
    await _ada_and_rust(database)
    before = await graph_state(database)
    with pytest.raises(error) as refused:
        await _declare(database, **{"level": 3, "key": "key", **change})
    assert refused.value.path == (path,)
    assert await graph_state(database) == before


async def test_of_racing_editors_one_is_accepted(database: Database) -> None:
    # given
    await _ada_and_rust(database, rust=1)
    # when 20 change the same revision
    outcomes = await asyncio.gather(
        *(_declare(database, 2 + number % 3, expected_revision=1) for number in range(20)), return_exceptions=True
    )
    # then
    accepted = [outcome for outcome in outcomes if isinstance(outcome, HeldSkill)]
    stale = [outcome for outcome in outcomes if isinstance(outcome, StaleRevision)]
    assert (len(accepted), len(stale)) == (1, 19)
    assert {error.current_revision for error in stale} == {2}
    assert await skills_of(database, ["ada"]) == {"ada": (accepted[0],)}


async def test_of_racing_first_claims_one_is_accepted(database: Database) -> None:
    await _ada_and_rust(database)
    outcomes = await asyncio.gather(*(_declare(database, 1 + n % 4) for n in range(20)), return_exceptions=True)
    assert [outcome for outcome in outcomes if not isinstance(outcome, HeldSkill | StaleRevision)] == []
    assert sum(isinstance(outcome, HeldSkill) for outcome in outcomes) == 1
    assert await values(database, "MATCH (:Person)-[h:HAS]->() RETURN count(h) AS claims") == [1]


async def test_a_claim_waits_for_one_who_is_just_retiring_the_skill(database: Database) -> None:
    # given a curator in the middle of retiring the skill
    await _ada_and_rust(database)
    retired, may_commit = asyncio.Event(), asyncio.Event()

    async def retire(tx: Transaction) -> None:
        await tx.run_text("MATCH (s:Skill) SET s.status = 'retired'")
        retired.set()
        await may_commit.wait()

    curator = asyncio.create_task(database.write("tests/retire", retire))
    await retired.wait()
    # when somebody claims it meanwhile
    claim = asyncio.create_task(_declare(database, 3))
    await asyncio.sleep(0.3)
    assert not claim.done()
    may_commit.set()
    await curator
    # then the claim is refused, and the skill stays retired
    with pytest.raises(SkillRetired):
        await claim
    assert await values(database, "MATCH (s:Skill) RETURN s.status AS status") == ["retired"]


async def test_a_repeat_with_its_key_is_no_stale_edit(database: Database) -> None:
    # given
    await _ada_and_rust(database)
    first = await _declare(database, 3, key="key")
    # when the answer was lost and the request is sent again
    again = await _declare(database, 3, key="key")
    # then
    assert again == first
    with pytest.raises(KeyReused):
        await _declare(database, 4, key="key")
