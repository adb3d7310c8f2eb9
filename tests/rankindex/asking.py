"""Asks a rank map on every road, and the database by Cypher, for the tests."""

from collections.abc import Sequence
from datetime import date

from graphapi.calendar.weeks import week_of
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.scope import EVERYBODY, Scope
from graphapi.matching.facts import GoalFacts, RankedMentor, TargetFacts
from graphapi.matching.model import Place, Question
from graphapi.matching.ranking import rank_mentors
from graphapi.rankindex.asking import IndexQuestion, Road, answer, ask
from graphapi.rankindex.loops import LoopRoad
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.vectors import VectorRoad
from tests.matching.world import WEEK, World

ROADS: tuple[Road, ...] = (LoopRoad(), VectorRoad())
Row = tuple[str, int, int, int]


def goals_of(world: World, mentee: str) -> tuple[GoalFacts, ...]:
    """The active goals of a person."""
    return tuple(
        GoalFacts(
            id,
            id,
            goal.status,
            goal.priority,
            tuple(TargetFacts(skill, level, weight) for skill, (level, weight) in goal.targets.items()),
        )
        for id, goal in sorted(world.goals.items())
        if goal.person == mentee and goal.status == "active"
    )


def rows_of(mentors: Sequence[RankedMentor]) -> list[Row]:
    """As the twin gives them."""
    return [(m.mentor_id, m.proximity_billionths, m.exact_targets, m.shared_minutes) for m in mentors]


def ranked_by(
    road: Road,
    ranked: RankMap,
    mentee: str,
    goals: tuple[GoalFacts, ...],
    minimum: int,
    limit: int = 100,
    after: Place | None = None,
    week: date = WEEK,
    session: int = 0,
    scope: Scope = EVERYBODY,
) -> list[Row]:
    """What a road through the arrays finds."""
    asked = ask(ranked, IndexQuestion(mentee, goals, week_of(week), minimum, limit, after, session, scope))
    assert asked is not None
    return rows_of(answer(ranked, road.rank(ranked, asked)))


async def ranked_by_cypher(
    database: Database, mentee: str, minimum: int, first: int = 100, session: int = 0
) -> list[Row]:
    """What the database finds."""
    question = Question(mentee, None, minimum, WEEK, first, minimum_session_minutes=session)
    found = await rank_mentors(database, question, WEEK)
    return [
        (m.mentor_id, m.place.proximity_billionths, m.place.exact_targets, m.shared_minutes) for m in found.matches
    ]


async def run(database: Database, text: str, **parameters: object) -> list[dict[str, object]]:
    """Runs Cypher of a test."""

    async def work(tx: Transaction) -> list[dict[str, object]]:
        return await tx.run_text(text, parameters)

    return await database.write("tests/run", work)
