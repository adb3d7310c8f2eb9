"""The hard rules in words: for a pair, whether each holds, why, and what would change it.

The same rules stand in cypher/matching/rank_mentors.cypher, where they exclude; a property test holds the two
to each other.
"""

from dataclasses import dataclass

from graphapi.languages import language_name, shared_languages
from graphapi.matching.graph import PairFacts
from graphapi.matching.model import Question, RuleVerdict

ASYNCHRONOUS = "asynchronous"


@dataclass(frozen=True, slots=True)
class SharedTime:
    """Minutes of the asked week: free together, those of them in formats that will do for both, and in one piece."""

    together: int
    in_format: int
    longest: int


def verdicts(facts: PairFacts, time: SharedTime, question: Question) -> tuple[RuleVerdict, ...]:
    """One verdict a rule, always in the same order."""
    return (
        _not_oneself(facts),
        _mentoring(facts),
        _free_place(facts),
        _shared_time(facts, time.together, question.minimum_shared_minutes),
        _shared_format(facts, time, question.minimum_shared_minutes),
        _session_time(facts, time, question.minimum_session_minutes),
        _weekly_minutes(facts, question.asked_minutes),
        _common_language(facts),
        _reporting_line(facts),
        _not_blocked(facts),
        _not_declined(facts),
        _not_matched(facts),
    )


def _not_oneself(facts: PairFacts) -> RuleVerdict:
    if facts.mentee_id != facts.mentor_id:
        return RuleVerdict("NOT_ONESELF", True, "They are two people.")
    return RuleVerdict("NOT_ONESELF", False, "Nobody mentors themselves.", "Ask about another mentor.")


def _mentoring(facts: PairFacts) -> RuleVerdict:
    if facts.mentoring:
        return RuleVerdict("MENTORING", True, "The mentor takes part in mentoring.")
    return RuleVerdict(
        "MENTORING", False, "The mentor does not take part in mentoring.", "The mentor turns mentoring on."
    )


def _free_place(facts: PairFacts) -> RuleVerdict:
    taken = f"{facts.places_taken} of {facts.places} places are taken."
    if facts.places > facts.places_taken:
        return RuleVerdict("FREE_PLACE", True, taken)
    return RuleVerdict("FREE_PLACE", False, taken, "A match ends, or the mentor offers another place.")


def _shared_time(facts: PairFacts, shared: int, minimum: int) -> RuleVerdict:
    rule = "SHARED_TIME"
    if minimum == 0:
        return RuleVerdict(rule, True, f"Time is not asked for; they share {shared} minutes in this week.")
    if shared >= minimum:
        return RuleVerdict(rule, True, f"They share {shared} minutes in this week; {minimum} are asked for.")
    if _asynchronous(facts):
        return RuleVerdict(rule, True, f"They share {shared} minutes, and both accept asynchronous mentoring.")
    reason = f"They share {shared} minutes in this week; {minimum} are asked for."
    for who, minutes in (("mentee", facts.mentee_free_minutes), ("mentor", facts.mentor_free_minutes)):
        if minutes < minimum:
            return RuleVerdict(
                rule,
                False,
                f"{reason} The {who} has only {minutes} free minutes in it.",
                f"The {who} offers at least {minimum - minutes} more minutes when the other is free too.",
            )
    return RuleVerdict(
        rule,
        False,
        reason,
        f"One of them offers {minimum - shared} more minutes when the other is free, or both accept "
        f"asynchronous mentoring, or at most {shared} minutes are asked for.",
    )


def _shared_format(facts: PairFacts, time: SharedTime, minimum: int) -> RuleVerdict:
    rule = "SHARED_FORMAT"
    if minimum == 0:
        return RuleVerdict(rule, True, "Time is not asked for.")
    if time.in_format == time.together:
        return RuleVerdict(rule, True, "The formats of their windows agree whenever both are free.")
    found = f"Of the {time.together} minutes when both are free, {time.in_format} are in a format that suits both"
    if time.in_format >= minimum:
        return RuleVerdict(rule, True, f"{found}; {minimum} are asked for.")
    if _asynchronous(facts):
        return RuleVerdict(rule, True, f"{found}, and both accept asynchronous mentoring.")
    if time.together < minimum:
        # Other formats would not help: SHARED_TIME excludes the pair.
        return RuleVerdict(rule, True, f"{found}; even all of them would be too few.")
    return RuleVerdict(
        rule,
        False,
        f"{found}; {minimum} are asked for.",
        f"One of them accepts the other's format, or any, in {minimum - time.in_format} more of these minutes, or "
        f"both accept asynchronous mentoring, or at most {time.in_format} minutes are asked for.",
    )


def _session_time(facts: PairFacts, time: SharedTime, minimum: int) -> RuleVerdict:
    rule = "SESSION_TIME"
    found = f"The longest stretch that they share in one format has {time.longest} minutes"
    if minimum == 0:
        return RuleVerdict(rule, True, f"{found}; no length of a meeting is asked for.")
    if time.longest >= minimum:
        return RuleVerdict(rule, True, f"{found}; {minimum} are asked for.")
    if _asynchronous(facts):
        return RuleVerdict(rule, True, f"{found}, and both accept asynchronous mentoring.")
    return RuleVerdict(
        rule,
        False,
        f"{found}; {minimum} are asked for.",
        f"They make a shared stretch at least {minimum} minutes long, or both accept asynchronous mentoring, "
        f"or a meeting of at most {time.longest} minutes is asked for.",
    )


def _weekly_minutes(facts: PairFacts, asked: int) -> RuleVerdict:
    rule = "WEEKLY_MINUTES"
    if facts.weekly_minutes is None:
        return RuleVerdict(rule, True, "The mentor states no limit of minutes a week.")
    given = f"The mentor gives {facts.weekly_minutes} minutes a week"
    if asked == 0:
        return RuleVerdict(rule, True, f"{given}; time is not asked for.")
    if facts.weekly_minutes >= asked:
        return RuleVerdict(rule, True, f"{given}; {asked} are asked for.")
    return RuleVerdict(
        rule,
        False,
        f"{given}; {asked} are asked for.",
        f"The mentor gives at least {asked} minutes a week, or at most {facts.weekly_minutes} are asked for.",
    )


def _asynchronous(facts: PairFacts) -> bool:
    return ASYNCHRONOUS in facts.mentee_formats and ASYNCHRONOUS in facts.mentor_formats


def _common_language(facts: PairFacts) -> RuleVerdict:
    rule = "COMMON_LANGUAGE"
    if not facts.mentee_languages or not facts.mentor_languages:
        return RuleVerdict(rule, True, "One of them states no language.")
    common = shared_languages(facts.mentee_languages, facts.mentor_languages)
    if common:
        return RuleVerdict(rule, True, f"Both speak {', '.join(map(language_name, common))}.")
    return RuleVerdict(rule, False, "They state no language in common.", "One of them adds a language.")


def _reporting_line(facts: PairFacts) -> RuleVerdict:
    rule = "REPORTING_LINE"
    steps = facts.steps_up_to_mentor or facts.steps_up_to_mentee
    if not steps:
        return RuleVerdict(rule, True, "Neither reports to the other within two steps.")
    upper, lower = ("mentor", "mentee") if facts.steps_up_to_mentor else ("mentee", "mentor")
    how = "directly" if steps == 1 else "through one manager"
    return RuleVerdict(
        rule, False, f"The {lower} reports to the {upper} {how}.", "The reporting line changes; choose another."
    )


def _not_blocked(facts: PairFacts) -> RuleVerdict:
    if not facts.blocked:
        return RuleVerdict("NOT_BLOCKED", True, "Neither has blocked the other.")
    return RuleVerdict("NOT_BLOCKED", False, "One of them has blocked the other.", "The block is lifted.")


def _not_declined(facts: PairFacts) -> RuleVerdict:
    if not facts.declined:
        return RuleVerdict("NOT_DECLINED", True, "Neither has declined the other.")
    return RuleVerdict("NOT_DECLINED", False, "One of them has declined.", "The refusal is withdrawn.")


def _not_matched(facts: PairFacts) -> RuleVerdict:
    if not facts.matched:
        return RuleVerdict("NOT_MATCHED", True, "They are not matched yet.")
    return RuleVerdict("NOT_MATCHED", False, "They are matched already.", "The present match ends.")
