"""Keeps FREE and OFFERS, the pieces of the UTC week, equal to people's stated availability.

They are derived over a horizon of weeks, which is stored and rolls forward as time passes. The version of the
derivation rules is stored too, so that an upgrade that changes the rules recomputes everyone's time.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from graphapi.availability import graph
from graphapi.availability.graph import IntervalRow, PersonFreeTime, PersonPatterns
from graphapi.availability.model import FreeInterval, Leave, Pattern
from graphapi.availability.slots import free_intervals
from graphapi.calendar.weeks import horizon
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor

_PEOPLE_A_STATEMENT = 1000
# Free time is recomputed when fewer weeks than this lie ahead.
_WEEKS_AHEAD_AT_LEAST = 60
FREE_TIME_RULES = 2
"""Goes up whenever the same patterns give other free time. 1: whole half-hours only; 2: minutes and formats."""
_NOT_DERIVED = 0


async def derive_free_time(e: Edit, person_ids: Sequence[str]) -> int:
    """Derives the free time of these people, and returns how many intervals it wrote."""
    tx = e.tx
    from_week, until_week = await derived_weeks(tx, e.today)
    written = 0
    for start in range(0, len(person_ids), _PEOPLE_A_STATEMENT):
        chunk = person_ids[start : start + _PEOPLE_A_STATEMENT]
        # Their availability must not change between reading and writing.
        await graph.lock_people(tx, chunk)
        said = await graph.patterns_of(tx, chunk)
        derived = [(person.person_id, intervals_of(person, from_week, until_week)) for person in said]
        await graph.remove_free_time(tx, chunk)
        await graph.write_free_time(tx, derived)
        written += sum(len(intervals) for _, intervals in derived)
        e.progress("deriving free time", start + len(chunk), len(person_ids))
    e.derived("freeTime.derived", person_ids)
    e.tally["free time"] += written
    return written


async def derive_free_time_of_new(e: Edit, said: Mapping[str, tuple[Sequence[Pattern], Sequence[Leave]]]) -> None:
    """The same for people whom this edit has created, from the patterns and leaves that it has just stored."""
    weeks = await derived_weeks(e.tx, e.today)
    derived = [
        (person_id, free_intervals(patterns, *weeks, leaves=leaves))
        for person_id, (patterns, leaves) in said.items()
    ]
    await graph.write_free_time(e.tx, derived)
    e.tally["free time"] += sum(len(intervals) for _, intervals in derived)


async def derived_weeks(tx: Transaction, today: date) -> tuple[date, date]:
    """Between which Mondays free time is derived, the second exclusive; decided now when nothing is derived yet."""
    known = await graph.stored_horizon(tx)
    if known is not None:
        return known.from_week, known.until_week
    weeks = horizon(today)
    await graph.save_horizon(tx, *weeks, FREE_TIME_RULES)
    return weeks


def intervals_of(person: PersonPatterns, from_week: date, until_week: date) -> tuple[FreeInterval, ...]:
    """The free intervals that follow from what one person said."""
    patterns = [
        Pattern(
            said.weekday,
            said.starts_at,
            said.ends_at,
            said.time_zone,
            said.valid_from,
            said.valid_until,
            said.format,
        )
        for said in person.patterns
    ]
    leaves = [Leave(leave.first_day, leave.last_day, leave.time_zone) for leave in person.leaves]
    return free_intervals(patterns, from_week, until_week, leaves=leaves)


async def keep_free_time(
    editor: Editor, today: date, progress: Callable[[int, int], None] = lambda done, total: None
) -> bool:
    """Recomputes everyone's free time if the horizon is about to end or the rules have changed; returns whether it did.

    Each batch of people is a transaction. Completion is stored last, so the next run repeats one that was killed.
    """

    async def needed(e: Edit) -> bool:
        known = await graph.stored_horizon(e.tx)
        if known is None:
            return False
        if known.until_week < today + timedelta(weeks=_WEEKS_AHEAD_AT_LEAST):
            await graph.save_horizon(e.tx, *horizon(today), _NOT_DERIVED)
            await graph.save_rules(e.tx, _NOT_DERIVED)
            return True
        return known.rules != FREE_TIME_RULES

    if not await editor.edit("keepFreeTime", needed):
        return False
    await derive_everybody(editor, progress)
    return True


async def derive_everybody(editor: Editor, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Recomputes everyone's free time, batch by batch; returns how many people."""
    after, done = "", 0
    while True:
        start = after

        async def batch(e: Edit, start: str = start) -> list[str]:
            people = await graph.people_with_time(e.tx, start, _PEOPLE_A_STATEMENT)
            await derive_free_time(e, people)
            return people

        people = await editor.edit("deriveFreeTime", batch, deadline_seconds=300)
        if not people:
            break
        after, done = people[-1], done + len(people)
        progress(done, done)
    await editor.edit("derivedFreeTime", lambda e: graph.save_rules(e.tx, FREE_TIME_RULES))
    return done


async def wrong_free_time(tx: Transaction) -> list[str]:
    """Compares everyone's stored free time with a recomputation; names the ids of people who differ."""
    known = await graph.stored_horizon(tx)
    wrong: list[str] = []
    after = ""
    while people := await graph.people_with_time(tx, after, _PEOPLE_A_STATEMENT):
        said = {person.person_id: person for person in await graph.patterns_of(tx, people)}
        for stored in await graph.free_time_of(tx, people):
            person = said[stored.person_id]
            right = intervals_of(person, known.from_week, known.until_week) if known else ()
            wrong.extend(_differences(stored, right))
        after = people[-1]
    return wrong


def _differences(stored: PersonFreeTime, right: tuple[FreeInterval, ...]) -> list[str]:
    offers = right if stored.may_offer else ()
    return [
        f"{kind} of person {stored.person_id} differs: {len(found)} intervals stored, {len(expected)} expected"
        for kind, found, expected in (("FREE", stored.free, right), ("OFFERS", stored.offered, offers))
        if sorted(map(_interval, found)) != list(expected)
    ]


def _interval(stored: IntervalRow) -> FreeInterval:
    return FreeInterval(
        stored.weekday,
        stored.minute,
        stored.from_week,
        stored.until_week,
        stored.begins,
        stored.ends,
        stored.formats,
    )
