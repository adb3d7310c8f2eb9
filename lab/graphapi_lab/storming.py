"""A storm: several people edit one map at once, through every mutation, with imports in between.

After it, everything that is derived must be right, and the journal must say who did what. Tests storm over a small map,
`graphapi bench storm` over one of any size.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from graphapi.availability.model import Leave, Pattern
from graphapi.availability.setting import set_availability
from graphapi.calendar.clock import utc_today
from graphapi.checking import check_map
from graphapi.engagements.blocking import block_person, people_blocked_by, unblock_person
from graphapi.errors import GraphapiError
from graphapi.goals.model import Goal, GoalChange, Target
from graphapi.goals.reading import goals_of
from graphapi.goals.stating import close_goal, revise_goal, state_goal
from graphapi.graphdb.database import Database
from graphapi.identity.viewer import DEVELOPMENT
from graphapi.importing.applying import apply_import
from graphapi.importing.errors import ImportOutdated, ImportStopped
from graphapi.importing.model import Bundle
from graphapi.importing.planning import plan_import
from graphapi.journal.edit import Editor
from graphapi.people.adding import add_person
from graphapi.people.changing import DetailsChange, edit_person
from graphapi.people.declaring import declare_skill_level
from graphapi.people.further_ids import add_person_id, further_ids_of, remove_person_id
from graphapi.people.leaving import record_leaving
from graphapi.people.model import Person
from graphapi.people.reading import people_by_id
from graphapi.people.terms import TermsChange, set_mentoring_terms
from graphapi.relatedness.relating import relate_changes
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from graphapi_lab.sampling.making import make_sample
from graphapi_lab.sampling.model import starter_taxonomy

ACTORS = ("ada", "grace", "edsger")
_ZONES = ("Europe/Berlin", "Asia/Kathmandu", "America/New_York")
# People who are asked one after the other for something that not everybody has.
_TRIES = 30
_SKILLS = 40
# How often an import is tried that edits outdate.
_IMPORTS = 20


class Storm:
    """Draws valid input from what is there. people: ids, to which those of people who are added come."""

    def __init__(self, database: Database, seed: int, people: Sequence[str], skills: Sequence[str]) -> None:
        self.database = database
        self.chance = random.Random(seed)
        self.people = list(people)
        self.skills = list(skills)
        self.made = 0

    async def person(self) -> Person:
        """Anybody, as they are now."""
        who = self.chance.choice(self.people)
        return (await people_by_id(self.database, [who]))[who]

    def skill(self) -> str:
        """One of a few skills, so that edits meet."""
        return self.chance.choice(self.skills)

    async def goal(self) -> Goal | None:
        """A goal of somebody, if one is found."""
        asked = self.chance.choices(self.people, k=_TRIES)
        found = await goals_of(self.database, asked, closed_too=True)
        return next((goal for who in asked for goal in found[who]), None)

    def window(self) -> Pattern:
        """Some hours on a day of the week."""
        starts = self.chance.randrange(0, 1380)
        return Pattern(
            self.chance.randint(1, 7),
            starts,
            self.chance.randint(starts + 1, 1440),
            self.chance.choice(_ZONES),
            format=self.chance.choice([None, "video"]),
        )


Action = Callable[[Storm, Editor], Awaitable[object]]


async def _add_person(storm: Storm, by: Editor) -> None:
    storm.made += 1
    added = await add_person(by, f"Person {storm.made}", TermsChange(places=storm.chance.randint(0, 3)))
    storm.people.append(added.id)


async def _declare(storm: Storm, by: Editor) -> None:
    who = await storm.person()
    await declare_skill_level(by, who.id, storm.skill(), storm.chance.randint(0, 4), today=utc_today())


async def _terms(storm: Storm, by: Editor) -> None:
    who, chance = await storm.person(), storm.chance
    change = TermsChange(mentoring=chance.random() < 0.7, places=chance.randint(0, 5), languages=["de", "en"])
    await set_mentoring_terms(by, who.id, who.revision, change)


async def _availability(storm: Storm, by: Editor) -> None:
    who, today = await storm.person(), utc_today()
    leaves = [Leave(today, today + timedelta(days=storm.chance.randint(0, 60)), "UTC")]
    windows = [storm.window() for _ in range(storm.chance.randint(0, 4))]
    await set_availability(by, who.id, windows, leaves[: storm.chance.randint(0, 1)], who.revision)


async def _state(storm: Storm, by: Editor) -> None:
    who = await storm.person()
    await state_goal(by, who.id, "Learn it.", [Target(storm.skill(), storm.chance.randint(1, 4))])


async def _revise(storm: Storm, by: Editor) -> None:
    if goal := await storm.goal():
        await revise_goal(by, goal.id, goal.revision, GoalChange(targets=[Target(storm.skill(), 2)]))


async def _close(storm: Storm, by: Editor) -> None:
    if goal := await storm.goal():
        await close_goal(by, goal.id, goal.revision, "achieved")


async def _edit_person(storm: Storm, by: Editor) -> None:
    who, chance = await storm.person(), storm.chance
    change = DetailsChange(
        name=f"Person {chance.randrange(100)}",
        unit=chance.choice([(), ("Company",), ("Company", "Field"), ("Company", "Field", "North")]),
        function=chance.choice([None, "Engineer", "Buyer"]),
        manager_id=chance.choice([None, (await storm.person()).id]),
        time_zone=chance.choice(_ZONES),
    )
    await edit_person(by, who.id, who.revision, change)


async def _leaving(storm: Storm, by: Editor) -> None:
    who = await storm.person()
    # More come back than leave, so that somebody is there to the end.
    left = storm.chance.choice([None, None, utc_today()])
    await record_leaving(by, who.id, who.revision, left)


async def _block(storm: Storm, by: Editor) -> None:
    await block_person(by, (await storm.person()).id, (await storm.person()).id)


async def _unblock(storm: Storm, by: Editor) -> None:
    for who in storm.chance.choices(storm.people, k=_TRIES):
        if blocked := await people_blocked_by(storm.database, who):
            await unblock_person(by, who, storm.chance.choice(blocked))
            return


async def _add_id(storm: Storm, by: Editor) -> None:
    await add_person_id(by, (await storm.person()).id, f"further {storm.chance.randrange(10)}")


async def _remove_id(storm: Storm, by: Editor) -> None:
    found = await people_by_id(storm.database, [f"further {number}" for number in range(10)])
    if found:
        who = storm.chance.choice(sorted(person.id for person in found.values()))
        # Somebody else may just have taken it away.
        if further := (await further_ids_of(storm.database, [who]))[who]:
            await remove_person_id(by, who, storm.chance.choice(further))


MUTATIONS: Mapping[str, Action] = {
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
"""By name of the mutation, an edit with drawn input, which may be refused."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What is found after a storm. accepted: edits by actor and mutation; refused: how many were."""

    accepted: Counter[tuple[str, str]]
    refused: int
    differences: tuple[str, ...]


async def storm_over(
    operator: Editor,
    people: int,
    edits_an_actor: int,
    seed: int,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Aftermath:
    """Imports a sample organisation, storms over it, and checks the map.

    Three people edit at once, and the same sample comes in again meanwhile. The map has the starter taxonomy.
    """
    today, database = utc_today(), operator.database
    bundle = make_sample(people, seed, starter_taxonomy(), today)
    await _import(operator, bundle, progress)
    skills = sorted(starter_taxonomy().labels)[:_SKILLS]
    storm = Storm(database, seed, [person.id for person in bundle.people], skills)
    accepted, refused = Counter[tuple[str, str]](), 0
    done = 0

    async def edit_much(name: str) -> None:
        nonlocal refused, done
        by = Editor(operator.journal, replace(DEVELOPMENT, name=name))
        for _ in range(edits_an_actor):
            what = storm.chance.choice(list(MUTATIONS))
            try:
                await MUTATIONS[what](storm, by)
                accepted[name, what] += 1
            except GraphapiError:
                refused += 1
            done += 1
            progress("editing", done, edits_an_actor * len(ACTORS))

    await asyncio.gather(*map(edit_much, ACTORS), _import(operator, bundle))
    await load_seed(operator, read_seed())
    await relate_changes(operator)
    report = await check_map(database, progress)
    return Aftermath(accepted, refused, report.differences)


async def _import(
    by: Editor, bundle: Bundle, progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> None:
    for _ in range(_IMPORTS):
        # Somebody may edit a person between the plan and the writing; then nothing more is written of the plan.
        with suppress(ImportOutdated, ImportStopped):
            await apply_import(by, await plan_import(by.database, bundle, progress), progress)
            return
