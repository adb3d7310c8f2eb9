"""Search finds what people mean, in a stable order, and refuses what it cannot mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.taxonomy.labels import normalise
from graphapi.taxonomy.searching import search_skills, words_expression


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kubernetes", "Kubernetes"),
        ("k8s", "Kubernetes"),
        ("Kubernets", "Kubernetes"),
        ("kubernetse", "Kubernetes"),
        ("pyhton", "Python"),
        ("C#", "C#"),
        ("c++", "C++"),
        ("front-end", "Front-end development"),
        ("negotation", "Negotiation"),
    ],
)
async def test_the_first_skill_is_the_one_that_is_meant(starter_map: Database, text: str, label: str) -> None:
    found = await search_skills(starter_map, text)
    assert found[0].label == label
    assert found == sorted(found, key=lambda skill: skill.order)


async def test_operators_of_the_index_are_only_text(starter_map: Database) -> None:
    for text in ('"', "python AND (", "a:b", "*", "~", "label:[a TO z]", "\\", "😀", "NOT python"):
        await search_skills(starter_map, text)


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_000, "a\x00b", "line\nend"])
async def test_what_cannot_be_searched_is_refused(migrated: Database, text: str) -> None:
    with pytest.raises(InvalidInput):
        await search_skills(migrated, text)


@given(st.text(max_size=60))
def test_the_expression_holds_no_operator_of_the_text(text: str) -> None:
    allowed = set(words_expression(normalise(text)))
    assert not allowed & set('"()[]{}:\\/+-&|!?<>=')
