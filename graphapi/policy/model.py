"""The versioned policy: every constant of the distance, as a frozen value.

Formulas and what they were measured on: docs/matching.md.
"""

from dataclasses import dataclass

from graphapi.attributes.model import MOST_RULES, AttributeRule
from graphapi.errors import InvalidInput

HIGHEST_LEVEL = 4
"""Levels of skills are 0 (not at all) to this one."""
BILLION = 1_000_000_000
ODD_CUT = 0.2718281828
"""Proximity counts in billionths, floor(proximity * BILLION + ODD_CUT), so that sums of the same terms in another order
are equal. Query files write these numbers out; tests/policy/test_constants.py holds them to this file."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`version` 1, 2, ...; `people` is the number of people when the specificity of skills was counted.

    rules: what mentors must have in common with their mentees, or not.
    """

    version: int = 1
    reason: str = "first policy"
    people: int = 0
    decay: float = 0.65
    hops: int = 2
    near_threshold: float = 0.03
    neighbours: int = 400
    damping: float = 0.5
    fit_below: float = 0.75
    fit_at: float = 0.75
    rules: tuple[AttributeRule, ...] = ()

    def __post_init__(self) -> None:
        """Raises InvalidInput for a constant outside its range."""
        for name, low, high in (
            ("decay", 0.0, 1.0),
            ("near_threshold", 0.0, 1.0),
            ("damping", 0.0, 0.99),
            ("fit_below", 0.0, 1.0),
            ("fit_at", 0.0, 1.0),
        ):
            if not low <= getattr(self, name) <= high:
                raise InvalidInput(f"{name} must be between {low} and {high}.", path=[name])
        if self.hops not in (1, 2):
            raise InvalidInput("hops must be 1 or 2.", path=["hops"])
        if not 1 <= self.neighbours <= 5000:
            raise InvalidInput("neighbours must be between 1 and 5000.", path=["neighbours"])
        if len(self.rules) > MOST_RULES:
            raise InvalidInput(f"There can be at most {MOST_RULES} rules about attributes.", path=["rules"])
        if self.fit_below > self.fit_at:
            raise InvalidInput("fit_below must not exceed fit_at, or a higher level would count less.")
