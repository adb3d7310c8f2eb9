"""Checks the parts of a goal, for creating and revising it."""

from collections.abc import Sequence

from graphapi.errors import InvalidInput
from graphapi.goals.model import Target
from graphapi.journal.editing import checked_number, checked_text
from graphapi.policy.model import HIGHEST_LEVEL

MOST_TARGETS = 50
LONGEST_STATEMENT = 2000
GREATEST_WEIGHT = 100.0
GREATEST_PRIORITY = 100.0


def checked_statement(statement: str) -> str:
    """1..2000 characters of text. Raises InvalidInput."""
    return checked_text(statement, LONGEST_STATEMENT, ["statement"], "A goal's statement")


def checked_priority(priority: float) -> float:
    """0.001 to 100. Raises InvalidInput."""
    return checked_number(priority, GREATEST_PRIORITY, ["priority"], "A goal's priority")


def checked_targets(targets: Sequence[Target]) -> tuple[Target, ...]:
    """1..50 targets of distinct skills, in the order of the skills' ids. Raises InvalidInput."""
    if not targets:
        raise InvalidInput("A goal needs at least one target skill.", path=["targets"])
    if len(targets) > MOST_TARGETS:
        raise InvalidInput(
            f"A goal can have at most {MOST_TARGETS} targets; you sent {len(targets)}.", path=["targets"]
        )
    checked: dict[str, Target] = {}
    for index, target in enumerate(targets):
        path = ["targets", str(index)]
        if not 1 <= target.level <= HIGHEST_LEVEL:
            raise InvalidInput(
                f"A target's level must be between 1 and 4; you sent {target.level}.", path=[*path, "level"]
            )
        weight = checked_number(target.weight, GREATEST_WEIGHT, [*path, "weight"], "A target's weight")
        if target.skill_id in checked:
            raise InvalidInput(
                f"The skill {target.skill_id!r} is listed twice. List each target skill once.",
                path=[*path, "skillId"],
            )
        checked[target.skill_id] = Target(target.skill_id, target.level, weight)
    return tuple(checked[skill_id] for skill_id in sorted(checked))
