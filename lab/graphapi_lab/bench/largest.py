"""Asks for the largest answers that a service gives, and measures how long each holds its event loop.

The application runs in this process, so that a task beside it can tell for how long it did not get its turn.
"""

import asyncio
import statistics
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx

from graphapi.app import create_app
from graphapi.errors import SetupProblem
from graphapi.graphdb.migrations import migrate
from graphapi.matching.ranker import RankerInUse
from graphapi.settings import Settings
from graphapi.wire.pacing import settle_memory
from graphapi_lab.bench.dataset import Shape, person_id
from graphapi_lab.bench.loading import Progress, load
from graphapi_lab.bench.ranking_times import mentees
from graphapi_lab.bench.servers import heap_mb, neo4j

MOST_HELD_MS: Final = 50.0
_ROUNDS: Final = 7
_TURN_SECONDS: Final = 0.001
_WHY: Final = "text share value skill { label } via { label }"
_COVERING: Final = "share nearness level skill { label }"
_PERSON: Final = "name unit function timeZone languages formats mentoring places placesTaken revision"


def _ranking(first: int, selection: str) -> str:
    return f"query($id: ID!) {{ mentorMatches(menteeId: $id, first: {first}) {{ edges {{ {selection} }} }} }}"


QUESTIONS: Final[Mapping[str, str]] = {
    "a ranking of 1": _ranking(1, "distance node { name }"),
    "a ranking of 100": _ranking(100, "distance node { name }"),
    "100 with shared time": _ranking(100, "sharedMinutes sharedTime slots { startsAt endsAt } node { name }"),
    "100 with why(first: 3)": _ranking(100, f"why(first: 3) {{ {_WHY} }} node {{ name }}"),
    "50 with why(first: 20)": _ranking(50, f"why(first: 20) {{ {_WHY} }}"),
    "100 with coveredBy": _ranking(100, f"targets {{ coverage coveredBy(first: 3) {{ {_COVERING} }} }}"),
    "100 with people whole": _ranking(100, f"distance node {{ {_PERSON} }}"),
    "why not, with all rules": "query($id: ID!) { explainMatch(menteeId: $id, mentorId: $id) { summary "
    "rules { rule holds reason remedy } } }",
    "100 people with 10 skills each": f"query($id: ID!) {{ people(first: 100) {{ edges {{ node {{ {_PERSON} "
    "skills(first: 10) { edges { node { level skill { label } } } } } } } person(id: $id) { name } }",
    "100 skills with 10 relations each": "query($id: ID!) { skills(first: 100) { edges { node { label definition "
    "aliases relations(first: 10) { skill { label } } } } } person(id: $id) { name } }",
}


@dataclass(slots=True)
class Largest:
    """One question. milliseconds: the median of an answer; held: the longest turn of the event loop, also in ms."""

    name: str
    cost: int
    milliseconds: float
    held: float
    kilobytes: float

    @property
    def per_millisecond(self) -> float:
        """How much of the cost a millisecond bears."""
        return self.cost / self.milliseconds


async def largest_answers(folder: Path, shape: Shape, today: date, progress: Progress) -> list[Largest]:
    """Loads a map into a Neo4j of its own and asks everything. Raises SetupProblem when a question is refused."""
    async with neo4j(folder / "home", heap_mb(shape.people)) as server:
        await migrate(server.database)
        await load(server.database, shape, today, progress)
        mentee = person_id(mentees(shape, "popular", 1)[0])
        app = create_app(server.database, Settings(), RankerInUse())  # pyright: ignore[reportCallIssue]
        # What the application does when it starts, and the benchmark's own map is no part of a service.
        settle_memory()
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=60) as http:
            return [await _measured(http, name, question, mentee) for name, question in QUESTIONS.items()]


async def _measured(http: httpx.AsyncClient, name: str, question: str, mentee: str) -> Largest:
    took: list[float] = []
    held: list[float] = []
    cost, size = 0, 0
    for _ in range(_ROUNDS):
        longest = [0.0]
        watching = asyncio.create_task(_watch(longest))
        # The watcher has its first turn before the clock runs.
        await asyncio.sleep(2 * _TURN_SECONDS)
        longest[0] = 0.0
        started = time.perf_counter()
        response = await http.post("/graphql", json={"query": question, "variables": {"id": mentee}})
        took.append((time.perf_counter() - started) * 1000)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        answer: dict[str, Any] = response.json()
        if answer.get("errors"):
            raise SetupProblem(f"The question {name!r} was refused: {answer['errors'][0]['message']}")
        held.append(longest[0])
        cost, size = answer["extensions"]["cost"]["estimated"], len(response.content)
    # The first answer prepares the database; what one garbage collection takes is no matter of the question.
    return Largest(name, cost, statistics.median(took[1:]), statistics.median(held[1:]), size / 1000)


async def _watch(longest: list[float]) -> None:
    """Notes the longest time, in milliseconds, for which this task did not get its turn."""
    last = time.perf_counter()
    while True:
        await asyncio.sleep(_TURN_SECONDS)
        now = time.perf_counter()
        longest[0] = max(longest[0], (now - last - _TURN_SECONDS) * 1000)
        last = now


def as_rows(found: list[Largest]) -> list[list[str]]:
    """A table for people."""
    header = ["question", "", "", "cost", "answer, ms", "cost per ms", "loop held, ms", "kB"]
    return [
        header,
        *(
            [
                each.name,
                "",
                "",
                f"{each.cost:,}",
                f"{each.milliseconds:.0f}",
                f"{each.per_millisecond:.0f}",
                f"{each.held:.0f}",
                f"{each.kilobytes:.0f}",
            ]
            for each in found
        ),
    ]
