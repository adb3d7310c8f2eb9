"""Compares everything derived in the graph with a recomputation from its sources, and makes it good again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graphapi.availability.deriving import refresh_everybody, wrong_free_time
from graphapi.graphdb.database import Database, Transaction
from graphapi.relatedness.relating import relate, wrong_relatedness
from graphapi.taxonomy.nearness import refresh_near_in_steps, wrong_nearness

_DEADLINE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What differs, in words, by kind of derived data; all empty when everything is right."""

    relatedness: tuple[str, ...]
    nearness: tuple[str, ...]
    free_time: tuple[str, ...]

    @property
    def right(self) -> bool:
        """True when nothing differs."""
        return not self.differences

    @property
    def differences(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.relatedness, *self.nearness, *self.free_time)


async def check_map(database: Database) -> CheckReport:
    """Recomputes relations by evidence, NEAR, FREE and OFFERS and compares; changes nothing."""

    async def work(tx: Transaction) -> CheckReport:
        return CheckReport(
            tuple(await wrong_relatedness(tx)), tuple(await wrong_nearness(tx)), tuple(await wrong_free_time(tx))
        )

    return await database.read("checking/check_map", work, deadline_seconds=_DEADLINE_SECONDS)


async def repair_map(
    database: Database, today: date, progress: Callable[[int, int], None] = lambda done, total: None
) -> None:
    """Rebuilds everything derived from its sources."""
    await relate(database, lambda stage, done, total: progress(done, total))
    await refresh_near_in_steps(database, None, progress)
    await refresh_everybody(database, today, progress)
