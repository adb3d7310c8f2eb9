"""What a ranking reads of the mentee and gives of mentors, whichever way it is computed."""

from datetime import date

from graphapi.graphdb.rows import row


@row
class RankedMentor:
    """A mentor's place (see Place) and the minutes shared in the requested week."""

    mentor_id: str
    proximity_billionths: int
    exact_targets: int
    tie: int
    shared_minutes: int


@row
class TargetFacts:
    """A goal's target skill; its weight is relative to the goal's other targets."""

    skill_id: str
    level: int
    weight: float


@row
class GoalFacts:
    """A goal as a ranking sees it."""

    id: str
    statement: str | None
    status: str
    priority: float
    targets: tuple[TargetFacts, ...]


@row
class MenteeFacts:
    """What a ranking needs to know about the mentee, and the weeks for which free time is derived.

    attributes: as of graphapi.attributes.model.
    """

    id: str
    time_zone: str | None
    free_minutes: int
    horizon_from: date | None
    horizon_until: date | None
    goals: tuple[GoalFacts, ...]
    attributes: tuple[str, ...] = ()
