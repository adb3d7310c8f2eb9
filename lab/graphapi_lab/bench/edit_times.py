"""Times edits, and how long after its commit an edit is in the rank index here and in another process."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from graphapi.availability.model import Pattern
from graphapi.availability.setting import set_availability
from graphapi.calendar.weeks import week_of
from graphapi.importing.applying import apply_import
from graphapi.importing.model import AvailabilityRow, Bundle, ClaimRow, GoalRow, PersonRow, TargetRow
from graphapi.importing.planning import plan_import
from graphapi.journal.edit import Editor
from graphapi.people.adding import add_person
from graphapi.people.declaring import declare_skill_level
from graphapi.people.terms import TermsChange
from graphapi.rankindex.serving import RankIndex
from graphapi_lab.bench.dataset import Shape, person_id, skill_id
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.index_times import ask_index
from graphapi_lab.bench.request_times import Client
from graphapi_lab.bench.roads import goals_of

EDITS = "edits"
VISIBLE = "visible after"
# Whether another process has seen an edit is asked of every so many edits, since asking takes its time.
_ELSEWHERE_EVERY = 3
_IMPORT_SECONDS = 45.0
_LONGEST_SECONDS = 60.0


async def measure_edits(
    figures: Figures, editor: Editor, index: RankIndex, port: int, shape: Shape, edits: int, today: date
) -> None:
    """Edits the map, one after the other; `index` follows it here and the API at `port` elsewhere."""
    here: list[float] = []
    elsewhere: list[float] = []
    watcher = person_id(shape.people - 1)
    goal = goals_of(shape, [shape.people - 1])[watcher]
    week = week_of(today)
    client = Client(port)

    async def see(committed: float, number: int) -> None:
        while await ask_index(editor.database, index, watcher, goal, week) is None:
            _give_up_after(committed)
        here.append(time.perf_counter() - committed)
        if number % _ELSEWHERE_EVERY == 0:
            while (await asyncio.to_thread(client.ask, watcher, 1))["servedBy"] != "RANK_INDEX":
                _give_up_after(committed)
            elsewhere.append(time.perf_counter() - committed)

    async def declare(number: int) -> Any:
        held = {skill for skill, _ in shape.person(number).skills}
        skill = next(skill for skill in range(number % shape.skills, shape.skills) if skill not in held)
        return await declare_skill_level(editor, person_id(number), skill_id(skill), 3, today=today)

    async def state(number: int) -> Any:
        patterns = [Pattern(1 + at % 5, 600 + 30 * at, 690 + 30 * at, "Europe/Berlin") for at in range(4)]
        return await set_availability(editor, person_id(number), patterns, [], 1)

    step = max((shape.people - 2) // (2 * edits), 1)
    for what, edit, first in (("declare a skill level", declare, 0), ("state availability", state, step)):
        seconds = [await _timed(edit, number, see) for number in range(first, shape.people - 1, 2 * step)[:edits]]
        figures.times(EDITS, what, shape.people, seconds)

    async def add(number: int) -> Any:
        return await add_person(editor, f"Person {number}", TermsChange(), person_id=f"new {number}")

    seconds = [await _timed(add, number, None) for number in range(edits)]
    figures.times(EDITS, "add a person", shape.people, seconds)

    async def bring(number: int) -> Any:
        bundle = newcomer(shape, number)
        return await apply_import(editor, await plan_import(editor.database, bundle))

    added: list[float] = []
    for number in range(shape.people, shape.people + edits):
        added.append(await _timed(bring, number, None))
        if sum(added) > _IMPORT_SECONDS:
            break
    figures.times(EDITS, "add a person by an import", shape.people, added)
    figures.times(VISIBLE, "an edit, in the same process", shape.people, here)
    figures.times(VISIBLE, "an edit, in another process", shape.people, elsewhere)
    client.close()


async def _timed(
    edit: Callable[[int], Awaitable[Any]], number: int, see: Callable[[float, int], Awaitable[None]] | None
) -> float:
    started = time.perf_counter()
    await edit(number)
    committed = time.perf_counter()
    if see is not None:
        await see(committed, number)
    return committed - started


def _give_up_after(committed: float) -> None:
    if time.perf_counter() - committed > _LONGEST_SECONDS:
        raise RuntimeError(f"An edit was not seen within {_LONGEST_SECONDS:.0f} seconds.")


def newcomer(shape: Shape, number: int) -> Bundle:
    """A person with skills, a goal and time, as one import brings them."""
    made = shape.person(number)
    who = person_id(number)
    return Bundle(
        people=(
            PersonRow(who, f"Person {who}", reports_to=person_id(0), time_zone="UTC", languages=made.languages),
        ),
        claims=tuple(ClaimRow(who, skill_id(skill), level) for skill, level in made.skills),
        goals=(
            GoalRow(
                f"g{number:06}",
                who,
                tuple(TargetRow(skill_id(skill), level) for skill, level in made.targets),
                f"Goal g{number:06}",
            ),
        ),
        availability=tuple(
            AvailabilityRow(who, Pattern(day, 540, 600, "UTC")) for day in sorted({day for day, _ in made.slots})
        ),
    )
