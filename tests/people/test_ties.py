"""Equal mentors: each mentee sees them in an order of their own, in which everybody comes first about equally often."""

from collections import Counter
from itertools import pairwise

import pytest

from graphapi.people.ties import TIE_MODULUS, tie_key, tie_order


@pytest.mark.parametrize("equals", [2, 5, 40])
@pytest.mark.parametrize("form", ["p{:06d}", "01990000-0000-7000-8000-{:012x}"])
def test_every_one_of_the_equal_mentors_comes_first_about_equally_often(form: str, equals: int) -> None:
    mentees = 20_000
    keys = [tie_key(form.format(number)) for number in range(equals)]

    firsts: Counter[int] = Counter()
    for number in range(mentees):
        order = tie_order(form.format(1_000_000 + number))
        firsts[min(keys, key=order.number_of)] += 1

    # Nothing here is random: the same ids give the same counts each time. An order by rotation alone would miss
    # the tolerance, because some gaps between keys are many times as wide as others.
    expected = mentees / equals
    assert len(firsts) == equals
    assert max(abs(count - expected) for count in firsts.values()) < 0.15 * expected


def test_neighbours_in_one_order_are_not_neighbours_in_another() -> None:
    keys = [tie_key(f"p{number:06d}") for number in range(40)]
    orders = [sorted(keys, key=tie_order(f"m{number}").number_of) for number in range(500)]

    following = Counter(pair for order in orders for pair in pairwise(order))

    # Each of the 40 * 39 ordered pairs is expected 12.5 times; under rotations 40 of them would come 500 times.
    assert max(following.values()) < 60


def test_the_numbers_fit_the_integers_of_cypher() -> None:
    order = tie_order("x")

    assert 0 < order.factor < TIE_MODULUS
    assert 0 <= order.shift < TIE_MODULUS
    assert (TIE_MODULUS - 1) * (TIE_MODULUS - 1) + TIE_MODULUS < 2**63
    assert tie_key("p000001") == 1_977_839_743
