"""A storm through every mutation and import: then everything derived is right, and the journal knows who did what."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from graphapi_lab.sampling.making import make_sample
from graphapi_lab.sampling.model import starter_taxonomy

from graphapi.availability.model import Leave, Pattern
from graphapi.availability.setting import set_availability
from graphapi.calendar.clock import utc_today
from graphapi.checking import check_map
from graphapi.engagements.blocking import block_person, unblock_person
from graphapi.errors import GraphapiError
from graphapi.goals.model import GoalChange, Target
from graphapi.goals.stating import close_goal, revise_goal, state_goal
from graphapi.graphdb.database import Database
from graphapi.graphql.schema import graphql_schema
from graphapi.identity.viewer import DEVELOPMENT
from graphapi.importing.applying import apply_import
from graphapi.importing.errors import ImportOutdated
from graphapi.importing.planning import plan_import
from graphapi.journal.edit import Editor
from graphapi.journal.records import edits_after
from graphapi.people.adding import add_person
from graphapi.people.changing import DetailsChange, edit_person
from graphapi.people.declaring import declare_skill_level
from graphapi.people.further_ids import add_person_id, remove_person_id
from graphapi.people.leaving import record_leaving
from graphapi.people.terms import TermsChange, set_mentoring_terms
from graphapi.relatedness.relating import relate_changes
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from tests.editing import editor
from tests.esco.files import tiny
from tests.esco.world import bring_in

_ACTORS = ("ada", "grace", "edsger")
_EDITS_AN_ACTOR = 40
_ZONES = ("Europe/Berlin", "Asia/Kathmandu", "America/New_York")

Action = Callable[["_Storm", Editor], Awaitable[object]]


class _Storm:
    """Draws valid input from what is there."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.chance = random.Random(seed)
        self.made = 0

    async def one(self, text: str) -> dict[str, Any]:
        rows = await self.database.read("tests/drawn", lambda tx: tx.run_text(text))
        return self.chance.choice(rows)

    async def person(self) -> dict[str, Any]:
        return await self.one("MATCH (p:Person) RETURN p.id AS id, p.revision AS revision ORDER BY id")

    async def skill(self) -> str:
        return (await self.one("MATCH (s:Skill {status: 'active'}) RETURN s.id AS id ORDER BY id LIMIT 40"))["id"]

    async def goal(self) -> dict[str, Any]:
        return await self.one("MATCH (g:Goal) RETURN g.id AS id, g.revision AS revision ORDER BY id")

    def window(self) -> Pattern:
        starts = self.chance.randrange(0, 1380)
        return Pattern(
            self.chance.randint(1, 7),
            starts,
            self.chance.randint(starts + 1, 1440),
            self.chance.choice(_ZONES),
            format=self.chance.choice([None, "video"]),
        )


async def _add_person(storm: _Storm, by: Editor) -> None:
    storm.made += 1
    await add_person(by, f"Person {storm.made}", TermsChange(places=storm.chance.randint(0, 3)))


async def _declare(storm: _Storm, by: Editor) -> None:
    who = await storm.person()
    await declare_skill_level(by, who["id"], await storm.skill(), storm.chance.randint(0, 4), today=utc_today())


async def _terms(storm: _Storm, by: Editor) -> None:
    who, chance = await storm.person(), storm.chance
    change = TermsChange(mentoring=chance.random() < 0.7, places=chance.randint(0, 5), languages=["de", "en"])
    await set_mentoring_terms(by, who["id"], who["revision"], change)


async def _availability(storm: _Storm, by: Editor) -> None:
    who, today = await storm.person(), utc_today()
    leaves = [Leave(today, today + timedelta(days=storm.chance.randint(0, 60)), "UTC")]
    windows = [storm.window() for _ in range(storm.chance.randint(0, 4))]
    await set_availability(by, who["id"], windows, leaves[: storm.chance.randint(0, 1)], who["revision"])


async def _state(storm: _Storm, by: Editor) -> None:
    who = await storm.person()
    await state_goal(by, who["id"], "Learn it.", [Target(await storm.skill(), storm.chance.randint(1, 4))])


async def _revise(storm: _Storm, by: Editor) -> None:
    goal = await storm.goal()
    await revise_goal(by, goal["id"], goal["revision"], GoalChange(targets=[Target(await storm.skill(), 2)]))


async def _close(storm: _Storm, by: Editor) -> None:
    goal = await storm.goal()
    await close_goal(by, goal["id"], goal["revision"], "achieved")


async def _edit_person(storm: _Storm, by: Editor) -> None:
    who, chance = await storm.person(), storm.chance
    change = DetailsChange(
        name=f"Person {chance.randrange(100)}",
        unit=chance.choice([(), ("Company",), ("Company", "Field"), ("Company", "Field", "North")]),
        function=chance.choice([None, "Engineer", "Buyer"]),
        manager_id=chance.choice([None, (await storm.person())["id"]]),
        time_zone=chance.choice(_ZONES),
    )
    await edit_person(by, who["id"], who["revision"], change)


async def _leaving(storm: _Storm, by: Editor) -> None:
    who = await storm.person()
    # More come back than leave, so that somebody is there to the end.
    left = storm.chance.choice([None, None, utc_today()])
    await record_leaving(by, who["id"], who["revision"], left)


async def _block(storm: _Storm, by: Editor) -> None:
    await block_person(by, (await storm.person())["id"], (await storm.person())["id"])


async def _unblock(storm: _Storm, by: Editor) -> None:
    pair = await storm.one(
        "OPTIONAL MATCH (p:Person)-[:BLOCKS]->(o:Person) RETURN coalesce(p.id, 'nobody') AS id, "
        "coalesce(o.id, 'nobody else') AS other ORDER BY id, other"
    )
    await unblock_person(by, pair["id"], pair["other"])


async def _add_id(storm: _Storm, by: Editor) -> None:
    await add_person_id(by, (await storm.person())["id"], f"further {storm.chance.randrange(10)}")


async def _remove_id(storm: _Storm, by: Editor) -> None:
    found = await storm.one(
        "OPTIONAL MATCH (f:PersonId)-[:IDENTIFIES]->(p:Person) RETURN coalesce(p.id, 'nobody') AS id, "
        "coalesce(f.id, 'nothing') AS further ORDER BY id, further"
    )
    await remove_person_id(by, found["id"], found["further"])


_MUTATIONS: Mapping[str, Action] = {
    "addPerson": _add_person,
    "declareSkillLevel": _declare,
    "setMentoringTerms": _terms,
    "editPerson": _edit_person,
    "recordLeaving": _leaving,
    "blockPerson": _block,
    "unblockPerson": _unblock,
    "addPersonId": _add_id,
    "removePersonId": _remove_id,
    "setAvailability": _availability,
    "stateGoal": _state,
    "reviseGoal": _revise,
    "closeGoal": _close,
}


async def _import(storm: _Storm, by: Editor, today: date) -> None:
    bundle = make_sample(20, storm.chance.choice([1, 2]), starter_taxonomy(), today)
    while True:
        # Somebody may edit a person between the plan and the writing; then nothing was written.
        with suppress(ImportOutdated):
            await apply_import(by, await plan_import(storm.database, bundle))
            return


def test_the_storm_knows_every_mutation() -> None:
    mutation = graphql_schema()._schema.mutation_type  # pyright: ignore[reportPrivateUsage]
    assert mutation is not None
    assert _MUTATIONS.keys() == mutation.fields.keys()


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_a_storm_everything_derived_is_right_and_every_edit_has_its_actor(
    database: Database, tmp_path: Path, seed: int
) -> None:
    # given the starter taxonomy, a small ESCO and people
    storm, today = _Storm(database, seed), utc_today()
    operator = editor(database)
    await load_seed(operator, read_seed())
    await bring_in(database, tmp_path, tiny())
    await _import(storm, operator, today)
    before = len(await database.read("tests/edits", edits_after))
    # when three people edit at once, and an import comes in between
    accepted = Counter[tuple[str, str]]()

    async def edit_much(name: str) -> None:
        by = Editor(operator.journal, replace(DEVELOPMENT, name=name))
        for _ in range(_EDITS_AN_ACTOR):
            what = storm.chance.choice(list(_MUTATIONS))
            try:
                await _MUTATIONS[what](storm, by)
            except GraphapiError:
                continue
            accepted[name, what] += 1

    await asyncio.gather(*map(edit_much, _ACTORS), _import(storm, operator, today))
    await load_seed(operator, read_seed())
    await relate_changes(operator)
    # then
    report = await check_map(database)
    assert report.differences == ()
    edits = (await database.read("tests/edits", edits_after))[before:]
    made = Counter((edit.actor, edit.operation) for edit in edits if edit.actor in _ACTORS)
    # What says again what is there already is accepted, and is no edit.
    assert made <= accepted
    assert {operation for _, operation in made} == _MUTATIONS.keys()
    assert all(edit.records for edit in edits)
