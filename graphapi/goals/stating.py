"""Creates, changes and closes goals."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graphapi.errors import InvalidInput
from graphapi.goals import graph
from graphapi.goals.checking import checked_priority, checked_statement, checked_targets
from graphapi.goals.errors import GoalClosed, TooManyGoals
from graphapi.goals.model import OUTCOMES, Goal, GoalChange, GoalSaving, Outcome, Target
from graphapi.goals.reading import goal_in, goal_not_found
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import Absent, checked_day, given_or, require_revision
from graphapi.journal.ids import new_id
from graphapi.people.leaving import require_present
from graphapi.people.locking import lock_active_skills, lock_person
from graphapi.people.reading import person_in
from graphapi.taxonomy.other_ids import skills_meant

MOST_ACTIVE_GOALS = 100
_FACTS: dict[str, Callable[[Goal], Any]] = {
    "goal.statement": lambda goal: goal.statement,
    "goal.dueOn": lambda goal: goal.due_on,
    "goal.status": lambda goal: goal.status,
    "goal.outcome": lambda goal: goal.outcome,
    "goal.priority": lambda goal: goal.priority,
    "goal.targets": lambda goal: [[target.skill_id, target.level, target.weight] for target in goal.targets],
}


async def state_goal(
    editor: Editor,
    person_id: str,
    statement: str,
    targets: Sequence[Target],
    *,
    due_on: date | None = None,
    priority: float = 1.0,
    key: str | None = None,
) -> Goal:
    """Creates an active goal and returns it; for a key used before, returns the goal it created, as it is now.

    statement: 1..2000 characters. targets: 1..50 distinct active skills. due_on: in the years 2000 to 2100.
    Raises InvalidInput, NotFound, PersonLeft, SkillRetired, TooManyGoals from 100 active goals on, KeyReused.
    """
    goal = Goal(
        id=new_id(),
        person_id=person_id,
        statement=checked_statement(statement),
        due_on=None if due_on is None else _checked_due(due_on),
        status="active",
        outcome=None,
        priority=checked_priority(priority),
        targets=checked_targets(targets),
        revision=1,
    )

    async def state(e: Edit) -> str:
        await lock_person(e.tx, person_id)
        require_present(await person_in(e.tx, person_id))
        meant = await _meant(e.tx, targets)
        await _lock_skills(e.tx, meant)
        if await graph.count_active_goals(e.tx, person_id) >= MOST_ACTIVE_GOALS:
            raise TooManyGoals(
                f"This person already has {MOST_ACTIVE_GOALS} active goals. Close one first.", path=["personId"]
            )
        stated = replace(goal, targets=checked_targets(meant))
        await save_goal(e, None, stated)
        return goal.id

    request = {"person": person_id, "goal": _said(goal)}
    return await editor.edit_once("stateGoal", key, request, state, goal_in)


async def revise_goal(
    editor: Editor,
    goal_id: str,
    expected_revision: int,
    change: GoalChange,
    *,
    key: str | None = None,
) -> Goal:
    """Changes the given fields and returns the goal.

    Targets are replaced as a whole; a skill that has been retired since may stay but cannot be added.
    Raises InvalidInput, NotFound, SkillRetired, GoalClosed, StaleRevision, KeyReused.
    """
    wanted = _checked_change(change)

    async def revise(e: Edit) -> str:
        before = await locked_goal(e.tx, goal_id)
        require_revision(before.revision, expected_revision, "This goal")
        if before.status != "active":
            raise GoalClosed("This goal is closed. Create a new goal instead.", path=["goalId"])
        targets = change.targets if isinstance(change.targets, Absent) else await _meant(e.tx, change.targets)
        after = replace(
            before,
            statement=given_or(wanted.statement, before.statement),
            due_on=given_or(wanted.due_on, before.due_on),
            targets=before.targets if isinstance(targets, Absent) else checked_targets(targets),
            priority=given_or(wanted.priority, before.priority),
        )
        if after == before:
            return goal_id
        if after.targets != before.targets and not isinstance(targets, Absent):
            await _lock_skills(e.tx, targets, known={target.skill_id for target in before.targets})
        await save_goal(e, before, after)
        return goal_id

    request = {"goal": goal_id, "expectedRevision": expected_revision, "change": _said(wanted)}
    return await editor.edit_once("reviseGoal", key, request, revise, goal_in)


async def close_goal(
    editor: Editor,
    goal_id: str,
    expected_revision: int,
    outcome: Outcome,
    *,
    key: str | None = None,
) -> Goal:
    """Closes the goal as achieved or abandoned, and returns it; rankings no longer consider it.

    Raises InvalidInput, NotFound, GoalClosed when it is already closed, StaleRevision, KeyReused.
    """
    if outcome not in OUTCOMES:
        raise InvalidInput("The outcome must be 'achieved' or 'abandoned'.", path=["outcome"])

    async def close(e: Edit) -> str:
        before = await locked_goal(e.tx, goal_id)
        require_revision(before.revision, expected_revision, "This goal")
        after = replace(before, status="closed", outcome=outcome)
        if after == before:
            return goal_id
        if before.status != "active":
            raise GoalClosed("This goal is already closed.", path=["goalId"])
        await save_goal(e, before, after)
        return goal_id

    request = {"goal": goal_id, "expectedRevision": expected_revision, "outcome": outcome}
    return await editor.edit_once("closeGoal", key, request, close, goal_in)


async def save_goal(e: Edit, before: Goal | None, after: Goal) -> None:
    """Stores a goal that is locked, or new, and reports what has changed."""
    properties = {
        "statement": after.statement,
        "dueOn": after.due_on,
        "status": after.status,
        "outcome": after.outcome,
        "priority": after.priority,
    }
    targets = None if before and before.targets == after.targets else after.targets
    saving = GoalSaving(after.id, after.person_id, before.revision if before else 0, properties, targets)
    saved = await graph.save_goals(e.tx, [saving])
    assert saved  # The person or the goal is locked, and so are the skills.
    for fact, read in _FACTS.items():
        e.changed(fact, after.id, before and read(before), read(after), other=after.person_id)


async def locked_goal(tx: Transaction, goal_id: str) -> Goal:
    """The goal, which nobody else edits until the transaction ends."""
    if await graph.lock_goal(tx, goal_id) is None:
        raise goal_not_found(goal_id)
    return await goal_in(tx, goal_id)


async def _meant(tx: Transaction, targets: Sequence[Target]) -> list[Target]:
    """The targets with the skills' own ids: a skill may have further ids."""
    meant = await skills_meant(tx, [target.skill_id for target in targets])
    return [replace(target, skill_id=meant.get(target.skill_id, target.skill_id)) for target in targets]


async def _lock_skills(tx: Transaction, targets: Sequence[Target], known: Collection[str] = ()) -> None:
    """Makes sure that newly added target skills are active; paths name the input of each."""
    new = [
        (target.skill_id, ("targets", str(index), "skillId"))
        for index, target in enumerate(targets)
        if target.skill_id not in known
    ]
    await lock_active_skills(tx, new)


def _checked_due(due_on: date) -> date:
    return checked_day(due_on, ["dueOn"], "A goal's target date")


def _checked_change(change: GoalChange) -> GoalChange:
    return GoalChange(
        statement=checked_statement(change.statement) if isinstance(change.statement, str) else change.statement,
        due_on=_checked_due(change.due_on) if isinstance(change.due_on, date) else change.due_on,
        targets=change.targets if isinstance(change.targets, Absent) else checked_targets(change.targets),
        priority=change.priority if isinstance(change.priority, Absent) else checked_priority(change.priority),
    )


def _said(goal: Goal | GoalChange) -> dict[str, Any]:
    """The given fields of a goal as plain JSON, without absent ones."""
    said = {
        "statement": goal.statement,
        "dueOn": goal.due_on.isoformat() if isinstance(goal.due_on, date) else goal.due_on,
        "targets": goal.targets
        if isinstance(goal.targets, Absent)
        else [[target.skill_id, target.level, target.weight] for target in goal.targets],
        "priority": goal.priority,
    }
    return {field: value for field, value in said.items() if not isinstance(value, Absent)}
