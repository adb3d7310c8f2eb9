"""Times the ranking on every way, question by question in turns, and demands equal answers; counts db hits."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graphapi.graphdb.database import Database
from graphapi.matching.measuring import hits_by_cypher
from graphapi.matching.model import Question
from graphapi.rankindex.rankmap import RankMap
from graphapi_lab.bench import graph
from graphapi_lab.bench.dataset import HUB_EVERY, Shape, is_hub, person_id
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.roads import LIMIT, Row, Way, place_of, rows_of, ways

RANKING = "ranking"
HITS = "db hits"
_WARM_UP = 8
_LEAST = 30
_HITS_OF = 9
_SECOND_PAGES = 10
KINDS = ("ordinary", "popular")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: how many questions of a kind, in which week, and for how long a way may take its time."""

    queries: int
    week: date
    seconds_a_way: float


def mentees(shape: Shape, kind: str, count: int) -> list[int]:
    """People whose targets are of the kind, spread over the map; fewer when there are not so many."""
    step = max(shape.people // (count * HUB_EVERY), 1) * HUB_EVERY
    popular = range(0, shape.people, step)
    found = (
        list(popular)
        if kind == "popular"
        else [number + 1 + number // step % (HUB_EVERY - 1) for number in popular]
    )
    assert all(is_hub(number) == (kind == "popular") for number in found)
    return found[:count]


async def measure_ranking(
    figures: Figures, database: Database, ranked: RankMap, shape: Shape, asking: Asking
) -> None:
    """Ranks on all ways for ordinary and for popular targets."""
    for kind in KINDS:
        numbers = mentees(shape, kind, asking.queries)
        compared = ways(database, ranked, shape, numbers)
        questions = [
            Question(person_id(numbers[at % len(numbers)]), week=asking.week) for at in range(asking.queries)
        ]
        for question in questions[:_WARM_UP]:
            for way in compared:
                await way.rank(question, LIMIT)
        seconds = await _in_turns(figures, compared, questions, asking, shape.people)
        for way in compared:
            figures.times(f"{RANKING}, {kind}", way.name, shape.people, seconds[way.name])
        version = ranked.policy.version
        hits = {"one-pattern Cypher": list[float](), "shipped Cypher": list[float]()}
        for question in questions[:_HITS_OF]:
            for name, count in (
                ("one-pattern Cypher", graph.hits_of_one_pattern),
                ("shipped Cypher", hits_by_cypher),
            ):
                hits[name].append(await count(database, question, asking.week, version, LIMIT))
        for name, counted in hits.items():
            middle = sorted(counted)[len(counted) // 2]
            figures.add(f"{HITS}, {kind}", name, shape.people, "", middle, len(counted))


async def _in_turns(
    figures: Figures, compared: Sequence[Way], questions: Sequence[Question], asking: Asking, people: int
) -> dict[str, list[float]]:
    """Seconds by way. A way whose time is up is left out of the questions that remain."""
    seconds: dict[str, list[float]] = {way.name: [] for way in compared}
    for at, question in enumerate(questions):
        expected: list[Row] | None = None
        # Whoever comes first finds the database's caches cold; so they take turns in that too.
        turn = at % len(compared)
        for way in (*compared[turn:], *compared[:turn]):
            spent = seconds[way.name]
            if len(spent) >= _LEAST and sum(spent) > asking.seconds_a_way:
                continue
            started = time.perf_counter()
            found = await way.rank(question, LIMIT)
            spent.append(time.perf_counter() - started)
            rows = rows_of(found)
            expected = rows if expected is None else expected
            if rows != expected:
                figures.differences.append(f"{way.name}, {people} people, {question.mentee_id}")
        if expected and at < _SECOND_PAGES:
            figures.differences += await _second_page(compared, question, expected, people)
    return seconds


async def _second_page(
    compared: Sequence[Way], question: Question, first: Sequence[Row], people: int
) -> list[str]:
    """The ways that do not go on equally after the middle of the first page."""
    after = place_of(first[len(first) // 2])
    asked = Question(question.mentee_id, week=question.week, after=after)
    pages = {way.name: rows_of(await way.rank(asked, LIMIT)) for way in compared}
    expected = pages[compared[0].name]
    return [
        f"{name}, second page, {people} people, {question.mentee_id}"
        for name, rows in pages.items()
        if rows != expected
    ]
