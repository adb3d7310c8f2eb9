"""Precedence against a twin that keeps everything that everybody says, and what is shown by asking in turn."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graphapi.journal.facts import FactChange
from graphapi.taxonomy.describing import SKILL_FIELDS, labels_of, of_skill, related_by, skill_changes
from graphapi.taxonomy.labels import label_id
from graphapi.taxonomy.precedence import PRECEDENCE, classification, differences, effective, outranks
from graphapi.taxonomy.states import SkillState

_SOURCES = ("import", "other", "ESCO", "another", "seed", "map")
_ORDER = ("map", "seed", "ESCO", "import", "another", "other")
_FIELDS = ("label", "definition", "tier")
_FACTS = st.dictionaries(
    st.sampled_from(_FIELDS), st.one_of(st.none(), st.just(""), st.sampled_from(["one", "two"])), max_size=3
)


@given(st.lists(st.tuples(st.sampled_from(_SOURCES), st.one_of(st.none(), _FACTS)), max_size=12))
@settings(max_examples=300)
def test_whatever_the_order_the_first_that_speaks_is_shown(said: list[tuple[str, dict[str, Any] | None]]) -> None:
    stored: dict[str, dict[str, Any]] = {}
    twin: dict[tuple[str, str], Any] = {}
    for source, fields in said:
        stored.pop(source, None)
        if fields is not None:
            stored[source] = fields
        for name in _FIELDS:
            twin.pop((source, name), None)
            if fields and fields.get(name):
                twin[source, name] = fields[name]

    expected: dict[str, tuple[Any, str]] = {}
    for name in _FIELDS:
        for source in _ORDER:
            if (source, name) in twin:
                expected[name] = (twin[source, name], source)
                break
    assert effective(stored) == expected


@given(_FACTS, _FACTS)
def test_differences_lead_from_what_was_said_to_what_is_said(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    changes = differences("skill", "s", "seed", before, after, _FIELDS)

    state = {name: before.get(name) or None for name in _FIELDS}
    for change in changes:
        name = change.fact.removeprefix("skill.")
        assert change.before == state[name] != change.after
        state[name] = change.after
    assert state == {name: after.get(name) or None for name in _FIELDS}
    assert differences("skill", "s", "seed", after, after, _FIELDS) == []


def test_a_hand_comes_first_and_names_without_a_place_come_last() -> None:
    assert PRECEDENCE == ("map", "seed", "ESCO", "import")
    assert outranks("import", "zzz")
    assert outranks("aaa", "zzz")
    assert not outranks("seed", "seed")
    assert classification(["import", "ESCO", "seed"]) == "ESCO"
    assert classification(["import", "seed"]) is None


def test_a_language_has_one_preferred_label_and_a_shared_one_is_of_the_first() -> None:
    said = {
        "import": of_skill(SkillState("s", "Golang", aliases=("Go", "gopher"), source="import")),
        "ESCO": of_skill(SkillState("s", "go programming", hidden=("gopher",), source="ESCO")),
        "map": of_skill(SkillState("s", "Go")),
        "other": of_skill(SkillState("s", "Programmieren in Go", language="de", source="other")),
    }

    labels = labels_of("s", said)

    assert {(each.text, each.lang, each.kind, each.source) for each in labels.values()} == {
        ("Go", "en", "preferred", None),
        ("go programming", "en", "alternative", "ESCO"),
        ("gopher", "en", "hidden", "ESCO"),
        ("Golang", "en", "alternative", None),
        ("Programmieren in Go", "de", "preferred", "other"),
    }
    assert all(key == each.id == label_id("s", each.lang, each.text) for key, each in labels.items())


def test_a_source_that_speaks_no_more_changes_all_that_it_has_said() -> None:
    said = of_skill(SkillState("s", "Go", "A language.", aliases=("Golang",), source="seed"))

    assert skill_changes("s", "seed", said, None) == [
        FactChange("skill.label", "s", "Go", None, source="seed"),
        FactChange("skill.definition", "s", "A language.", None, source="seed"),
        FactChange(
            "skill.labels", "s", [["en", "alternative", "Golang"], ["en", "preferred", "Go"]], [], source="seed"
        ),
    ]
    assert {change.fact.removeprefix("skill.") for change in skill_changes("s", "seed", said, None)} <= {
        *SKILL_FIELDS,
        "labels",
    }


def test_the_strength_of_a_relation_is_that_of_the_first() -> None:
    assert related_by({"import": 0.2, "seed": 0.7, "ESCO": 0.5}) == {
        "strength": 0.7,
        "source": "seed",
        "otherSources": ["ESCO", "import"],
        "otherStrengths": [0.5, 0.2],
    }
    assert related_by({"import": 0.2})["otherSources"] is None
