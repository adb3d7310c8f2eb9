"""The goals' query files as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.calendar.clock import utc_today
from graphapi.goals.model import Goal, GoalPlace, GoalSaving
from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row


@row
class GoalOwner:
    """Whose goal it is."""

    person_id: str


@row
class Counted:
    """How many goals a person has."""

    id: str
    count: int


@row
class ActiveGoals:
    """How many goals somebody pursues now."""

    count: int


@row
class Written:
    """How many rows had their effect."""

    written: int


_LOCK_GOAL = statement("goals/lock_goal", GoalOwner)
_GOALS_BY_ID = statement("goals/goals_by_id", Goal)
_GOALS_OF = statement("goals/goals_of", Goal)
_GOAL_COUNTS = statement("goals/goal_counts", Counted)
_ACTIVE_GOALS = statement("goals/active_goals", ActiveGoals)
_SAVE_GOALS = statement("goals/save_goals", Written)


async def lock_goal(tx: Transaction, goal_id: str) -> str | None:
    """The goal's owner; locks the goal until the transaction ends. None for an unknown goal."""
    found = await tx.one(_LOCK_GOAL, id=goal_id)
    return found.person_id if found else None


async def goals_by_id(tx: Transaction, ids: Sequence[str]) -> list[Goal]:
    """The goals with these ids; unknown ids are left out."""
    return await tx.rows(_GOALS_BY_ID, ids=list(ids))


async def goals_of(
    tx: Transaction, person_ids: Sequence[str], *, closed_too: bool, after: GoalPlace | None, limit: int
) -> list[Goal]:
    """The next `limit` goals of each person: active ones first, then by due day, then by id."""
    status, due, id_ = (after.status, after.due, after.id) if after else (None, None, None)
    return await tx.rows(
        _GOALS_OF,
        personIds=list(person_ids),
        closedToo=closed_too,
        afterStatus=status,
        afterDue=due,
        afterId=id_,
        limit=limit,
    )


async def goal_counts(tx: Transaction, person_ids: Sequence[str], *, closed_too: bool) -> dict[str, int]:
    """The number of goals of each person; unknown ids are left out."""
    found = await tx.rows(_GOAL_COUNTS, personIds=list(person_ids), closedToo=closed_too)
    return {each.id: each.count for each in found}


async def count_active_goals(tx: Transaction, person_id: str) -> int:
    """How many goals the person pursues."""
    found = await tx.one(_ACTIVE_GOALS, personId=person_id)
    return found.count if found else 0


async def save_goals(tx: Transaction, changes: Sequence[GoalSaving]) -> bool:
    """Creates or changes goals; false when one of them is not as the change was made for, or a skill is gone."""
    rows: list[dict[str, Any]] = [
        {
            "id": each.id,
            "personId": each.person_id,
            "revision": each.revision,
            "properties": dict(each.properties),
            "skillIds": None if each.targets is None else [target.skill_id for target in each.targets],
            "levels": [target.level for target in each.targets or ()],
            "weights": [target.weight for target in each.targets or ()],
        }
        for each in changes
    ]
    found = await tx.one(_SAVE_GOALS, rows=rows, today=utc_today())
    return found is not None and found.written == sum(1 + len(each.targets or ()) for each in changes)
