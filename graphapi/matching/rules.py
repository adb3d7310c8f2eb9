"""The hard rules: one table from which verdicts, remedies and the table in docs/matching.md are made.

The ranking query and the rank index exclude by the same rules. `// rule: NAME` marks the predicates in
cypher/matching/rank_mentors.cypher, `masks` names what the index compares; tests/matching/test_rules.py holds all
of them to this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from graphapi.matching.attribute_rules import attributes
from graphapi.matching.model import RuleVerdict
from graphapi.matching.pair import Pair, Verdict, failing, holding
from graphapi.matching.time_rules import session_time, shared_format, shared_time, weekly_minutes
from graphapi.people.languages import language_name, shared_languages

IndexMask = Literal["hidden", "may_mentor", "languages", "manager", "weekly_minutes", "time"]


@dataclass(frozen=True, slots=True)
class HardRule:
    """A rule that excludes a pair of mentee and mentor.

    excludes: whom, for the documentation. looks_at: fields of Pair. masks: what the rank index compares.
    judge: whether the rule holds, why, and what would make it hold.
    """

    name: str
    excludes: str
    looks_at: frozenset[str]
    masks: tuple[IndexMask, ...]
    judge: Callable[[Pair], Verdict]


def _not_oneself(pair: Pair) -> Verdict:
    if pair.mentee_id != pair.mentor_id:
        return holding("They are two people.")
    return failing("Nobody mentors themselves.", "Choose another mentor.")


def _mentoring(pair: Pair) -> Verdict:
    if pair.mentoring:
        return holding("The mentor takes part in mentoring.")
    return failing("The mentor does not take part in mentoring.", "The mentor must turn mentoring on.")


def _free_place(pair: Pair) -> Verdict:
    taken = f"{pair.places_taken} of {pair.places} places are taken."
    missing = pair.places_taken - pair.places + 1
    if missing <= 0:
        return holding(taken)
    more = "another place" if missing == 1 else f"{missing} more places"
    if pair.places == 0:
        return failing(taken, f"The mentor must offer {more}.")
    matches = "one match" if missing == 1 else f"{missing} matches"
    return failing(taken, f"The mentor must end {matches} or offer {more}.")


def _common_language(pair: Pair) -> Verdict:
    if not pair.mentee_languages or not pair.mentor_languages:
        return holding("One of them states no language.")
    common = shared_languages(pair.mentee_languages, pair.mentor_languages)
    if common:
        return holding(f"Both speak {', '.join(map(language_name, common))}.")
    return failing("They state no language in common.", "One of them must add a language that the other states.")


def _reporting_line(pair: Pair) -> Verdict:
    steps = pair.steps_up_to_mentor or pair.steps_up_to_mentee
    if not steps:
        return holding("Neither reports to the other within two steps.")
    upper, lower = ("mentor", "mentee") if pair.steps_up_to_mentor else ("mentee", "mentor")
    how = "directly" if steps == 1 else "through one manager"
    return failing(
        f"The {lower} reports to the {upper} {how}.", "The reporting line must change. Or choose another mentor."
    )


def _not_blocked(pair: Pair) -> Verdict:
    if not pair.blocked:
        return holding("Neither has blocked the other.")
    return failing("One of them has blocked the other.", "Whoever blocked the other must lift the block.")


def _not_declined(pair: Pair) -> Verdict:
    if not pair.declined:
        return holding("Neither has declined the other.")
    return failing("One of them has declined the other.", "Whoever declined must withdraw it.")


def _not_matched(pair: Pair) -> Verdict:
    if not pair.matched:
        return holding("They are not matched yet.")
    return failing("They are matched already.", "Their present match must end.")


def _rule(
    name: str, excludes: str, looks_at: str, masks: tuple[IndexMask, ...], judge: Callable[[Pair], Verdict]
) -> HardRule:
    return HardRule(name, excludes, frozenset(looks_at.split()), masks, judge)


_TIME: Final = "minutes_together minutes_in_format mentee_formats mentor_formats minimum_shared_minutes"

RULES: Final[tuple[HardRule, ...]] = (
    _rule("NOT_ONESELF", "the mentee", "mentee_id mentor_id", ("hidden",), _not_oneself),
    _rule("MENTORING", "people who do not take part in mentoring", "mentoring", ("may_mentor",), _mentoring),
    _rule(
        "FREE_PLACE",
        "mentors whose places are all taken by active matches",
        "places places_taken",
        ("may_mentor",),
        _free_place,
    ),
    _rule(
        "SHARED_TIME",
        "pairs who are free together for fewer minutes of the asked UTC week than `minimumSharedMinutes`, whatever "
        "the format; waived where both accept the format `asynchronous`",
        "minutes_together mentee_formats mentor_formats minimum_shared_minutes mentee_free_minutes "
        "mentor_free_minutes",
        ("time",),
        shared_time,
    ),
    _rule(
        "SHARED_FORMAT",
        "pairs who are free together long enough, but not in formats that agree; waived like `SHARED_TIME`",
        _TIME,
        ("time",),
        shared_format,
    ),
    _rule(
        "SESSION_TIME",
        "pairs whose longest shared stretch, in one format, is shorter than `minimumSessionMinutes`; waived like "
        "`SHARED_TIME`",
        "longest_minutes mentee_formats mentor_formats minimum_session_minutes",
        ("time",),
        session_time,
    ),
    _rule(
        "WEEKLY_MINUTES",
        "mentors who state `weeklyMinutes`, and fewer than the larger of the two minimums; never waived",
        "weekly_minutes asked_minutes",
        ("weekly_minutes",),
        weekly_minutes,
    ),
    _rule(
        "COMMON_LANGUAGE",
        "pairs who both state languages and share none; `en`, `en-US` and `en-GB` share English",
        "mentee_languages mentor_languages",
        ("languages",),
        _common_language,
    ),
    _rule(
        "ATTRIBUTES",
        "pairs who do not have in common, or differ in, what the rules of the policy ask for; whoever has no value "
        "meets no rule about it",
        "mentee_attributes mentor_attributes attribute_rules",
        ("hidden",),
        attributes,
    ),
    _rule(
        "REPORTING_LINE",
        "pairs of whom one reports to the other directly or through one manager",
        "steps_up_to_mentor steps_up_to_mentee",
        ("hidden", "manager"),
        _reporting_line,
    ),
    _rule("NOT_BLOCKED", "pairs of whom either blocked the other", "blocked", ("hidden",), _not_blocked),
    _rule("NOT_DECLINED", "pairs of whom either declined the other", "declined", ("hidden",), _not_declined),
    _rule("NOT_MATCHED", "pairs who are matched already", "matched", ("hidden",), _not_matched),
)
"""In the order in which an explanation shows them."""


def verdicts(pair: Pair) -> tuple[RuleVerdict, ...]:
    """One verdict a rule, always in the order of the table."""
    return tuple(_named(rule.name, rule.judge(pair)) for rule in RULES)


def _named(name: str, verdict: Verdict) -> RuleVerdict:
    return RuleVerdict(name, verdict.remedy is None, verdict.reason, verdict.remedy)
