"""Reading goals: by id, and those of people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graphapi.errors import NotFound
from graphapi.goals import graph
from graphapi.goals.model import Goal, GoalPlace
from graphapi.graphdb.database import Database, Transaction

GOALS_A_PERSON = 100


async def goals_by_id(database: Database, ids: Sequence[str]) -> dict[str, Goal]:
    """The goals with these ids; unknown ids are left out."""

    async def work(tx: Transaction) -> dict[str, Goal]:
        return {goal.id: goal for goal in await graph.goals_by_id(tx, list(dict.fromkeys(ids)))}

    return await database.read("goals/goals_by_id", work)


async def goals_of(
    database: Database,
    person_ids: Sequence[str],
    *,
    closed_too: bool = False,
    after: GoalPlace | None = None,
    limit: int = GOALS_A_PERSON,
) -> dict[str, tuple[Goal, ...]]:
    """For each of the people the next `limit` goals: active ones first, then by due day (none last), then by id."""

    async def work(tx: Transaction) -> list[Goal]:
        asked = list(dict.fromkeys(person_ids))
        return await graph.goals_of(tx, asked, closed_too=closed_too, after=after, limit=limit)

    by_person: defaultdict[str, list[Goal]] = defaultdict(list)
    for goal in await database.read("goals/goals_of", work):
        by_person[goal.person_id].append(goal)
    return {person_id: tuple(by_person[person_id]) for person_id in person_ids}


async def goal_counts(database: Database, person_ids: Sequence[str], *, closed_too: bool) -> dict[str, int]:
    """The number of goals of each of the people; unknown ids are left out."""
    return await database.read_singly(
        "goals/goal_counts", lambda tx: graph.goal_counts(tx, person_ids, closed_too=closed_too)
    )


async def goal_in(tx: Transaction, goal_id: str) -> Goal:
    """The goal. Raises NotFound."""
    found = await graph.goals_by_id(tx, [goal_id])
    if not found:
        raise goal_not_found(goal_id)
    return found[0]


def goal_not_found(goal_id: str, path: Iterable[str] = ("goalId",)) -> NotFound:
    """The error for an id that no goal has."""
    return NotFound(f"There is no goal with the id {goal_id!r}.", path=path)
