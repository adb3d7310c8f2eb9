"""The values of a ranking: the question, and each mentor with reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from graphapi.availability.sharing import FreePiece, longest_of
from graphapi.policy.model import BILLION, Policy
from graphapi.relatedness.model import RelationDescription

ServedBy = Literal["cypher", "rank index"]

MINIMUM_SHARED_MINUTES = 60
MINIMUM_SESSION_MINUTES = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A mentor's place in the total order: nearer first, then more exact targets, then the tie, then the id.

    tie: differs by mentee, see graphapi.ties.
    """

    proximity_billionths: int
    exact_targets: int
    tie: int
    mentor_id: str

    @property
    def order(self) -> tuple[int, int, int, bytes]:
        """Sorts places best first; ids by their UTF-16 code units, as the ranking query compares them."""
        return (-self.proximity_billionths, -self.exact_targets, self.tie, self.mentor_id.encode("utf-16-be"))


@dataclass(frozen=True, slots=True)
class Question:
    """Who can help `mentee_id` with these goals (None: all active ones) in the UTC week of `week`?

    minimum_shared_minutes: in the week in total, 0 for no minimum. minimum_session_minutes: in one stretch, 0
    for no minimum. first: 1..100. after: the place of the last mentor seen.
    """

    mentee_id: str
    goal_ids: tuple[str, ...] | None = None
    minimum_shared_minutes: int = MINIMUM_SHARED_MINUTES
    week: date | None = None
    first: int = 20
    after: Place | None = None
    minimum_session_minutes: int = MINIMUM_SESSION_MINUTES

    @property
    def asked_minutes(self) -> int:
        """The minutes of the week that are required, the larger of the two minimums."""
        return max(self.minimum_shared_minutes, self.minimum_session_minutes)


@dataclass(frozen=True, slots=True)
class SkillName:
    """A skill as an explanation names it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class ContributingPath:
    """One path goal - target - near skill - mentor.

    nearness: 1 for the target itself. fit: 0..1, how the level fits the target. value: nearness * fit.
    share: this path's share of the mentor's proximity; the shares of a mentor sum to 1.
    """

    goal_id: str
    target: SkillName
    target_level: int
    held: SkillName
    mentor_level: int
    mentee_level: int
    nearness: float
    via: tuple[SkillName, ...]
    fit: float
    value: float
    share: float


@dataclass(frozen=True, slots=True)
class GoalProximity:
    """How near the mentor is to one goal, 0..1, and the goal's weight among the requested goals."""

    goal_id: str
    statement: str | None
    proximity: float
    weight: float


@dataclass(frozen=True, slots=True)
class TargetCoverage:
    """How well a mentor covers one target of a goal, 0..1, and by which paths, largest share first.

    weight: the target's weight in the proximity; the weights of all targets sum to 1, and proximity is the sum of
    weight * coverage.
    """

    goal_id: str
    target: SkillName
    level: int
    weight: float
    coverage: float
    paths: tuple[ContributingPath, ...]


@dataclass(frozen=True, slots=True)
class MentorMatch:
    """A mentor for the mentee, with the reasons. shared_minutes: in the requested week, in formats both accept.

    slots: the shared pieces of half-hours, in order.
    """

    place: Place
    shared_minutes: int
    slots: tuple[FreePiece, ...]
    goals: tuple[GoalProximity, ...]
    paths: tuple[ContributingPath, ...]
    targets: tuple[TargetCoverage, ...]

    @property
    def longest_shared_minutes(self) -> int:
        """Of the longest stretch without a gap, in one format."""
        return longest_of(self.slots)

    @property
    def mentor_id(self) -> str:
        """The mentor's id."""
        return self.place.mentor_id

    @property
    def proximity(self) -> float:
        """0..1, cut to billionths."""
        return self.place.proximity_billionths / BILLION

    @property
    def distance(self) -> float:
        """1 - proximity; 0 is nearest."""
        return (BILLION - self.place.proximity_billionths) / BILLION


@dataclass(frozen=True, slots=True)
class Ranking:
    """One page of the ranking. hints: possible reasons for an empty or short page, as sentences.

    fresh_to: number of the latest change in the log, which the rank index includes; None from Cypher, which
    reads the graph itself.
    """

    mentee_id: str
    week: date
    policy: Policy
    matches: tuple[MentorMatch, ...]
    has_next: bool
    hints: tuple[str, ...]
    served_by: ServedBy = "cypher"
    fresh_to: int | None = None


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """One hard rule for one pair: whether it holds, why, and what would change it."""

    rule: str
    holds: bool
    reason: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A relation along a path, seen from `start`, the end on the goal's side."""

    start: SkillName
    end: SkillName
    relation: RelationDescription


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a mentor is, or is not, ranked for a mentee.

    rank: 1 for the first, None when excluded. rank_without_rules: the rank by distance alone among the ranked
    mentors; None when no path leads to the mentor. grounds: why skills are near, for the paths with the largest
    shares.
    """

    match: MentorMatch
    week: date
    policy: Policy
    rank: int | None
    rank_without_rules: int | None
    ranked_mentors: int
    rules: tuple[RuleVerdict, ...]
    summary: str
    grounds: tuple[Ground, ...]
