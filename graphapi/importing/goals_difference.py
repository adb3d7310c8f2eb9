"""Compares goals and what they aim at with what is stored."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.differences import Tally, Writes, step
from graphapi.importing.graph import StoredGoal
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, GoalRow, TargetRow
from graphapi.journal.facts import FactChange

_GOALS_A_STATEMENT = 5_000
_MOST_NAMED = 5


async def compare_goals(
    tx: Transaction, bundle: Bundle, known: KnownMap, labels: Mapping[str, str], writes: Writes
) -> tuple[Tally, list[str]]:
    """The tally of goals, and warnings about closed ones, which are left alone."""
    tally = Tally("goals")
    ids = [goal.id for goal in bundle.goals]
    stored = {
        goal.id: goal
        for start in range(0, len(ids), _GOALS_A_STATEMENT)
        for goal in await graph.goals_by_id(tx, ids[start : start + _GOALS_A_STATEMENT])
    }
    closed: list[str] = []
    for goal in bundle.goals:
        before = stored.get(goal.id)
        if before is None:
            _create(goal, tally, writes)
            if goal.person_id in known.people:
                _say(writes, goal, "goal.status", None, "active")
                _say(
                    writes,
                    goal,
                    "goal.targets",
                    None,
                    _listed({target.skill_id: target for target in goal.targets}),
                )
        elif _compare(before, goal, bundle.left_alone, labels, tally, writes):
            closed.append(goal.id)
    return tally, [_left_alone(closed)] if closed else []


def _create(goal: GoalRow, tally: Tally, writes: Writes) -> None:
    tally.create(f"goal {goal.id}")
    writes.new_goals.append(
        {"id": goal.id, "personId": goal.person_id, "statement": goal.statement, "dueOn": goal.due_on}
    )
    targets = {target.skill_id: target for target in goal.targets}
    _aim(goal, targets, targets.keys(), writes)


def _compare(
    before: StoredGoal,
    goal: GoalRow,
    left_alone: frozenset[str],
    labels: Mapping[str, str],
    tally: Tally,
    writes: Writes,
) -> bool:
    """Returns true when the goal differs but is closed, so that it stays as it is."""
    statement = before.statement if "goals.statement" in left_alone else goal.statement
    due_on = before.due_on if "goals.due_on" in left_alone else goal.due_on
    old = {skill_id: TargetRow(skill_id, level, weight) for skill_id, level, weight in before.targets}
    new = {target.skill_id: target for target in goal.targets}
    if "goals.weight" in left_alone:
        new = {
            skill_id: TargetRow(skill_id, target.level, old[skill_id].weight if skill_id in old else target.weight)
            for skill_id, target in new.items()
        }
    changes = [
        step(name, was, will)
        for name, was, will in (("statement", before.statement, statement), ("due_on", before.due_on, due_on))
        if was != will
    ]
    for skill_id in sorted(old.keys() | new.keys()):
        was, will = old.get(skill_id), new.get(skill_id)
        if was != will:
            changes.append(step(f"target {labels.get(skill_id, skill_id)}", _aimed(was), _aimed(will)))
    if not changes or before.status != "active":
        tally.unchanged += 1
        return bool(changes)
    tally.change(f"goal {goal.id}", changes)
    _say(writes, goal, "goal.statement", before.statement, statement)
    _say(writes, goal, "goal.dueOn", before.due_on, due_on)
    _say(writes, goal, "goal.targets", _listed(old), _listed(new))
    writes.changed_goals.append(
        {
            "id": goal.id,
            "personId": before.person_id,
            "revision": before.revision,
            "statement": statement,
            "dueOn": due_on,
        }
    )
    if old != new:
        _aim(goal, new, new.keys() - old.keys(), writes)
    return False


def _aim(goal: GoalRow, targets: Mapping[str, TargetRow], gained: AbstractSet[str], writes: Writes) -> None:
    writes.claimed_skills.update(gained)
    writes.targets.append(
        {
            "id": goal.id,
            "personId": goal.person_id,
            "gained": sorted(gained),
            "skillIds": list(targets),
            "levels": [target.level for target in targets.values()],
            "weights": [target.weight for target in targets.values()],
        }
    )


def _say(writes: Writes, goal: GoalRow, fact: str, before: object, after: object) -> None:
    if before != after:
        writes.say(goal.person_id, FactChange(fact, goal.id, before, after, goal.person_id, SOURCE))


def _listed(targets: Mapping[str, TargetRow]) -> list[list[object]]:
    return [[skill_id, target.level, target.weight] for skill_id, target in sorted(targets.items())]


def _aimed(target: TargetRow | None) -> str | None:
    return None if target is None else f"level {target.level} weight {target.weight:g}"


def _left_alone(closed: list[str]) -> str:
    more = f" and {len(closed) - _MOST_NAMED} more" if len(closed) > _MOST_NAMED else ""
    return f"Closed goals are not changed: {', '.join(closed[:_MOST_NAMED])}{more}."
