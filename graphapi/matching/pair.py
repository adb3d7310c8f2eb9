"""What the hard rules look at in a pair of mentee and mentor, and what one of them says about it."""

from dataclasses import dataclass

from graphapi.attributes.model import AttributeRule
from graphapi.matching.graph import PairFacts
from graphapi.matching.model import Question

ASYNCHRONOUS = "asynchronous"


@dataclass(frozen=True, slots=True)
class SharedTime:
    """Minutes of the asked week: free together, those of them in formats that will do for both, and in one piece."""

    together: int
    in_format: int
    longest: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Everything that a hard rule may look at. steps_up_to_*: 0 when neither reports to the other within two.

    minutes_together: free together in the asked week. minutes_in_format: those in formats that suit both.
    longest_minutes: the longest stretch in one format. weekly_minutes: None for no limit.
    attribute_rules: those of the policy.
    """

    mentee_id: str
    mentor_id: str
    mentoring: bool
    places: int
    places_taken: int
    weekly_minutes: int | None
    mentee_languages: tuple[str, ...]
    mentor_languages: tuple[str, ...]
    mentee_formats: tuple[str, ...]
    mentor_formats: tuple[str, ...]
    mentee_attributes: tuple[str, ...]
    mentor_attributes: tuple[str, ...]
    steps_up_to_mentor: int
    steps_up_to_mentee: int
    blocked: bool
    declined: bool
    matched: bool
    mentee_free_minutes: int
    mentor_free_minutes: int
    minutes_together: int
    minutes_in_format: int
    longest_minutes: int
    minimum_shared_minutes: int
    minimum_session_minutes: int
    attribute_rules: tuple[AttributeRule, ...] = ()

    @property
    def asked_minutes(self) -> int:
        """How many minutes of the week are asked for at least."""
        return max(self.minimum_shared_minutes, self.minimum_session_minutes)


def pair_of(facts: PairFacts, time: SharedTime, question: Question, rules: tuple[AttributeRule, ...] = ()) -> Pair:
    """The pair of which the graph says this."""
    return Pair(
        mentee_id=facts.mentee_id,
        mentor_id=facts.mentor_id,
        mentoring=facts.mentoring,
        places=facts.places,
        places_taken=facts.places_taken,
        weekly_minutes=facts.weekly_minutes,
        mentee_languages=facts.mentee_languages,
        mentor_languages=facts.mentor_languages,
        mentee_formats=facts.mentee_formats,
        mentor_formats=facts.mentor_formats,
        mentee_attributes=facts.mentee_attributes,
        mentor_attributes=facts.mentor_attributes,
        attribute_rules=rules,
        steps_up_to_mentor=facts.steps_up_to_mentor,
        steps_up_to_mentee=facts.steps_up_to_mentee,
        blocked=facts.blocked,
        declined=facts.declined,
        matched=facts.matched,
        mentee_free_minutes=facts.mentee_free_minutes,
        mentor_free_minutes=facts.mentor_free_minutes,
        minutes_together=time.together,
        minutes_in_format=time.in_format,
        longest_minutes=time.longest,
        minimum_shared_minutes=question.minimum_shared_minutes,
        minimum_session_minutes=question.minimum_session_minutes,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says about a pair. remedy: None when the rule holds."""

    reason: str
    remedy: str | None = None


def holding(reason: str) -> Verdict:
    """The rule holds."""
    return Verdict(reason)


def failing(reason: str, remedy: str) -> Verdict:
    """The rule excludes the pair until the remedy is carried out."""
    return Verdict(reason, remedy)
