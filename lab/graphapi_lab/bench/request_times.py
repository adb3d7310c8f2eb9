"""Times whole requests over HTTP, with one client and with eight, and what GraphQL adds to the ranking."""

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from graphapi.graphdb.database import Database
from graphapi.matching.model import Question
from graphapi.matching.ranking import rank_mentors
from graphapi.rankindex.serving import RankIndex
from graphapi_lab.bench.dataset import Shape, person_id
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.ranking_times import KINDS, mentees

REQUEST = "GraphQL request"
CLIENTS = 8
_WARM_UP = 20
# The question of the README: the nearest mentors with names and what speaks most for them.
_DOCUMENT = (
    "query Mentors($mentee: ID!, $first: Int!) { mentorMatches(menteeId: $mentee, first: $first) "
    "{ servedBy freshTo edges { distance sharedMinutes node { name } why(first: 1) { text } } } }"
)
_FIRST = 2


class Client:
    """A connection that is kept, as of a browser or a gateway."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, mentee: str, first: int = _FIRST) -> dict[str, Any]:
        """The `mentorMatches` of an answer. Raises RuntimeError with the errors when there are any."""
        body = json.dumps({"query": _DOCUMENT, "variables": {"mentee": mentee, "first": first}})
        self._connection.request("POST", "/graphql", body, {"content-type": "application/json"})
        answer = json.loads(self._connection.getresponse().read())
        if answer.get("errors"):
            raise RuntimeError(f"The API answers with errors: {answer['errors'][0]['message']}")
        return answer["data"]["mentorMatches"]

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()


async def until_served_by(port: int, served_by: str, mentee: str, seconds: float = 120.0) -> float:
    """Waits until the API answers on that road, and returns how long it took. Raises RuntimeError when it does not."""
    client, started = Client(port), time.monotonic()
    try:
        while (waited := time.monotonic() - started) < seconds:
            if (await asyncio.to_thread(client.ask, mentee))["servedBy"] == served_by:
                return waited
            await asyncio.sleep(0.2)
    finally:
        client.close()
    raise RuntimeError(f"The API did not come to answer by {served_by} within {seconds:.0f} seconds.")


async def measure_requests(figures: Figures, port: int, shape: Shape, queries: int, road: str) -> None:
    """Requests by one client for each kind of targets, and by eight at once for both in turns."""
    client = Client(port)
    everybody: list[str] = []
    for kind in KINDS:
        people = [person_id(number) for number in mentees(shape, kind, queries)]
        everybody += people
        asked = [people[at % len(people)] for at in range(queries)]
        for mentee in asked[:_WARM_UP]:
            await asyncio.to_thread(client.ask, mentee)
        seconds = await asyncio.to_thread(_one_after_another, client, asked)
        figures.times(f"{REQUEST}, {kind}", f"{road}, 1 client", shape.people, seconds)
    client.close()
    started = time.perf_counter()
    many = [everybody[at % len(everybody)] for at in range(2 * queries)]
    seconds = await asyncio.to_thread(_at_once, port, many)
    took = time.perf_counter() - started
    figures.times(f"{REQUEST}, both", f"{road}, {CLIENTS} clients", shape.people, seconds)
    figures.add(
        "throughput", f"{road}, {CLIENTS} clients", shape.people, "requests/s", len(seconds) / took, len(seconds)
    )


async def measure_cost(
    figures: Figures, database: Database, index: RankIndex, port: int, shape: Shape, queries: int, today: date
) -> None:
    """What a request takes above the same ranking, reasons included, called in this process, in turns."""
    client = Client(port)
    above: list[float] = []
    alone: list[float] = []
    for number in (mentees(shape, "ordinary", queries) * queries)[:queries]:
        mentee = person_id(number)
        before = time.perf_counter()
        await rank_mentors(database, Question(mentee, first=_FIRST), today, index)
        between = time.perf_counter()
        # In this thread: the event loop has nothing else to do meanwhile.
        client.ask(mentee)
        after = time.perf_counter()
        alone.append(between - before)
        above.append((after - between) - (between - before))
    client.close()
    figures.times("GraphQL", "ranking with reasons, called", shape.people, alone)
    figures.times("GraphQL", "request above that", shape.people, above)


def _one_after_another(client: Client, mentees: Sequence[str]) -> list[float]:
    seconds: list[float] = []
    for mentee in mentees:
        started = time.perf_counter()
        client.ask(mentee)
        seconds.append(time.perf_counter() - started)
    return seconds


def _at_once(port: int, mentees: Sequence[str]) -> list[float]:
    """Eight clients, each with its part of the questions."""
    parts: list[list[float]] = [[] for _ in range(CLIENTS)]

    def work(part: int) -> None:
        client = Client(port)
        parts[part] = _one_after_another(client, mentees[part::CLIENTS])
        client.close()

    threads = [threading.Thread(target=work, args=(part,)) for part in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for part in parts for each in part]
