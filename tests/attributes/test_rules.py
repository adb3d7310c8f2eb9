"""What rules about attributes ask of mentors, against every pair of values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.attributes.model import AttributeRule, demand_of, said_as, said_of, value_in, values_in
from graphapi.errors import InvalidInput

_SCALE = ("one", "two", "three", "four")
_VALUES = st.sampled_from([*_SCALE, None])
_RULES = st.one_of(
    st.sampled_from([AttributeRule("grade", "same"), AttributeRule("grade", "different")]),
    st.builds(
        lambda requires, least, more: AttributeRule("grade", requires, least, min(3, least + more), _SCALE),
        st.sampled_from(["above", "below"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
)


@given(rule=_RULES, mine=_VALUES, theirs=_VALUES, other=st.sampled_from(["one", "two"]))
def test_a_demand_is_met_by_exactly_those_values_that_the_rule_says(
    rule: AttributeRule, mine: str | None, theirs: str | None, other: str
) -> None:
    mentee, mentor = (
        [said_as("gradely", other), *([said_as("grade", value)] if value else [])] for value in (mine, theirs)
    )
    if mine is None or theirs is None:
        expected = False
    elif rule.requires == "same":
        expected = mine == theirs
    elif rule.requires == "different":
        expected = mine != theirs
    else:
        steps = _SCALE.index(theirs) - _SCALE.index(mine)
        expected = rule.least <= (steps if rule.requires == "above" else -steps) <= rule.most

    assert demand_of(rule, mentee).is_met_by(mentor) == expected


@pytest.mark.parametrize(
    ("requires", "least", "most", "scale"), [("above", 1, 1, ()), ("below", 2, 1, _SCALE), ("above", 1, 4, _SCALE)]
)
def test_a_rule_that_nobody_can_meet_is_refused(
    requires: str, least: int, most: int, scale: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidInput):
        AttributeRule("grade", requires, least, most, scale)  # pyright: ignore[reportArgumentType]


@given(
    values=st.dictionaries(
        st.text("ab=", min_size=1).filter(lambda name: "=" not in name), st.text("xy=", min_size=1)
    )
)
def test_values_are_read_as_they_were_written(values: dict[str, str]) -> None:
    said = said_of(values)

    assert values_in(said) == values
    assert all(value_in(said, name) == value for name, value in values.items())
    assert list(said) == sorted(said)
