"""Dry runs say each difference on a line, what was there before first, and how many more there are."""

from graphapi.cli.printing import facts_in_words
from graphapi.journal.facts import FactChange


def test_each_difference_is_a_line() -> None:
    facts = [
        FactChange("skill.label", "s", None, "Nähen", source="seed"),
        FactChange("relation.related", "s", 0.5, None, other="t", source="ESCO"),
    ]

    assert facts_in_words(facts, 2) == [
        "  relation.related s t (ESCO): 0.5 -> null",
        '  skill.label s (seed): null -> "Nähen"',
    ]
    assert facts_in_words(facts, 1)[1:] == ["  and 1 more"]
