"""Writes new people as a whole: what an import says of them, and when they are free."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from graphapi.availability.model import SLOT_MINUTES, SLOTS_PER_DAY, FreeInterval, Pattern
from graphapi.availability.slots import free_intervals
from graphapi.graphdb.database import Transaction
from graphapi.importing import writing_graph
from graphapi.importing.parts import NewPerson


async def create_people(tx: Transaction, people: Sequence[NewPerson], horizon: tuple[date, date]) -> int | None:
    """Makes these people, but for managers, and returns how many pieces of time they have; None: something is gone.

    Nothing is matched with them yet, so that who mentors and has a place at all offers the time.
    """
    rows = _Rows(people, horizon)
    written = await writing_graph.create_whole_people(
        tx, rows.rows, rows.skill_ids, list(rows.days), rows.windows, rows.times
    )
    return rows.slots if written == rows.effects else None


async def draw_managers(tx: Transaction, people: Sequence[NewPerson]) -> bool:
    """Who of them reports to whom; false when a manager is not there."""
    rows = [{"id": person.row["id"], "other": person.manager} for person in people if person.manager is not None]
    return not rows or await writing_graph.write_rows(tx, writing_graph.CREATE_MANAGERS, rows) == len(rows)


class _Rows:
    """The parameters of the statement, small because what many people share is given by its place in a list."""

    def __init__(self, people: Sequence[NewPerson], horizon: tuple[date, date]) -> None:
        self._horizon = horizon
        self.skill_ids = sorted(
            {
                skill_id
                for person in people
                for row in (*person.claims, *person.targets.values())
                for skill_id in row["skillIds"]
            }
        )
        self._places = {skill_id: place for place, skill_id in enumerate(self.skill_ids)}
        self.days: dict[date, int] = {}
        self.windows: list[dict[str, Any]] = []
        self._place_of_window: dict[tuple[Any, ...], int] = {}
        self.times: list[dict[str, Any]] = []
        self._place_of_time: dict[FreeInterval, int] = {}
        self.effects = self.slots = 0
        self.rows = [self._row(person) for person in people]

    def _row(self, person: NewPerson) -> dict[str, Any]:
        properties = person.row["properties"]
        goals = [
            {
                "id": goal["id"],
                "statement": goal["statement"],
                "dueOn": goal["dueOn"],
                "skills": self._skills(aims["skillIds"]),
                "levels": aims["levels"],
                "weights": aims["weights"],
            }
            for goal in person.goals
            for aims in (person.targets[goal["id"]],)
        ]
        intervals = free_intervals(
            [_pattern(*_TIMING(row["properties"])) for row in person.patterns], *self._horizon
        )
        claimed = [skill_id for row in person.claims for skill_id in row["skillIds"]]
        used = [day for row in person.claims for day in row["lastUsed"]]
        self.slots += len(intervals)
        self.effects += (
            1
            + (person.unit is not None)
            + (person.function is not None)
            + len(claimed)
            + sum(len(goal["skills"]) for goal in goals)
            + len(person.patterns)
            + len(intervals)
        )
        return {
            "id": person.row["id"],
            "tieKey": person.row["tieKey"],
            "properties": properties,
            "unit": person.unit,
            "function": person.function,
            "skills": self._skills(claimed),
            "levels": [level for row in person.claims for level in row["levels"]],
            # What stands outside of a list is null, as is what stands at no place.
            "lastUsed": list(map(self._day, used)) if any(used) else [],
            "goals": goals,
            "patternIds": [row["id"] for row in person.patterns],
            "windows": [self._window(row["properties"]) for row in person.patterns],
            "times": list(map(self._time, intervals)),
            "offers": properties["mentoring"] and properties["places"] > 0,
        }

    def _skills(self, skill_ids: Sequence[str]) -> list[int]:
        return [self._places[skill_id] for skill_id in skill_ids]

    def _day(self, day: date | None) -> int | None:
        return None if day is None else self.days.setdefault(day, len(self.days))

    def _window(self, said: dict[str, Any]) -> int:
        key = tuple(said.values())
        place = self._place_of_window.setdefault(key, len(self.windows))
        if place == len(self.windows):
            self.windows.append(said)
        return place

    def _time(self, free: FreeInterval) -> int:
        place = self._place_of_time.setdefault(free, len(self.times))
        if place == len(self.times):
            slot = (free.weekday - 1) * SLOTS_PER_DAY + free.minute // SLOT_MINUTES
            self.times.append({"slot": slot, "from": free.from_week, "until": free.until_week, **free.piece})
        return place


_TIMING = itemgetter("weekday", "startsAt", "endsAt", "timeZone", "validFrom", "validUntil", "format")


@lru_cache(maxsize=16_384)
def _pattern(
    weekday: int,
    starts: int,
    ends: int,
    time_zone: str,
    valid_from: date | None,
    valid_until: date | None,
    name: str | None,
) -> Pattern:
    """People say the same few things, and making a pattern checks it."""
    return Pattern(weekday, starts, ends, time_zone, valid_from, valid_until, name)
