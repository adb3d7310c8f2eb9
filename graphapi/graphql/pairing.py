"""What GraphQL says about a pair of mentee and mentor: the distance, the shared time, and the reasons."""

from datetime import UTC, date, datetime, time, timedelta

import strawberry

from graphapi.availability.display import merge_slots
from graphapi.calendar.weeks import MINUTES_PER_DAY
from graphapi.matching.describing import describe_path
from graphapi.matching.model import ContributingPath, GoalProximity, MentorMatch, SkillName
from graphapi.matching.model import TargetCoverage as CoveredTarget
from graphapi.wire.connection import First, checked_first
from graphapi.wire.node import encode_global_id
from graphapi.wire.price import price

# What is said about a pair is at hand when the pair is; only the lists cost something, for their length.
FREE = price(0)


@strawberry.type(description="A skill named in a reason.")
class NamedSkill:
    id: strawberry.ID = strawberry.field(
        description="Global id; fetch the whole skill with `node` or `skill`.", metadata=FREE
    )
    external_id: str = strawberry.field(description="The id it was imported with.", metadata=FREE)
    label: str = strawberry.field(description="The preferred label.", metadata=FREE)

    @classmethod
    def of(cls, skill: SkillName) -> "NamedSkill":
        """The GraphQL value of a skill's name."""
        return cls(id=encode_global_id("Skill", skill.id), external_id=skill.id, label=skill.label)


@strawberry.type(description="A half-hour of the requested week, or part of one, in which both are free.")
class SharedSlot:
    starts_at: datetime = strawberry.field(description="Start, in UTC.", metadata=FREE)
    ends_at: datetime = strawberry.field(description="End, in UTC.", metadata=FREE)
    weekday: int = strawberry.field(description="1 for Monday to 7 for Sunday, in UTC.", metadata=FREE)
    minute: int = strawberry.field(description="Minutes from midnight UTC to the start.", metadata=FREE)
    formats: list[str] = strawberry.field(
        description="The formats both can meet in then, such as 'video'; empty for any.", metadata=FREE
    )


@strawberry.type(description="How near the mentor is to one of the goals.")
class GoalNearness:
    goal_id: strawberry.ID = strawberry.field(description="Global id of the goal.", metadata=FREE)
    statement: str | None = strawberry.field(description="The goal in the mentee's own words.", metadata=FREE)
    proximity: float = strawberry.field(description="From 0 to just below 1.", metadata=FREE)
    weight: float = strawberry.field(
        description="The goal's weight in the proximity; the weights sum to 1.", metadata=FREE
    )

    @classmethod
    def of(cls, goal: GoalProximity) -> "GoalNearness":
        """The GraphQL value of a goal's proximity."""
        return cls(
            goal_id=encode_global_id("Goal", goal.goal_id),
            statement=goal.statement,
            proximity=goal.proximity,
            weight=goal.weight,
        )


@strawberry.type(description="One path from a goal to the mentor: goal, target, near skill, mentor.")
class Reason:
    text: str = strawberry.field(description="The path in a sentence.", metadata=FREE)
    share: float = strawberry.field(
        description="This path's share of the proximity; the shares of a mentor sum to 1.", metadata=FREE
    )
    goal_id: strawberry.ID = strawberry.field(description="Global id of the goal.", metadata=FREE)
    target: NamedSkill = strawberry.field(description="The goal's target skill.", metadata=FREE)
    target_level: int = strawberry.field(description="The level to reach, 1 to 4.", metadata=FREE)
    skill: NamedSkill = strawberry.field(
        description="The mentor's skill: the target itself or one near it.", metadata=FREE
    )
    mentor_level: int = strawberry.field(description="The mentor's level in it, 1 to 4.", metadata=FREE)
    mentee_level: int = strawberry.field(description="The mentee's own level in it, 0 to 3.", metadata=FREE)
    nearness: float = strawberry.field(
        description="1 for the target itself, lower for more distant skills.", metadata=FREE
    )
    via: list[NamedSkill] = strawberry.field(
        description="The skill in between, when the two are not directly related.", metadata=price(0, items=1)
    )
    fit: float = strawberry.field(
        description="How well the mentor's level fits the target's, 0 to 1.", metadata=FREE
    )
    value: float = strawberry.field(
        description="Nearness times fit. The path closes half of this fraction of the remaining distance to "
        "the target.",
        metadata=FREE,
    )

    @classmethod
    def of(cls, path: ContributingPath) -> "Reason":
        """The GraphQL value of a path."""
        return cls(
            text=describe_path(path),
            share=path.share,
            goal_id=encode_global_id("Goal", path.goal_id),
            target=NamedSkill.of(path.target),
            target_level=path.target_level,
            skill=NamedSkill.of(path.held),
            mentor_level=path.mentor_level,
            mentee_level=path.mentee_level,
            nearness=path.nearness,
            via=[NamedSkill.of(skill) for skill in path.via],
            fit=path.fit,
            value=path.value,
        )


@strawberry.type(description="A mentor's skill that covers a target, fully or partly.")
class CoveringSkill:
    skill: NamedSkill = strawberry.field(
        description="The mentor's skill: the target itself or one near it.", metadata=FREE
    )
    level: int = strawberry.field(description="The mentor's level in it, 1 to 4.", metadata=FREE)
    nearness: float = strawberry.field(
        description="1 for the target itself, lower for more distant skills.", metadata=FREE
    )
    share: float = strawberry.field(
        description="This skill's share of the coverage; the shares of a target sum to 1.", metadata=FREE
    )


@strawberry.type(description="How well the mentor covers a goal's target, and with which skills.")
class TargetCoverage:
    covering: strawberry.Private[tuple[ContributingPath, ...]]
    goal_id: strawberry.ID = strawberry.field(description="Global id of the goal.", metadata=FREE)
    skill: NamedSkill = strawberry.field(description="The goal's target skill.", metadata=FREE)
    level: int = strawberry.field(description="The level to reach, 1 to 4.", metadata=FREE)
    weight: float = strawberry.field(
        description="The target's weight among all targets of the goals; the weights sum to 1.",
        metadata=FREE,
    )
    coverage: float = strawberry.field(
        description="0 when no skill of the mentor leads to the target; 0.5 when the mentor holds it at level "
        "4 and no skill near it; closer to 1 with each further near skill. The weighted mean over all targets "
        "is the proximity.",
        metadata=FREE,
    )

    @strawberry.field(
        description="The mentor's skills that cover the target, largest share first.", metadata=price(1, items=3)
    )
    def covered_by(self, first: First = 5) -> list[CoveringSkill] | None:
        total = sum(path.share for path in self.covering)
        return [
            CoveringSkill(
                skill=NamedSkill.of(path.held),
                level=path.mentor_level,
                nearness=path.nearness,
                share=path.share / total,
            )
            for path in self.covering[: checked_first(first, 5)]
        ]

    @classmethod
    def of(cls, target: CoveredTarget) -> "TargetCoverage":
        """The GraphQL value of a target's coverage."""
        return cls(
            covering=target.paths,
            goal_id=encode_global_id("Goal", target.goal_id),
            skill=NamedSkill.of(target.target),
            level=target.level,
            weight=target.weight,
            coverage=target.coverage,
        )


@strawberry.interface(description="A mentee and a mentor, with the reasons for the match.")
class Pairing:
    match: strawberry.Private[MentorMatch]
    asked_week: strawberry.Private[date]

    @strawberry.field(
        description="Graph distance to the goals: 1 - proximity. It is the weighted mean over all targets: a "
        "target that the mentor holds at level 4 counts 0.5 when nothing else covers it, and a target that "
        "nothing covers counts 1. `targets` shows each one.",
        metadata=FREE,
    )
    def distance(self) -> float:
        return self.match.distance

    @strawberry.field(description="From 0 to just below 1; larger is nearer.", metadata=FREE)
    def proximity(self) -> float:
        return self.match.proximity

    @strawberry.field(description="How near the mentor is to each goal.", metadata=price(1, items=3))
    def goal_proximities(self) -> list[GoalNearness]:
        return [GoalNearness.of(goal) for goal in self.match.goals]

    @strawberry.field(
        description="How well the mentor covers each target of the goals, largest weight first.",
        metadata=price(1),
    )
    def targets(self, first: First = 10) -> list[TargetCoverage] | None:
        by_weight = sorted(self.match.targets, key=lambda target: -target.weight)
        return [TargetCoverage.of(target) for target in by_weight[: checked_first(first, 10)]]

    @strawberry.field(
        description="Number of targets that the mentor holds at a higher level than the mentee.", metadata=FREE
    )
    def exact_targets(self) -> int:
        return self.match.place.exact_targets

    @strawberry.field(
        description="Minutes in the requested week in which both are free, exact to the minute. Windows with "
        "conflicting formats are not shared.",
        metadata=FREE,
    )
    def shared_minutes(self) -> int:
        return self.match.shared_minutes

    @strawberry.field(
        description="Minutes of the longest uninterrupted shared time in one format: the longest meeting "
        "possible in the requested UTC week.",
        metadata=FREE,
    )
    def longest_shared_minutes(self) -> int:
        return self.match.longest_shared_minutes

    @strawberry.field(
        description="The shared time of the requested week in order, in half-hours and parts of half-hours.",
        metadata=price(1, items=5),
    )
    def slots(self) -> list[SharedSlot]:
        monday = datetime.combine(self.asked_week, time(), UTC)
        return [
            SharedSlot(
                starts_at=monday + timedelta(minutes=piece.starts),
                ends_at=monday + timedelta(minutes=piece.ends),
                weekday=piece.starts // MINUTES_PER_DAY + 1,
                minute=piece.starts % MINUTES_PER_DAY,
                formats=list(piece.formats),
            )
            for piece in self.match.slots
        ]

    @strawberry.field(description="The shared time in words, such as 'Tuesday 14:00-15:30 UTC'.", metadata=FREE)
    def shared_time(self) -> list[str]:
        return [str(span) for span in merge_slots(self.match.slots)]

    @strawberry.field(
        description="The paths that make the mentor near, largest share first.", metadata=price(5, items=5)
    )
    def why(self, first: First = 20) -> list[Reason] | None:
        return [Reason.of(path) for path in self.match.paths[: checked_first(first)]]

    @strawberry.field(description="Total number of paths.", metadata=FREE)
    def path_count(self) -> int:
        return len(self.match.paths)
