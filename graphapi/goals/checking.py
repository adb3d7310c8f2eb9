"""What a goal must be like, whoever states or revises it."""

from collections.abc import Sequence

from graphapi.errors import InvalidInput
from graphapi.goals.model import Target
from graphapi.journal.editing import checked_number, checked_text

MOST_TARGETS = 50
LONGEST_STATEMENT = 2000
GREATEST_WEIGHT = 100.0
GREATEST_PRIORITY = 100.0


def checked_statement(statement: str) -> str:
    """1..2000 characters of text. Raises InvalidInput."""
    return checked_text(statement, LONGEST_STATEMENT, ["statement"], "A goal's statement")


def checked_priority(priority: float) -> float:
    """Above 0, at most 100. Raises InvalidInput."""
    return checked_number(priority, GREATEST_PRIORITY, ["priority"], "A goal's priority")


def checked_targets(targets: Sequence[Target]) -> tuple[Target, ...]:
    """1..50 targets of distinct skills, in the order of the skills' ids. Raises InvalidInput."""
    if not targets:
        raise InvalidInput("A goal needs at least one skill to aim at.", path=["targets"])
    if len(targets) > MOST_TARGETS:
        raise InvalidInput(
            f"A goal aims at {MOST_TARGETS} skills at most; these are {len(targets)}.", path=["targets"]
        )
    checked: dict[str, Target] = {}
    for index, target in enumerate(targets):
        path = ["targets", str(index)]
        if not 1 <= target.level <= 4:
            raise InvalidInput(
                f"The level of a target lies between 1 and 4; this is {target.level}.", path=[*path, "level"]
            )
        weight = checked_number(target.weight, GREATEST_WEIGHT, [*path, "weight"], "The weight of a target")
        if target.skill_id in checked:
            raise InvalidInput(
                f"The skill {target.skill_id!r} is aimed at twice; name each skill once.", path=[*path, "skillId"]
            )
        checked[target.skill_id] = Target(target.skill_id, target.level, weight)
    return tuple(checked[skill_id] for skill_id in sorted(checked))
