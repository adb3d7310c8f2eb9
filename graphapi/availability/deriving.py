"""Keeps FREE and OFFERS, the half-hours of the UTC week, equal to what people said about their time.

They are worked out over a horizon of weeks, which is stored and rolls forward as time passes.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from graphapi.availability import graph
from graphapi.availability.graph import IntervalRow, PersonFreeTime, PersonPatterns
from graphapi.availability.model import FreeInterval, Leave, Pattern
from graphapi.availability.slots import free_intervals
from graphapi.calendar.weeks import horizon
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.recording import record_change

_PEOPLE_A_STATEMENT = 1000
# Free time is worked out anew when fewer weeks than this lie ahead.
_WEEKS_AHEAD_AT_LEAST = 60


async def refresh_free_time(
    tx: Transaction,
    person_ids: Sequence[str],
    today: date,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Works out the free time of these people anew and returns how many intervals it wrote.

    Call it after their patterns, leaves, mentoring, places or matches have changed.
    """
    from_week, until_week = await derived_weeks(tx, today)
    written = 0
    for start in range(0, len(person_ids), _PEOPLE_A_STATEMENT):
        chunk = person_ids[start : start + _PEOPLE_A_STATEMENT]
        # What they say must not change between the reading and the writing.
        await graph.lock_people(tx, chunk)
        said = await graph.patterns_of(tx, chunk)
        derived = [(person.person_id, intervals_of(person, from_week, until_week)) for person in said]
        await graph.replace_free_time(tx, derived)
        written += sum(len(intervals) for _, intervals in derived)
        progress(start + len(chunk), len(person_ids))
    await record_change(tx, "people", person_ids)
    return written


async def derived_weeks(tx: Transaction, today: date) -> tuple[date, date]:
    """Between which Mondays free time is derived, the second exclusive; decided now when nothing is derived yet."""
    known = await graph.stored_horizon(tx)
    if known is None:
        known = horizon(today)
        await graph.save_horizon(tx, *known)
    return known


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


async def roll_horizon(
    database: Database, today: date, progress: Callable[[int, int], None] = lambda done, total: None
) -> bool:
    """Works out everybody's free time anew when the horizon is about to end; says whether it did.

    Each batch of people is a transaction; the new horizon is stored first, so a killed run is made good by
    `graphapi check --repair`.
    """

    async def needed(tx: Transaction) -> bool:
        known = await graph.stored_horizon(tx)
        if known is None or known[1] >= today + timedelta(weeks=_WEEKS_AHEAD_AT_LEAST):
            return False
        await graph.save_horizon(tx, *horizon(today))
        return True

    if not await database.write("availability/roll_horizon", needed):
        return False
    await refresh_everybody(database, today, progress)
    return True


async def refresh_everybody(
    database: Database, today: date, progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Works out the free time of everybody anew, batch by batch; returns how many people."""
    after, done = "", 0
    while True:
        start = after

        async def batch(tx: Transaction, start: str = start) -> list[str]:
            people = await graph.people_with_time(tx, start, _PEOPLE_A_STATEMENT)
            await refresh_free_time(tx, people, today)
            return people

        people = await database.write("availability/refresh_everybody", batch, deadline_seconds=300)
        if not people:
            return done
        after, done = people[-1], done + len(people)
        progress(done, done)


async def wrong_free_time(tx: Transaction) -> list[str]:
    """Compares the stored free time of everybody with a recomputation; says by id who differs."""
    known = await graph.stored_horizon(tx)
    wrong: list[str] = []
    after = ""
    while people := await graph.people_with_time(tx, after, _PEOPLE_A_STATEMENT):
        said = {person.person_id: person for person in await graph.patterns_of(tx, people)}
        for stored in await graph.free_time_of(tx, people):
            right = intervals_of(said[stored.person_id], *known) if known else ()
            wrong.extend(
                _differences(
                    stored, tuple(IntervalRow(i.weekday, i.minute, i.from_week, i.until_week) for i in right)
                )
            )
        after = people[-1]
    return wrong


def _differences(stored: PersonFreeTime, right: tuple[IntervalRow, ...]) -> list[str]:
    offers = right if stored.may_offer else ()
    return [
        f"{kind} of person {stored.person_id} differs: {len(found)} intervals stored, {len(expected)} expected"
        for kind, found, expected in (("FREE", stored.free, right), ("OFFERS", stored.offered, offers))
        if found != expected
    ]
