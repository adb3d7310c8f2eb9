"""Strengths, and what each skill names, equal those written out plainly."""

from collections.abc import Iterator
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapi.journal.edit import unwatched
from graphapi.relatedness import model, naming, web
from graphapi.relatedness.hierarchy import Hierarchy
from graphapi.relatedness.model import Parts, fuse, holders_weight, occupations_part
from graphapi.relatedness.naming import Evidence
from graphapi.relatedness.relating import all_pairs
from graphapi.relatedness.sharing import Postings
from graphapi.relatedness.web import kept, mend
from tests.examples import examples
from tests.relatedness import twin
from tests.relatedness.twin import World

_SKILLS = [f"s{number}" for number in range(9)]
_NODES = ["c0", "c1", "c2", "c3", *_SKILLS]


@pytest.fixture(autouse=True)
def _small_numbers() -> Iterator[None]:
    """Lists so short, and holders so few, that small worlds reach every limit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(naming, "NAMED", 2)
        patch.setattr(web, "NAMED", 2)
        patch.setattr(web, "MOST_NEIGHBOURS", 3)
        patch.setattr(model, "LEAST_HOLDERS", 2)
        yield


@st.composite
def _worlds(draw: st.DrawFn) -> World:
    """Nodes stand under earlier ones only, so that there is no circle."""
    parents = {
        node: draw(st.sets(st.sampled_from(_NODES[:number]), max_size=2))
        for number, node in enumerate(_NODES)
        if number
    }
    groups = st.lists(st.sets(st.sampled_from(_SKILLS), max_size=4), max_size=6)
    pairs = st.sets(st.sampled_from(_SKILLS), min_size=2, max_size=2).map(frozenset)
    return World(_SKILLS, parents, draw(groups), draw(groups), draw(st.sets(pairs, max_size=3)))


def _evidence(world: World) -> Evidence:
    numbers = {skill: number for number, skill in enumerate(_SKILLS)}

    def numbered(groups: list[set[str]]) -> list[list[int]]:
        return [[numbers[skill] for skill in group] for group in groups]

    return Evidence(
        list(_SKILLS),
        Hierarchy(_SKILLS, {node: above for node, above in world.parents.items() if above}),
        Postings(numbered(list(world.occupations))),
        Postings(numbered(list(world.people)), 2),
        {(min(pair), max(pair)) for pair in (tuple(numbers[skill] for skill in each) for each in world.apart)},
    )


def _relations(pairs: dict[tuple[int, int], Parts]) -> dict[tuple[str, str], tuple[str, float]]:
    strongest = kept(pairs)
    return {
        (_SKILLS[a], _SKILLS[b]): ("RELATED" if (a, b) in strongest else "CROWDED", parts.strength)
        for (a, b), parts in pairs.items()
    }


def _plainly(world: World) -> dict[tuple[str, str], tuple[str, float]]:
    return twin.relations(world, named=2, most=3, least_holders=2)


@settings(max_examples=examples(100))
@given(_worlds())
def test_relations_equal_the_plain_ones(world: World) -> None:
    assert _relations(all_pairs(_evidence(world), unwatched)) == _plainly(world)


@settings(max_examples=examples(100))
@given(_worlds(), _worlds(), st.sets(st.integers(0, 8), max_size=3))
def test_a_mended_web_is_the_one_made_anew(before: World, other: World, touched: set[int]) -> None:
    # given a change that is about the touched skills only: what they need, who has them, and what keeps them apart
    names = {_SKILLS[skill] for skill in touched}

    def changed(old: list[set[str]], new: list[set[str]]) -> list[set[str]]:
        longest = max(len(old), len(new))
        filled = [groups + [set[str]() for _ in range(longest - len(groups))] for groups in (old, new)]
        return [(a - names) | (b & names) for a, b in zip(*filled, strict=True)]

    after = World(
        _SKILLS,
        before.parents,
        changed(list(before.occupations), list(other.occupations)),
        changed(list(before.people), list(other.people)),
        {pair for pair in before.apart if not pair & names} | {pair for pair in other.apart if pair & names},
    )

    mended = mend(_evidence(after), all_pairs(_evidence(before), unwatched), touched)

    assert _relations(mended) == _plainly(after)


def test_what_the_parts_make_together() -> None:
    assert fuse(0.0, 0.0) == 0.0
    assert isclose(fuse(1.0, 0.0), 0.3)
    assert isclose(fuse(0.0, 1.0), 0.7)
    assert isclose(fuse(1.0, 1.0), 0.79)
    # Many holders that never have both say more against it than the rest says for it.
    assert fuse(1.0, 1.0, 0.0, holders_weight(95, 1_000)) < 0.05
    assert holders_weight(1, 1_000) == 0.0
    # One shared occupation is little evidence, a hundred are much.
    assert occupations_part(1, 1, 1) == 0.25
    assert occupations_part(100, 100, 100) > 0.97


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.99))
def test_a_strength_is_bounded_and_grows_with_every_part(a: float, b: float, o: float, h: float, w: float) -> None:
    low, high = sorted((a, b))

    for weaker, stronger in (
        (fuse(low, o, h, w), fuse(high, o, h, w)),
        (fuse(o, low, h, w), fuse(o, high, h, w)),
        (fuse(o, h, low, w), fuse(o, h, high, w)),
    ):
        assert 0.0 <= weaker <= stronger + 1e-12
        assert stronger <= 0.8


def test_a_hub_keeps_its_strongest_and_ties_go_round() -> None:
    # given skills that are all alike
    evidence = _evidence(World(_SKILLS, {"c1": {"c0"}} | {skill: {"c1"} for skill in _SKILLS}, []))

    pairs = all_pairs(evidence, unwatched)

    # then each names the two that follow, none is everybody's neighbour, and the last name the first
    assert {tuple(sorted(evidence.named_by(skill))) for skill in (0, 1, 7, 8)} == {(1, 2), (2, 3), (0, 8), (0, 1)}
    neighbours = [sum(skill in pair for pair in kept(pairs)) for skill in range(9)]
    assert max(neighbours) <= 3
