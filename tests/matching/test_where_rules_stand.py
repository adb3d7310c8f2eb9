"""Each hard rule stands where the table says: cut there, and exactly the pairs that it excludes come back."""

import copy
import re
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.attributes.model import AttributeRule
from graphapi.graphdb.database import Database
from graphapi.graphdb.queries import all_queries
from graphapi.matching import graph
from graphapi.matching.model import Question
from graphapi.matching.pair import Pair
from graphapi.matching.ranking import rank_mentors
from graphapi.matching.rules import RULES, HardRule, IndexMask
from graphapi.rankindex.asking import Asked, IndexQuestion, answer, ask
from graphapi.rankindex.rankmap import RankMap, holders_of
from graphapi.rankindex.reading import read_all
from tests.matching import twin
from tests.matching.world import WEEK, Aim, Mentor, Piece, World, load
from tests.rankindex.asking import ROADS, goals_of

# A marker names rules; their predicate goes on to the next line of the same depth.
_MARKED = re.compile(r"^  // rule: ([A-Z_, ]+)\n  (AND )?(?:.*\n)((?!  (?:AND|//)|\S).*\n)*", re.MULTILINE)
_BY_NAME = {rule.name: rule for rule in RULES}
# Nobody is nearer to their own goals than they are, so that cutting this changes nothing.
_CUT = [rule for rule in RULES if rule.name != "NOT_ONESELF"]
_HALF_HOURS = (540, 570, 600, 630)


def _mentor(
    *,
    slots: tuple[int, ...] = _HALF_HOURS,
    pieces: tuple[Piece, ...] = (),
    places: int = 2,
    attributes: tuple[str, ...] = ("team=y",),
    **terms: Any,
) -> Mentor:
    return Mentor(
        {"x": 4},
        places=places,
        slots=frozenset((1, minute) for minute in slots),
        pieces=pieces,
        attributes=attributes,
        **terms,
    )


def _question(rule: str) -> tuple[int, int]:
    """The minimums in which the other rules do not hide what this one does: who cannot mentor offers no time."""
    return {
        "SESSION_TIME": (30, 45),
        "SHARED_TIME": (60, 0),
        "SHARED_FORMAT": (60, 0),
        "WEEKLY_MINUTES": (60, 0),
    }.get(rule, (0, 0))


_WORLD = World(
    ["x"],
    [],
    {
        "boss": _mentor(),
        "a": _mentor(reports_to="boss", languages=("en",), attributes=("team=x",)),
        "fine": _mentor(languages=("en-GB", "de")),
        "resting": _mentor(mentoring=False),
        "full": _mentor(places=1),
        "short": _mentor(slots=(), pieces=((1, 540, 0, 20, ()), (1, 570, 0, 20, ()))),
        "in person": _mentor(slots=(), pieces=tuple((1, minute, 0, 30, ("in person",)) for minute in _HALF_HOURS)),
        "split": _mentor(slots=(540, 600)),
        "little": _mentor(weekly_minutes=30),
        "speechless": _mentor(languages=("de",)),
        "report": _mentor(reports_to="a"),
        "blocked": _mentor(),
        "declined": _mentor(),
        "matched": _mentor(),
        "colleague": _mentor(attributes=("team=x",)),
    },
    {"g": Aim("a", {"x": (3, 1.0)})},
    blocks=[("blocked", "a")],
    declined=[("a", "declined")],
    matches=[("full", "fine"), ("matched", "a")],
    rules=(AttributeRule("team", "different"),),
)
_WORLD.people["a"].skills = {}
_WORLD.people["a"].slots = frozenset()
_WORLD.people["a"].pieces = tuple((1, minute, 0, 30, ("video",)) for minute in _HALF_HOURS)


def _broken(rule: str) -> dict[str, set[str]]:
    """By mentor, the rules that exclude them when asked for this one."""
    return {
        mentor: twin.excluded_by(_WORLD, "a", mentor, *_question(rule))
        for mentor in _WORLD.people
        if mentor != "a"
    }


def test_the_ranking_query_marks_every_rule() -> None:
    text = all_queries()["matching/rank_mentors"].text
    marked = {name for names, *_ in _MARKED.findall(text) for name in names.split(", ")}

    assert marked == set(_BY_NAME)
    assert len(re.findall("// rule:", text)) == len(_MARKED.findall(text))


async def test_a_predicate_cut_from_the_ranking_query_brings_back_whom_its_rules_exclude(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(database, _WORLD)
    statement = graph._RANK_MENTORS  # pyright: ignore[reportPrivateUsage]

    async def shown(rule: str) -> set[str]:
        minimum, session = _question(rule)
        question = Question("a", None, minimum, WEEK, 100, minimum_session_minutes=session)
        return {match.mentor_id for match in (await rank_mentors(database, question, WEEK)).matches}

    done: set[str] = set()
    for rule in _CUT:
        broken = _broken(rule.name)
        assert {rule.name} in broken.values(), "the world has a mentor whom this rule alone excludes"
        if rule.name in done:
            continue
        text, gone = _without(statement.query.text, rule.name)
        done |= gone
        assert await shown(rule.name) == {mentor for mentor, names in broken.items() if not names}
        with monkeypatch.context() as patched:
            patched.setattr(graph, "_RANK_MENTORS", replace(statement, query=replace(statement.query, text=text)))
            assert await shown(rule.name) == {mentor for mentor, names in broken.items() if names <= gone}, (
                rule.name
            )


def _without(text: str, rule: str) -> tuple[str, set[str]]:
    """The query without the predicates that are marked with the rule, and all rules that they are marked with."""
    gone: set[str] = set()

    def cut(found: re.Match[str]) -> str:
        names = found[1].split(", ")
        if rule not in names:
            return found[0]
        gone.update(names)
        return f"  {found[2] or ''}true\n"

    return _MARKED.sub(cut, text), gone


async def test_a_mask_lifted_in_the_rank_index_brings_back_whom_its_rules_exclude(database: Database) -> None:
    await load(database, _WORLD)
    ranked = await read_all(database)

    for rule in _CUT:
        minimum, session = _question(rule.name)
        question = IndexQuestion("a", goals_of(_WORLD, "a"), WEEK, minimum, 100, None, session)
        broken = _broken(rule.name)
        before, after = ask(ranked, question), _lifted(ranked, rule, question)
        for road in ROADS:
            assert before is not None
            shown = {mentor.mentor_id for mentor in answer(ranked, road.rank(ranked, before))}
            back = {mentor.mentor_id for mentor in answer(after[0], road.rank(*after))} - shown
            assert shown == {mentor for mentor, names in broken.items() if not names}
            assert back >= {mentor for mentor, names in broken.items() if names == {rule.name}}, rule.name
            masked = {name for name in _BY_NAME if set(_BY_NAME[name].masks) & set(rule.masks)}
            assert back <= {mentor for mentor, names in broken.items() if names <= masked}, rule.name


def _lifted(ranked: RankMap, rule: HardRule, question: IndexQuestion) -> tuple[RankMap, Asked]:
    """The map and the question without the masks of a rule."""
    changed = copy.deepcopy(ranked)
    people = changed.people
    if "may_mentor" in rule.masks:
        people.may_mentor[:] = True
        changed.holders = holders_of(changed.claims, len(people.ids), people.may_mentor, len(changed.skill_ids))
    if "weekly_minutes" in rule.masks:
        people.weekly_minutes[:] = -1
    asked = ask(changed, question)
    assert asked is not None
    if "hidden" in rule.masks:
        asked = asked._replace(hidden=np.zeros_like(asked.hidden))
    if "manager" in rule.masks:
        people.manager[:] = -1
    if "languages" in rule.masks:
        asked = asked._replace(languages=np.ones_like(asked.languages))
    if "time" in rule.masks:
        people.asynchronous[:] = True
        asked = asked._replace(time=asked.time._replace(waived=True))
    return changed, asked


_PAIRS = st.builds(
    Pair,
    mentee_id=st.just("a"),
    mentor_id=st.sampled_from("ab"),
    mentoring=st.booleans(),
    places=st.integers(0, 2),
    places_taken=st.integers(0, 2),
    weekly_minutes=st.sampled_from([None, 0, 60]),
    mentee_languages=st.sampled_from([(), ("en",)]),
    mentor_languages=st.sampled_from([(), ("en",), ("de",)]),
    mentee_formats=st.sampled_from([(), ("asynchronous",)]),
    mentor_formats=st.sampled_from([(), ("asynchronous",)]),
    steps_up_to_mentor=st.integers(0, 2),
    steps_up_to_mentee=st.integers(0, 2),
    blocked=st.booleans(),
    declined=st.booleans(),
    matched=st.booleans(),
    mentee_free_minutes=st.sampled_from([0, 30, 90]),
    mentor_free_minutes=st.sampled_from([0, 30, 90]),
    minutes_together=st.sampled_from([0, 30, 90]),
    minutes_in_format=st.sampled_from([0, 30]),
    longest_minutes=st.sampled_from([0, 30]),
    minimum_shared_minutes=st.sampled_from([0, 60]),
    minimum_session_minutes=st.sampled_from([0, 45]),
    mentee_attributes=st.sampled_from([(), ("team=x",)]),
    mentor_attributes=st.sampled_from([(), ("team=x",), ("team=y",)]),
    attribute_rules=st.sampled_from([(), (AttributeRule("team", "same"),)]),
)


@given(pair=_PAIRS, other=_PAIRS)
def test_a_verdict_depends_on_what_its_rule_looks_at_alone(pair: Pair, other: Pair) -> None:
    for rule in RULES:
        fields = {name for name in rule.looks_at if name != "asked_minutes"}
        if "asked_minutes" in rule.looks_at:
            fields |= {"minimum_shared_minutes", "minimum_session_minutes"}
        same = replace(other, **{name: getattr(pair, name) for name in fields})
        assert rule.judge(same) == rule.judge(pair), rule.name


def test_the_table_names_each_rule_once_and_every_mask() -> None:
    assert len(_BY_NAME) == len(RULES)
    assert {mask for rule in RULES for mask in rule.masks} == set(get_args(IndexMask))
