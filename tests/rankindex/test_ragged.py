"""Ragged lists against plain lists of lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphapi.rankindex.ragged import Ragged, empty

_LIST = st.lists(st.integers(0, 1000), max_size=12)


@given(st.lists(_LIST, max_size=8), st.lists(st.tuples(st.integers(0, 9), _LIST), max_size=60))
def test_replacing_lists_changes_these_and_no_others(
    first: list[list[int]], replacements: list[tuple[int, list[int]]]
) -> None:
    flat = [number for numbers in first for number in numbers]
    lists = Ragged(
        np.array([len(numbers) for numbers in first], np.int32),
        [np.array(flat, np.int32), np.array(flat, np.float64) / 2],
    )
    plain = dict(enumerate(first))

    for place, numbers in replacements:
        lists.make_room(place + 1)
        lists.replace(place, np.array(numbers, np.int32), np.array(numbers, np.float64) / 2)
        plain[place] = numbers

    for place in range(len(lists)):
        assert lists.view(place).tolist() == plain.get(place, [])
        assert lists.view(place, 1).tolist() == [number / 2 for number in plain.get(place, [])]
    assert lists.rows == sum(map(len, plain.values()))
    lengths, whole, halves = lists.packed(len(lists))
    assert lengths.tolist() == [len(plain.get(place, [])) for place in range(len(lists))]
    assert (whole / 2).tolist() == halves.tolist()
    assert whole.tolist() == [number for place in range(len(lists)) for number in plain.get(place, [])]


def test_room_that_is_left_behind_is_given_back() -> None:
    lists = empty(np.int32)
    lists.make_room(2)

    for size in range(3000):
        lists.replace(size % 2, np.arange(size, dtype=np.int32))

    assert lists.view(0).tolist() == list(range(2998))
    assert lists.view(1).tolist() == list(range(2999))
    assert lists.nbytes < 4 * 4 * 6000
