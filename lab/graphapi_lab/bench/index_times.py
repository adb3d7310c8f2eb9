"""Times the rank index at work: building it, starting it from a snapshot, and asking it as the service does."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Journal
from graphapi.matching.facts import GoalFacts, MenteeFacts
from graphapi.matching.model import Question
from graphapi.matching.ranker import RankedPage
from graphapi.rankindex.roads import best_road
from graphapi.rankindex.serving import RankIndex
from graphapi_lab.bench.dataset import Shape, person_id
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.ranking_times import KINDS, mentees
from graphapi_lab.bench.roads import LIMIT, goals_of

INDEX = "rank index"
_BUILD_SECONDS = 300.0


@asynccontextmanager
async def running_index(journal: Journal, folder: Path) -> AsyncGenerator[RankIndex]:
    """A rank index that is fresh, and stays so inside the block."""
    index = RankIndex(journal, await asyncio.to_thread(best_road), folder)
    work = asyncio.create_task(index.run())
    try:
        until = time.monotonic() + _BUILD_SECONDS
        while index.status.state != "fresh":
            if time.monotonic() > until:
                raise SetupProblem(f"The rank index was not there within {_BUILD_SECONDS:.0f} seconds.")
            await asyncio.sleep(0.05)
        yield index
    finally:
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work


def note_start(figures: Figures, people: int, index: RankIndex) -> None:
    """Adds how long the index took to be there, and what it takes in memory."""
    status = index.status
    how = "built from Neo4j" if status.built_from == "graph" else "started from its snapshot"
    figures.add(INDEX, how, people, "s", status.seconds_to_build or 0.0)
    figures.add("memory", "arrays of the rank index", people, "MB", status.bytes_of_arrays / 1e6)


async def ask_index(
    database: Database, index: RankIndex, mentee: str, goal: GoalFacts, week: date
) -> RankedPage | None:
    """A ranking as the service has it: whether the index is fresh is asked of the database first."""
    facts = MenteeFacts(mentee, "UTC", 0, None, None, (goal,))

    async def work(tx: Transaction) -> RankedPage | None:
        return await index.rank(tx, Question(mentee, week=week), facts, week, LIMIT)

    return await database.read_singly("bench/index", work)


async def measure_index(
    figures: Figures, database: Database, index: RankIndex, shape: Shape, queries: int, week: date
) -> None:
    """Times rankings by the index together with the look at the change log, a round trip to the database."""
    for kind in KINDS:
        numbers = mentees(shape, kind, queries)
        goals = goals_of(shape, numbers)
        seconds: list[float] = []
        for number in (numbers * queries)[:queries]:
            mentee = person_id(number)
            started = time.perf_counter()
            if await ask_index(database, index, mentee, goals[mentee], week) is None:
                figures.differences.append(f"the rank index was not fresh, {shape.people} people, {mentee}")
            seconds.append(time.perf_counter() - started)
        figures.times(f"ranking, {kind}", "rank index, freshness asked", shape.people, seconds)
