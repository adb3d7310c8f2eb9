"""Suggestions are the same words misspelt or joined otherwise, never other words."""

import pytest

from graphapi.importing.likeness import likest, nearest_id

_KNOWN = [
    "api development",
    "azure devops",
    "c",
    "c++",
    "contract management",
    "e-commerce",
    "javascript",
    "kubernetes",
    "power bi",
    "python",
    "rest apis",
    "security monitoring",
    "sre",
    "time management",
]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("kubernets", "kubernetes"),
        ("kubernetes.", "kubernetes"),
        ("pyton", "python"),
        ("power-bi", "power bi"),
        ("java_script", "javascript"),
        ("ecommerce", "e-commerce"),
        ("rest api", "rest apis"),
        ("contract managment", "contract management"),
        ("content management", None),
        ("it management", None),
        ("agile development", None),
        ("quality monitoring", None),
        ("se", None),
        ("c#", None),
        ("", None),
        ("python" * 1000, None),
    ],
)
def test_a_suggestion_is_the_same_words(asked: str, meant: str | None) -> None:
    assert likest(asked, dict.fromkeys(_KNOWN, 1)) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("adda", "ada"), ("P-0012", "p-12"), ("p-13", None), ("e100013", None), ("zzz", None)],
)
def test_an_id_is_not_taken_for_one_with_another_number(asked: str, meant: str | None) -> None:
    assert nearest_id(asked, dict.fromkeys(["ada", "p-12", "e100012"], "UTC")) == meant
