"""Attributes of people that an organisation declares, and rules about pairs of them, as values.

A person's attributes are texts such as "grade=HEO", in order, as the graph and the rank index keep them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from graphapi.errors import InvalidInput

Kind: TypeAlias = Literal["choice", "scale"]
Requires: TypeAlias = Literal["same", "different", "above", "below"]

KINDS: Final[tuple[Kind, ...]] = ("choice", "scale")
REQUIREMENTS: Final[tuple[Requires, ...]] = ("same", "different", "above", "below")
MOST_ATTRIBUTES = 20
MOST_VALUES = 200
MOST_RULES = 20
LONGEST_ATTRIBUTE = 40
_BETWEEN = "="


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute. values: those that a person can have, from the lowest for a scale; none: any, for a choice."""

    name: str
    kind: Kind = "choice"
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """What the mentor's value must be, compared with the mentee's.

    above and below: on the scale, by `least` to `most` steps. scale: the values from the lowest, as they were when the
    rule was made.
    """

    attribute: str
    requires: Requires
    least: int = 1
    most: int = 1
    scale: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises InvalidInput for a rule that cannot hold for anybody."""
        if self.requires in ("above", "below"):
            if not self.scale:
                raise InvalidInput(f"{self.attribute!r} is no scale. Ask for the same or a different value.")
            if not 0 <= self.least <= self.most < len(self.scale):
                raise InvalidInput(
                    f"Nobody is {self.least} to {self.most} steps {self.requires} anybody: {self.attribute!r} has "
                    f"{len(self.scale)} values."
                )

    @property
    def words(self) -> str:
        """The rule as part of a sentence: "another organisation", "a grade 1 to 2 steps above the mentee's"."""
        match self.requires:
            case "same":
                return f"the same {self.attribute}"
            case "different":
                return f"another {self.attribute}"
            case _:
                steps = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
                article = "an" if self.attribute[:1].casefold() in "aeiou" else "a"
                number = "step" if steps == "1" else "steps"
                return f"{article} {self.attribute} {steps} {number} {self.requires} the mentee's"


@dataclass(frozen=True, slots=True)
class Demand:
    """What one rule asks of mentors of one mentee: a text that begins with `prefix`.

    one_of: and is one of these; None: any but those in `none_of`. Of a mentee without a value nothing can be met.
    """

    prefix: str
    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] = ()

    def is_met_by(self, said: Iterable[str]) -> bool:
        """Whether somebody of whom this is said will do."""
        return any(
            text.startswith(self.prefix)
            and (self.one_of is None or text in self.one_of)
            and text not in self.none_of
            for text in said
        )


def demand_of(rule: AttributeRule, mentee: Collection[str]) -> Demand:
    """What the rule asks of mentors of somebody of whom this is said."""
    prefix = said_as(rule.attribute, "")
    own = value_in(mentee, rule.attribute)
    if own is None:
        return Demand(prefix, one_of=())
    if rule.requires == "same":
        return Demand(prefix, one_of=(said_as(rule.attribute, own),))
    if rule.requires == "different":
        return Demand(prefix, none_of=(said_as(rule.attribute, own),))
    if own not in rule.scale:
        return Demand(prefix, one_of=())
    step = 1 if rule.requires == "above" else -1
    place = rule.scale.index(own)
    places = (place + step * steps for steps in range(rule.least, rule.most + 1))
    return Demand(
        prefix,
        one_of=tuple(said_as(rule.attribute, rule.scale[at]) for at in places if 0 <= at < len(rule.scale)),
    )


def demands_of(rules: Sequence[AttributeRule], mentee: Collection[str]) -> tuple[Demand, ...]:
    """What all rules ask of mentors of somebody of whom this is said."""
    return tuple(demand_of(rule, mentee) for rule in rules)


def said_as(attribute: str, value: str) -> str:
    """An attribute with a value as one text."""
    return f"{attribute}{_BETWEEN}{value}"


def said_of(values: Mapping[str, str]) -> tuple[str, ...]:
    """A person's attributes as texts, in order."""
    return tuple(sorted(said_as(name, value) for name, value in values.items()))


def value_in(said: Iterable[str], attribute: str) -> str | None:
    """The value of an attribute among texts; None when there is none."""
    prefix = said_as(attribute, "")
    return next((text.removeprefix(prefix) for text in said if text.startswith(prefix)), None)


def values_in(said: Iterable[str]) -> dict[str, str]:
    """Texts as values by the name of the attribute."""
    return dict(text.split(_BETWEEN, 1) for text in said)
