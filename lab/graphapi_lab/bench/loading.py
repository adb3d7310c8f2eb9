"""Puts the benchmark's map into an empty, migrated database, together with everything derived from it."""

import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from graphapi.availability.deriving import FREE_TIME_RULES
from graphapi.calendar.weeks import horizon
from graphapi.followers import journal_of
from graphapi.graphdb.database import Database, Transaction
from graphapi.identity.viewer import OPERATOR
from graphapi.journal.edit import Edit, Editor
from graphapi.people.ties import tie_key
from graphapi.policy.model import Policy
from graphapi.policy.versions import recount_specificity
from graphapi_lab.bench import graph
from graphapi_lab.bench.dataset import BenchPerson, Shape, goal_id, person_id, skill_id

Item = TypeVar("Item")
Progress: TypeAlias = Callable[[str, int, int], None]

_PEOPLE_A_BATCH = 2_000
_SKILLS_A_BATCH = 2_000
_NEAR_SKILLS_A_BATCH = 250
_PAIRS_A_BATCH = 5_000
_STEP_SECONDS = 1_800.0
_HALVES_A_DAY = 48


def no_progress(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class LoadedTaxonomy:
    """How long each part took, in seconds, and how many relationships RELATED and NEAR have."""

    skills_seconds: float
    near_seconds: float
    relations: int
    near: int


@dataclass(frozen=True, slots=True)
class LoadedPeople:
    """How long it took, in seconds, and how many relationships of the larger kinds there are."""

    people_seconds: float
    pairs_seconds: float
    policy_seconds: float
    claims: int
    free: int

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.people_seconds + self.pairs_seconds + self.policy_seconds


async def load(database: Database, shape: Shape, today: date, progress: Progress = no_progress) -> LoadedPeople:
    """Loads the map that `shape` describes; the database must be migrated and otherwise empty."""
    await load_taxonomy(database, shape, progress)
    return await load_people(database, shape, today, progress)


async def load_taxonomy(database: Database, shape: Shape, progress: Progress = no_progress) -> LoadedTaxonomy:
    """Loads skills, relations and nearness, which are the same for maps of all sizes."""
    started = time.perf_counter()
    relations = shape.relations()
    await _load_skills(database, shape, relations, progress)
    between = time.perf_counter()
    near = await _load_near(database, shape, relations, progress)
    return LoadedTaxonomy(between - started, time.perf_counter() - between, len(relations), near)


async def load_people(
    database: Database, shape: Shape, today: date, progress: Progress = no_progress
) -> LoadedPeople:
    """Loads people onto the taxonomy, with all that is derived, and a policy that has counted them."""
    everybody = list(shape.everybody())
    started = time.perf_counter()
    await _load_persons(database, everybody, today, progress)
    people = time.perf_counter()
    await _load_pairs(database, everybody, progress)
    pairs = time.perf_counter()
    progress("counting holders", 0, 0)

    async def count(e: Edit) -> None:
        await recount_specificity(e, "benchmark")

    await Editor(journal_of(database), OPERATOR).edit("countHolders", count, deadline_seconds=_STEP_SECONDS)
    return LoadedPeople(
        people - started,
        pairs - people,
        time.perf_counter() - pairs,
        sum(len(person.skills) for person in everybody),
        sum(len(person.slots) for person in everybody),
    )


async def _write(database: Database, name: str, work: Callable[[Transaction], Awaitable[None]]) -> None:
    await database.write(name, work, deadline_seconds=_STEP_SECONDS)


async def _load_skills(
    database: Database, shape: Shape, relations: Sequence[tuple[int, int, float]], progress: Progress
) -> None:
    for batch in _batches(range(shape.skills), _SKILLS_A_BATCH):

        async def skills(tx: Transaction, batch: list[int] = batch) -> None:
            await graph.create_skills(tx, [skill_id(number) for number in batch])

        await _write(database, "bench/skills", skills)
    begun: dict[int, dict[str, Any]] = {}
    for a, b, strength in relations:
        row = begun.setdefault(a, {"id": skill_id(a), "others": [], "strengths": []})
        row["others"].append(skill_id(b))
        row["strengths"].append(strength)
    for done, rows in enumerate(_batches(begun.values(), _SKILLS_A_BATCH), start=1):

        async def related(tx: Transaction, rows: list[dict[str, Any]] = rows) -> None:
            await graph.create_relations(tx, rows)

        await _write(database, "bench/relations", related)
        progress("writing relations", min(done * _SKILLS_A_BATCH, len(begun)), len(begun))


async def _load_near(
    database: Database, shape: Shape, relations: Sequence[tuple[int, int, float]], progress: Progress
) -> int:
    written = 0
    for batch in _batches(near_rows(shape.skills, relations, Policy()), _NEAR_SKILLS_A_BATCH):

        async def near(tx: Transaction, batch: list[dict[str, Any]] = batch) -> None:
            await graph.create_near(tx, batch)

        await _write(database, "bench/near", near)
        written += sum(len(row["others"]) for row in batch)
        progress("relating skills", batch[-1]["skill"] + 1, shape.skills)
    return written


def near_rows(
    skills: int, relations: Sequence[tuple[int, int, float]], policy: Policy
) -> Iterator[dict[str, Any]]:
    """What NEAR has to hold for each skill that has neighbours, as graphapi.derived.nearness defines it.

    The product rebuilds NEAR in the transaction of an edit; here a whole taxonomy is computed outside, skill by
    skill, because three million relationships do not fit into one transaction.
    """
    steps: list[list[tuple[int, float]]] = [[] for _ in range(skills)]
    for a, b, strength in relations:
        steps[a].append((b, strength * policy.decay))
        steps[b].append((a, strength * policy.decay))
    for skill, first_steps in enumerate(steps):
        best: dict[int, tuple[float, int]] = {}
        for between, strength in first_steps:
            for other, second in steps[between]:
                if other != skill and _better(product := strength * second, between, best.get(other)):
                    best[other] = (product, between)
        for other, strength in first_steps:
            if _better(strength, -1, best.get(other)):
                best[other] = (strength, -1)
        kept = sorted((-s, other, via) for other, (s, via) in best.items() if s > policy.near_threshold)
        if kept := kept[: policy.neighbours]:
            yield {
                "skill": skill,
                "others": [other for _, other, _ in kept],
                "strengths": [-negated for negated, _, _ in kept],
                "vias": [via for _, _, via in kept],
            }


def _better(strength: float, via: int, known: tuple[float, int] | None) -> bool:
    return known is None or (-strength, via) < (-known[0], known[1])


async def _load_persons(
    database: Database, everybody: Sequence[BenchPerson], today: date, progress: Progress
) -> None:
    from_week, until_week = horizon(today)

    async def create_horizon(tx: Transaction) -> None:
        await graph.create_horizon(tx, from_week, until_week, FREE_TIME_RULES)

    await _write(database, "bench/horizon", create_horizon)
    done = 0
    for batch in _batches(everybody, _PEOPLE_A_BATCH):

        async def people(tx: Transaction, batch: list[BenchPerson] = batch) -> None:
            await graph.create_people(tx, [_row(person) for person in batch], from_week, until_week)

        await _write(database, "bench/people", people)
        done += len(batch)
        progress("writing people", done, len(everybody))


def _row(person: BenchPerson) -> dict[str, Any]:
    windows = list(spans(person.slots))
    return {
        "id": person_id(person.number),
        "goalId": goal_id(person.number),
        "tieKey": tie_key(person_id(person.number)),
        "languages": list(person.languages),
        "formats": list(person.formats),
        "mentoring": person.mentoring,
        "places": person.places,
        "offers": person.mentoring and person.places > (person.mentee is not None),
        "skills": [skill for skill, _ in person.skills],
        "levels": [level for _, level in person.skills],
        "targets": [skill for skill, _ in person.targets],
        "targetLevels": [level for _, level in person.targets],
        "slots": [(weekday - 1) * _HALVES_A_DAY + minute // 30 for weekday, minute in person.slots],
        "weekdays": [weekday for weekday, _, _ in windows],
        "starts": [start for _, start, _ in windows],
        "ends": [end for _, _, end in windows],
    }


def spans(slots: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """(weekday, first minute, last minute) of half-hours that touch; `slots` are in order."""
    open_span: tuple[int, int, int] | None = None
    for weekday, minute in slots:
        if open_span and open_span[0] == weekday and open_span[2] == minute:
            open_span = (weekday, open_span[1], minute + 30)
            continue
        if open_span:
            yield open_span
        open_span = (weekday, minute, minute + 30)
    if open_span:
        yield open_span


async def _load_pairs(database: Database, everybody: Sequence[BenchPerson], progress: Progress) -> None:
    done = 0
    for batch in _batches(everybody, _PAIRS_A_BATCH):

        async def pairs(tx: Transaction, batch: list[BenchPerson] = batch) -> None:
            await graph.create_pairs(
                tx,
                _named((person.number, person.manager) for person in batch),
                _named((person.number, person.mentee) for person in batch),
                _named((person.number, person.blocks) for person in batch),
            )

        await _write(database, "bench/pairs", pairs)
        done += len(batch)
        progress("drawing lines between people", done, len(everybody))


def _named(pairs: Iterable[tuple[int, int | None]]) -> list[tuple[str, str]]:
    return [(person_id(one), person_id(other)) for one, other in pairs if other is not None]


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
