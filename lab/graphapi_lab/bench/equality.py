"""Compares the rank index with the Cypher ranking for many mentees of a large map, page by page."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from graphapi.calendar.weeks import week_of
from graphapi.graphdb.database import Database
from graphapi.graphdb.migrations import migrate
from graphapi.matching.model import Question
from graphapi.rankindex.loops import LoopRoad
from graphapi.rankindex.reading import read_all
from graphapi.rankindex.vectors import VectorRoad
from graphapi_lab.bench.dataset import Shape, person_id
from graphapi_lab.bench.loading import Progress, load
from graphapi_lab.bench.roads import PAGE, Index, Shipped, Way, goals_of, pages
from graphapi_lab.bench.servers import heap_mb, neo4j

# Two questions at once keep two cores busy; the database is what takes the time.
_AT_ONCE = 2
_SECOND_PAGE_EVERY = 10


@dataclass(frozen=True, slots=True)
class Equality:
    """How many mentees were asked about, how many mentors that gave, and what was not the same, in words."""

    mentees: int
    mentors: int
    ties: int
    differences: tuple[str, ...]


async def compare(database: Database, shape: Shape, mentees: int, week: date, progress: Progress) -> Equality:
    """Asks for the first page of each mentee, and for the second of some, by Cypher and on both roads of the index."""
    numbers = [at * shape.people // mentees for at in range(min(mentees, shape.people))]
    ranked = await read_all(database)
    goals = goals_of(shape, numbers)
    shipped = Shipped(database, ranked.policy.version)
    others: list[Way] = [
        Index(ranked, LoopRoad(), goals, "rank index, compiled"),
        Index(ranked, VectorRoad(), goals, "rank index, numpy"),
    ]
    differences: list[str] = []
    mentors = ties = done = 0
    waiting: Iterator[tuple[int, int]] = iter(enumerate(numbers))

    async def work() -> None:
        nonlocal mentors, ties, done
        for at, number in waiting:
            question = Question(person_id(number), week=week)
            count = 2 if at % _SECOND_PAGE_EVERY == 0 else 1
            expected = await pages(shipped, question, count, PAGE)
            differences.extend(await _differing(others, question, count, expected))
            mentors += len(expected)
            ties += sum(one[1:3] == other[1:3] for one, other in pairwise(expected))
            done += 1
            progress("comparing", done, len(numbers))

    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    return Equality(len(numbers), mentors, ties, tuple(differences))


async def _differing(ways: Sequence[Way], question: Question, count: int, expected: object) -> list[str]:
    return [
        f"{way.name} differs for {question.mentee_id}"
        for way in ways
        if await pages(way, question, count, PAGE) != expected
    ]


async def compare_on_a_new_map(
    home: Path, shape: Shape, mentees: int, today: date, progress: Progress
) -> Equality:
    """As `compare`, on a server and a map of its own."""
    async with neo4j(home, heap_mb(shape.people)) as server:
        await migrate(server.database)
        await load(server.database, shape, today, progress)
        return await compare(server.database, shape, mentees, week_of(today), progress)
