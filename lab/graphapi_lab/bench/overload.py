"""Asks a service for more rankings than it can make, and measures what it still answers, refuses and says of itself.

The peak is what clients get who ask again as soon as they are answered. Then rankings are asked for at a multiple of
that rate, whether or not they are answered, and at last by many clients who come back when a refusal says so.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx

from graphapi.errors import SetupProblem
from graphapi.graphdb.migrations import migrate
from graphapi_lab.bench.dataset import Shape, person_id
from graphapi_lab.bench.loading import Progress, load
from graphapi_lab.bench.ranking_times import mentees
from graphapi_lab.bench.request_times import until_served_by
from graphapi_lab.bench.servers import api, heap_mb, neo4j
from graphapi_lab.bench.timing import quantile

_RANKING: Final = (
    "query Mentors($mentee: ID!) { mentorMatches(menteeId: $mentee, first: 5) "
    "{ edges { distance sharedMinutes node { name } why(first: 1) { text } } } }"
)
_CHEAP: Final = "query Name($mentee: ID!) { person(id: $mentee) { name } }"
_PEAK_CLIENTS: Final = (4, 8)
_MANY_CLIENTS: Final = 80
_PROBE_EVERY_SECONDS: Final = 0.2
_DEADLINE_SECONDS: Final = 10
_PATIENCE_SECONDS: Final = 30.0
# The first rankings after a start take long, and are no part of the peak.
_WARM_ANSWERS: Final = 40
_WARM_SECONDS: Final = 60.0


@dataclass(slots=True)
class Stage:
    """What came of one way of asking; times in milliseconds. `peak`: answers a second of the best first stage."""

    name: str
    seconds: float = 0.0
    peak: float = 0.0
    asked: int = 0
    answered: list[float] = field(default_factory=list[float])
    refused: list[float] = field(default_factory=list[float])
    failed: int = 0
    readyz: list[float] = field(default_factory=list[float])
    not_ready: int = 0
    cheap: list[float] = field(default_factory=list[float])
    cheap_failed: int = 0

    @property
    def rate(self) -> float:
        """Rankings answered a second."""
        return len(self.answered) / self.seconds

    @property
    def goodput(self) -> float:
        """The part of the peak that is still answered."""
        return self.rate / self.peak if self.peak else 1.0


class _Asker:
    """Asks one service for rankings of many mentees, in turns."""

    def __init__(self, http: httpx.AsyncClient, people: list[str]) -> None:
        self._http = http
        self._people = people
        self._next = 0

    async def rank(self, stage: Stage) -> float:
        """Asks for one ranking; the seconds after which to come back, 0 for at once."""
        self._next += 1
        mentee = self._people[self._next % len(self._people)]
        stage.asked += 1
        started = time.perf_counter()
        try:
            response = await self._post(_RANKING, mentee)
            answer: dict[str, Any] = response.json()
        except (httpx.HTTPError, ValueError):
            stage.failed += 1
            return 0.0
        took = (time.perf_counter() - started) * 1000
        if response.status_code == 503 and "retry-after" in response.headers:
            stage.refused.append(took)
            extensions = answer["errors"][0]["extensions"]
            return float(extensions.get("retryAfterSeconds", response.headers["retry-after"]))
        if answer.get("errors"):
            stage.failed += 1
        else:
            stage.answered.append(took)
        return 0.0

    async def probe(self, stage: Stage) -> None:
        """Asks whether the service is ready, and one cheap question."""
        started = time.perf_counter()
        with suppress(httpx.HTTPError):
            ready = await self._http.get("/readyz")
            stage.readyz.append((time.perf_counter() - started) * 1000)
            stage.not_ready += ready.status_code != 200
        started = time.perf_counter()
        try:
            answer = (await self._post(_CHEAP, self._people[0])).json()
        except (httpx.HTTPError, ValueError):
            stage.cheap_failed += 1
            return
        stage.cheap.append((time.perf_counter() - started) * 1000)
        stage.cheap_failed += "errors" in answer

    async def _post(self, query: str, mentee: str) -> httpx.Response:
        return await self._http.post("/graphql", json={"query": query, "variables": {"mentee": mentee}})


async def overload_a_new_map(
    folder: Path, shape: Shape, today: date, *, seconds: int, times: int, rank_index: bool, progress: Progress
) -> list[Stage]:
    """Loads a map into a Neo4j of its own, starts a service over it, and asks in all ways."""
    async with neo4j(folder / "home", heap_mb(shape.people)) as server:
        await migrate(server.database)
        await load(server.database, shape, today, progress)
        people = [person_id(number) for kind in ("ordinary", "popular") for number in mentees(shape, kind, 200)]
        async with api(
            server, rank_index=rank_index, snapshots=folder / "snapshots", deadline_seconds=_DEADLINE_SECONDS
        ) as service:
            if rank_index:
                await until_served_by(service.port, "RANK_INDEX", people[0])
            return await overload(f"http://127.0.0.1:{service.port}", people, seconds=seconds, times=times)


async def overload(address: str, people: list[str], *, seconds: int, times: int) -> list[Stage]:
    """The stages: the best of the peaks, a multiple of it, and many clients who come back when they are told to."""
    limits = httpx.Limits(max_connections=400, max_keepalive_connections=400)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE_SECONDS, limits=limits) as http:
        asker = _Asker(http, people)
        warm, until = Stage("warm"), time.perf_counter() + _WARM_SECONDS
        while len(warm.answered) < _WARM_ANSWERS and time.perf_counter() < until:
            await asker.rank(warm)
        peaks = [Stage(f"{clients} clients") for clients in _PEAK_CLIENTS]
        for clients, stage in zip(_PEAK_CLIENTS, peaks, strict=True):
            await _closed(asker, stage, clients, seconds)
        best = max(peaks, key=lambda stage: stage.rate)
        if not best.answered:
            raise SetupProblem("The service answered no ranking within its deadline; ask on a quieter machine.")
        offered = Stage(f"{times} times the peak", peak=best.rate)
        await _open(asker, offered, times * best.rate, seconds)
        many = Stage(f"{_MANY_CLIENTS} clients who come back", peak=best.rate)
        await _closed(asker, many, _MANY_CLIENTS, seconds)
    return [best, offered, many]


async def _closed(asker: _Asker, stage: Stage, clients: int, seconds: float) -> None:
    """Each client asks again when it has an answer, or when a refusal told it to."""
    until = time.perf_counter() + seconds

    async def client() -> None:
        while (left := until - time.perf_counter()) > 0:
            pause = await asker.rank(stage)
            await asyncio.sleep(min(pause, left))

    await _probed(asker, stage, lambda: _all(client() for _ in range(clients)))


async def _open(asker: _Asker, stage: Stage, rate: float, seconds: float) -> None:
    """Asks at this rate, whatever is answered."""

    async def ask() -> None:
        started, asked = time.perf_counter(), set[asyncio.Task[float]]()
        while (now := time.perf_counter() - started) < seconds:
            while len(asked) < now * rate:
                asked.add(asyncio.create_task(asker.rank(stage)))
            await asyncio.sleep(1 / rate)
        await asyncio.gather(*asked)

    await _probed(asker, stage, ask)


async def _all(work: Any) -> None:
    await asyncio.gather(*work)


async def _probed(asker: _Asker, stage: Stage, ask: Callable[[], Awaitable[None]]) -> None:
    async def probe() -> None:
        while True:
            await asker.probe(stage)
            await asyncio.sleep(_PROBE_EVERY_SECONDS)

    probing, started = asyncio.create_task(probe()), time.perf_counter()
    try:
        await ask()
    finally:
        probing.cancel()
        stage.seconds = time.perf_counter() - started


def as_rows(stages: list[Stage]) -> list[list[str]]:
    """A table, with median and 95th percentile of times in milliseconds."""

    def shown(values: list[float]) -> str:
        return f"{quantile(values, 0.5):.0f} / {quantile(values, 0.95):.0f}" if values else "-"

    asked = ("", "asked/s", "answered/s", "of the peak", "answered ms", "refused", "refused ms", "failed")
    rows = [[*asked, "readyz ms", "not ready", "cheap ms", "cheap failed"]]
    for stage in stages:
        rows.append(
            [
                stage.name,
                f"{stage.asked / stage.seconds:.1f}",
                f"{stage.rate:.1f}",
                f"{stage.goodput:.0%}",
                shown(stage.answered),
                str(len(stage.refused)),
                shown(stage.refused),
                str(stage.failed),
                shown(stage.readyz),
                str(stage.not_ready),
                shown(stage.cheap),
                str(stage.cheap_failed),
            ]
        )
    return rows
