"""Compares goals and what they aim at with what is stored."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from graphapi.calendar.clock import utc_today
from graphapi.goals.model import GoalSaving, Target
from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.differences import Column, Stored, Tally, Values, compare, kept_places, left_alone, step
from graphapi.importing.graph import StoredGoal
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, GoalRow
from graphapi.importing.writes import Writes
from graphapi.journal.facts import FactChange

_GOALS_A_STATEMENT = 5_000
_PRIORITY = 1.0


async def compare_goals(
    tx: Transaction,
    bundle: Bundle,
    known: KnownMap,
    left: AbstractSet[str],
    same: AbstractSet[str],
    labels: Mapping[str, str],
    writes: Writes,
) -> tuple[Tally, list[str]]:
    """The tally of goals, and warnings about those that are left alone: closed ones, and new ones of who has left.

    same: ids of people who need no comparing.
    """
    tally = Tally("goals")
    columns = _columns(labels)
    kept = kept_places("goals", columns, bundle.left_alone)
    if "goals.outcome" in bundle.left_alone:
        # A file without outcomes says nothing about whether a goal that is there is still pursued.
        kept += kept_places("goals", columns, {"goals.status", "goals.closed_on"})
    keep_weights = "goals.weight" in bundle.left_alone
    closed: list[str] = []
    unmade: list[str] = []
    tally.unchanged += sum(goal.person_id in same for goal in bundle.goals)
    for rows in batched((goal for goal in bundle.goals if goal.person_id not in same), _GOALS_A_STATEMENT):
        stored = {goal.id: goal for goal in await graph.goals_by_id(tx, [row.id for row in rows])}
        before = {goal.id: _stored(goal) for goal in stored.values()}
        unmade += [row.id for row in rows if _cannot_be(row, left) and row.id not in before]
        wanted = {
            row.id: _wanted(row, before.get(row.id), keep_weights=keep_weights)
            for row in rows
            if not _cannot_be(row, left) or row.id in before
        }
        found = compare(wanted, before, kept)
        tally.count(found, columns, lambda goal_id: f"goal {goal_id}")
        closed += found.closed
        owners = {row.id: row.person_id for row in rows} | {goal.id: goal.person_id for goal in stored.values()}
        for goal_id, values in (*found.created.items(), *((key, now) for key, (_, now) in found.changed.items())):
            _note(goal_id, owners[goal_id], before.get(goal_id), values, known, writes)
        for goal_id, column, was, now in found.changes(columns):
            person = writes.people[owners[goal_id]]
            if not person.is_new:
                fact = FactChange(
                    column.fact, goal_id, column.recorded(was), column.recorded(now), person.person_id, SOURCE
                )
                person.facts.append(fact)
    warnings = [left_alone("Closed goals are not changed", closed)] if closed else []
    if unmade:
        warnings.append(left_alone("People who have left get no goals", unmade))
    return tally, warnings


def _cannot_be(row: GoalRow, left: AbstractSet[str]) -> bool:
    """Whoever has left has no active goals."""
    return row.outcome is None and row.person_id in left


def _columns(labels: Mapping[str, str]) -> tuple[Column, ...]:
    def steps(before: Sequence[Target], after: Sequence[Target]) -> list[str]:
        old, new = ({target.skill_id: target for target in targets} for targets in (before, after))
        return [
            step(f"target {labels.get(skill_id, skill_id)}", _aimed(old.get(skill_id)), _aimed(new.get(skill_id)))
            for skill_id in sorted(old.keys() | new.keys())
            if old.get(skill_id) != new.get(skill_id)
        ]

    return (
        Column("statement", "goal.statement"),
        Column("due_on", "goal.dueOn"),
        Column("targets", "goal.targets", steps, _listed),
        Column("status", "goal.status"),
        Column("outcome", "goal.outcome"),
        Column("stated_on", "goal.statedOn"),
        Column("closed_on", "goal.closedOn"),
    )


def _stored(goal: StoredGoal) -> Stored:
    targets = tuple(sorted((Target(*target) for target in goal.targets), key=lambda target: target.skill_id))
    values = (
        goal.statement,
        goal.due_on,
        targets,
        goal.status,
        goal.outcome,
        goal.stated_on,
        goal.closed_on,
    )
    return Stored(values, goal.revision, closed=goal.status != "active")


def _wanted(row: GoalRow, before: Stored | None, *, keep_weights: bool) -> Values:
    """What the row says; days that it does not say stay, and the weights too, where they are to be kept."""
    weights: dict[str, float] = (
        {target.skill_id: target.weight for target in before.values[2]} if before and keep_weights else {}
    )
    stated_on, closed_on = before.values[5:7] if before else (None, None)
    targets = (
        Target(target.skill_id, target.level, weights.get(target.skill_id, target.weight))
        for target in row.targets
    )
    is_closed = row.outcome is not None
    return (
        row.statement,
        row.due_on,
        tuple(sorted(targets, key=lambda target: target.skill_id)),
        "closed" if is_closed else "active",
        row.outcome,
        row.stated_on or stated_on,
        (row.closed_on or closed_on or utc_today()) if is_closed else None,
    )


def _note(
    goal_id: str, person_id: str, before: Stored | None, values: Values, known: KnownMap, writes: Writes
) -> None:
    statement, due_on, targets, status, outcome, stated_on, closed_on = values
    had: tuple[Target, ...] = before.values[2] if before else ()
    person = writes.of(person_id, is_new=person_id not in known.people)
    if status == "active":
        person.skills.update({target.skill_id for target in targets} - {target.skill_id for target in had})
    properties = {"statement": statement, "dueOn": due_on} | ({} if before else {"priority": _PRIORITY})
    if stated_on is not None:
        properties["statedOn"] = stated_on
    if status == "closed":
        properties |= {"status": status, "outcome": outcome, "closedOn": closed_on}
    person.goals.append(
        GoalSaving(
            goal_id, person_id, before.revision if before else 0, properties, None if targets == had else targets
        )
    )


def _listed(targets: Sequence[Target] | None) -> list[list[object]] | None:
    return None if targets is None else [[target.skill_id, target.level, target.weight] for target in targets]


def _aimed(target: Target | None) -> str | None:
    return None if target is None else f"level {target.level} weight {target.weight:g}"
