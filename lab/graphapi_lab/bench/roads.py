"""The ways to rank that are compared: each answers the same question with the same rows, or the benchmark fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeAlias

from graphapi.graphdb.database import Database, Transaction
from graphapi.matching.facts import GoalFacts, TargetFacts
from graphapi.matching.measuring import ranked_by_cypher
from graphapi.matching.model import Place, Question
from graphapi.rankindex.asking import IndexQuestion, Road, answer, ask
from graphapi.rankindex.loops import LoopRoad
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.vectors import VectorRoad
from graphapi_lab.bench import graph
from graphapi_lab.bench.dataset import Shape, goal_id, person_id, skill_id
from graphapi_lab.bench.duckdb_plan import DuckDbPlan

Row: TypeAlias = tuple[str, int, int, int, int]
"""Mentor, billionths of proximity, exact targets, tie, shared minutes."""

PAGE = 20
# As the service asks: one more than the page, to know whether there is another.
LIMIT = PAGE + 1


class Way(Protocol):
    """A way to rank."""

    @property
    def name(self) -> str:
        """How it is called in tables."""
        ...

    async def rank(self, question: Question, limit: int) -> Sequence["Mentor"]:
        """Mentors after `question.after` in the total order; the question names its week, a Monday."""
        ...


class Mentor(Protocol):
    """A row of any way."""

    @property
    def mentor_id(self) -> str:
        """The id."""
        ...

    @property
    def proximity_billionths(self) -> int:
        """Proximity in billionths."""
        ...

    @property
    def exact_targets(self) -> int:
        """Targets held exactly."""
        ...

    @property
    def tie(self) -> int:
        """The number that orders equal mentors."""
        ...

    @property
    def shared_minutes(self) -> int:
        """Minutes shared in the week."""
        ...


def rows_of(mentors: Sequence[Mentor]) -> list[Row]:
    """What has to be the same on every way."""
    return [(m.mentor_id, m.proximity_billionths, m.exact_targets, m.tie, m.shared_minutes) for m in mentors]


def place_of(row: Row) -> Place:
    """Where a page ends, to ask for the next one."""
    return Place(row[1], row[2], row[3], row[0])


@dataclass(frozen=True, slots=True)
class OnePattern:
    """The obvious query."""

    database: Database
    policy_version: int
    name: str = "one-pattern Cypher"

    async def rank(self, question: Question, limit: int) -> Sequence[Mentor]:
        """As of Way."""
        week = _week(question)

        async def work(tx: Transaction) -> Sequence[Mentor]:
            return await graph.ranked_by_one_pattern(tx, question, week, self.policy_version, limit)

        return await self.database.read_singly("bench/one_pattern", work)


@dataclass(frozen=True, slots=True)
class Shipped:
    """The ranking query that the service uses, alone."""

    database: Database
    policy_version: int
    name: str = "shipped Cypher"

    async def rank(self, question: Question, limit: int) -> Sequence[Mentor]:
        """As of Way."""
        week = _week(question)

        async def work(tx: Transaction) -> Sequence[Mentor]:
            return await ranked_by_cypher(tx, question, week, self.policy_version, limit)

        return await self.database.read_singly("bench/shipped", work)


@dataclass(frozen=True, slots=True)
class Index:
    """The rank index, from the question to the answer, without asking the database whether it is fresh."""

    ranked: RankMap
    road: Road
    goals: Mapping[str, GoalFacts]
    name: str

    async def rank(self, question: Question, limit: int) -> Sequence[Mentor]:
        """As of Way."""
        asked = ask(
            self.ranked,
            IndexQuestion(
                question.mentee_id,
                (self.goals[question.mentee_id],),
                _week(question),
                question.minimum_shared_minutes,
                limit,
                question.after,
            ),
        )
        # The map was read whole.
        assert asked is not None
        return answer(self.ranked, self.road.rank(self.ranked, asked))


@dataclass(frozen=True, slots=True)
class Outside:
    """DuckDB."""

    plan: DuckDbPlan
    name: str = "DuckDB"

    async def rank(self, question: Question, limit: int) -> Sequence[Mentor]:
        """As of Way."""
        return self.plan.rank(question, _week(question), limit)


def _week(question: Question) -> date:
    assert question.week is not None
    return question.week


def ways(
    database: Database, ranked: RankMap, shape: Shape, mentees: Sequence[int], *, duckdb: bool = True
) -> list[Way]:
    """All of them over one map, the one that the others are compared with first."""
    goals = goals_of(shape, mentees)
    version = ranked.policy.version
    found: list[Way] = [
        Shipped(database, version),
        OnePattern(database, version),
        Index(ranked, LoopRoad(), goals, "rank index, compiled"),
        Index(ranked, VectorRoad(), goals, "rank index, numpy"),
    ]
    if duckdb:
        targets = {
            person: [(target.skill_id, target.level) for target in goal.targets] for person, goal in goals.items()
        }
        found.append(Outside(DuckDbPlan(ranked, targets)))
    return found


def goals_of(shape: Shape, mentees: Sequence[int]) -> dict[str, GoalFacts]:
    """The goal of each mentee, as the loader has written it."""
    return {
        person_id(number): GoalFacts(
            goal_id(number),
            None,
            "active",
            1.0,
            tuple(TargetFacts(skill_id(skill), level, 1.0) for skill, level in shape.person(number).targets),
        )
        for number in mentees
    }


async def pages(way: Way, question: Question, count: int, size: int = PAGE) -> list[Row]:
    """The rows of the first pages, joined."""
    found: list[Row] = []
    for _ in range(count):
        page = rows_of(await way.rank(question, size))
        found += page
        if len(page) < size:
            break
        question = replace(question, after=place_of(page[-1]))
    return found
