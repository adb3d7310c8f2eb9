"""GraphQL queries for matching: ranked mentors with reasons, and the explanation of any pair."""

import asyncio
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Annotated, TypeVar

import strawberry

from graphapi.calendar.clock import utc_today
from graphapi.graphql.context import Context, Info
from graphapi.graphql.grounds import PathRelation
from graphapi.graphql.pairing import Pairing
from graphapi.graphql.person import Person, load_person
from graphapi.identity.viewer import Capability
from graphapi.matching.explaining import explain_match
from graphapi.matching.grounds import MOST_GROUNDS
from graphapi.matching.model import MINIMUM_SESSION_MINUTES, MINIMUM_SHARED_MINUTES, MentorMatch, Place, Question
from graphapi.matching.ranking import rank_mentors
from graphapi.matching.rules import RULES
from graphapi.wire.connection import DEFAULT_FIRST, After, First, PageInfo, keyset
from graphapi.wire.node import local_id
from graphapi.wire.price import PAGE, price

# A ranking by Cypher takes 100 ms at 100,000 people, a whole request without one 4 ms (docs/performance.md).
_RANKING_PRICE = 200
_Value = TypeVar("_Value")
_MENTORS = keyset("mentorMatches", int, int, int, str)

MenteeId = Annotated[strawberry.ID, strawberry.argument(description="Global or imported id of the mentee.")]
GoalIds = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Only these goals of the mentee; all active goals when omitted."),
]
MinimumSharedMinutes = Annotated[
    int | None,
    strawberry.argument(
        description="Minutes in the requested week that both must have free and the mentor must offer; 0 for "
        "no minimum, null means 60."
    ),
]
MinimumSessionMinutes = Annotated[
    int | None,
    strawberry.argument(
        description="Minutes that both must be free in one stretch in the requested week, in one format: the "
        "length of a meeting. 0 or null for no minimum."
    ),
]
Week = Annotated[
    date | None,
    strawberry.argument(description="Any date in the requested UTC week; the current week when omitted."),
]


@strawberry.type(description="A ranked mentor, with the reasons for the match.")
class MentorMatchEdge(Pairing):
    node: Person = strawberry.field(description="The mentor.")
    cursor: str = strawberry.field(
        description="The mentor's position in the ranking, for `after`.", metadata=price(0)
    )


@strawberry.enum(description="How a ranking is computed.")
class RankingRoad(Enum):
    CYPHER = strawberry.enum_value("cypher", description="By a Cypher query over the graph.")
    RANK_INDEX = strawberry.enum_value(
        "rank index",
        description="From in-memory arrays that follow every change of the graph; reasons still come from Cypher.",
    )


@strawberry.type(description="A page of the ranking, nearest mentors first.")
class MentorMatchConnection:
    edges: list[MentorMatchEdge] = strawberry.field(
        description="The mentors of this page, in order.", metadata=price(items=PAGE)
    )
    page_info: PageInfo = strawberry.field(description="Position of this page.", metadata=price(0))
    week: date = strawberry.field(description="The Monday of the UTC week used for shared time.")
    policy_version: int = strawberry.field(description="Version of the ranking policy used for the distance.")
    served_by: RankingRoad = strawberry.field(
        description="How the ranking was computed. Both ways return the same mentors in the same order.",
        metadata=price(0),
    )
    fresh_to: str | None = strawberry.field(
        description="Number of the latest change in the change log, which the rank index includes; null for "
        "Cypher, which reads the graph itself.",
        metadata=price(0),
    )
    hints: list[str] = strawberry.field(description="Possible reasons for an empty or short page, in sentences.")


@strawberry.type(description="The verdict of one hard rule for one pair.")
class RuleVerdict:
    rule: str = strawberry.field(description="The rule's name, such as SHARED_TIME.")
    holds: bool = strawberry.field(description="False when the rule excludes the pair.")
    reason: str = strawberry.field(description="The reason for the verdict, in a sentence.")
    remedy: str | None = strawberry.field(description="What would make the rule hold; null when it does.")


@strawberry.type(description="Why a mentor is or is not in a mentee's ranking.")
class MatchExplanation(Pairing):
    mentee: Person = strawberry.field(description="The mentee.")
    mentor: Person = strawberry.field(description="The mentor.")
    summary: str = strawberry.field(description="The answer in a sentence or two.")
    rank: int | None = strawberry.field(description="Position in the ranking, starting at 1; null when excluded.")
    rank_without_rules: int | None = strawberry.field(
        description="Position by distance alone, ignoring the hard rules; null when no path leads to the mentor."
    )
    ranked_mentors: int = strawberry.field(description="Number of mentors in the ranking.")
    rules: list[RuleVerdict] = strawberry.field(
        description="Every hard rule with its verdict.", metadata=price(1, items=len(RULES))
    )
    week: date = strawberry.field(description="The Monday of the UTC week used for shared time.")
    policy_version: int = strawberry.field(description="Version of the ranking policy used for the distance.")
    relations: list[PathRelation] = strawberry.field(
        description="The relations between skills along the first 20 paths of `why`: the reasons why skills "
        "are near one another.",
        metadata=price(1, items=MOST_GROUNDS),
    )


@strawberry.type
class MatchingQuery:
    """Queries for mentors of a mentee."""

    @strawberry.field(
        description="Mentors for a mentee, ranked by graph distance to the mentee's goals, nearest first, with "
        "reasons. People excluded by a hard rule are left out; `explainMatch` names the rule. A mentee "
        "without an active goal gets an empty page with a hint.",
        metadata=price(_RANKING_PRICE),
    )
    async def mentor_matches(
        self,
        info: Info,
        mentee_id: MenteeId,
        goal_ids: GoalIds = None,
        minimum_shared_minutes: MinimumSharedMinutes = MINIMUM_SHARED_MINUTES,
        minimum_session_minutes: MinimumSessionMinutes = MINIMUM_SESSION_MINUTES,
        week: Week = None,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> MentorMatchConnection | None:
        info.context.viewer.require(Capability.RANK_MENTORS)
        asked = _MENTORS.arguments(first, after)
        question = Question(
            mentee_id=local_id("Person", mentee_id, path=["menteeId"]),
            goal_ids=_goals(goal_ids),
            minimum_shared_minutes=_minutes(minimum_shared_minutes, MINIMUM_SHARED_MINUTES),
            minimum_session_minutes=_minutes(minimum_session_minutes, MINIMUM_SESSION_MINUTES),
            week=week,
            first=asked.first,
            after=Place(*asked.after) if asked.after else None,
        )
        ranking = await rank_mentors(info.context.database, question, utc_today(), info.context.ranker)
        edges = await _edges(info.context, ranking.matches, ranking.week)
        return MentorMatchConnection(
            edges=edges,
            page_info=PageInfo(
                has_next_page=ranking.has_next,
                has_previous_page=asked.after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            week=ranking.week,
            policy_version=ranking.policy.version,
            served_by=RankingRoad(ranking.served_by),
            fresh_to=None if ranking.fresh_to is None else str(ranking.fresh_to),
            hints=list(ranking.hints),
        )

    @strawberry.field(
        description="Why a mentor is ranked where they are, or which rule excludes them and what would change that.",
        metadata=price(_RANKING_PRICE),
    )
    async def explain_match(
        self,
        info: Info,
        mentee_id: MenteeId,
        mentor_id: Annotated[
            strawberry.ID, strawberry.argument(description="Global or imported id of the mentor.")
        ],
        goal_ids: GoalIds = None,
        minimum_shared_minutes: MinimumSharedMinutes = MINIMUM_SHARED_MINUTES,
        minimum_session_minutes: MinimumSessionMinutes = MINIMUM_SESSION_MINUTES,
        week: Week = None,
    ) -> MatchExplanation | None:
        info.context.viewer.require(Capability.RANK_MENTORS)
        mentee, mentor = (
            local_id("Person", mentee_id, path=["menteeId"]),
            local_id("Person", mentor_id, path=["mentorId"]),
        )
        question = Question(
            mentee,
            _goals(goal_ids),
            _minutes(minimum_shared_minutes, MINIMUM_SHARED_MINUTES),
            week,
            minimum_session_minutes=_minutes(minimum_session_minutes, MINIMUM_SESSION_MINUTES),
        )
        explained = await explain_match(info.context.database, question, mentor, utc_today(), info.context.ranker)
        return MatchExplanation(
            match=explained.match,
            asked_week=explained.week,
            mentee=_found(await load_person(info.context, mentee)),
            mentor=_found(await load_person(info.context, mentor)),
            summary=explained.summary,
            rank=explained.rank,
            rank_without_rules=explained.rank_without_rules,
            ranked_mentors=explained.ranked_mentors,
            rules=[
                RuleVerdict(rule=rule.rule, holds=rule.holds, reason=rule.reason, remedy=rule.remedy)
                for rule in explained.rules
            ],
            week=explained.week,
            policy_version=explained.policy.version,
            relations=[PathRelation.of(ground) for ground in explained.grounds],
        )


def _minutes(given: int | None, default: int) -> int:
    return default if given is None else given


def _goals(goal_ids: list[strawberry.ID] | None) -> tuple[str, ...] | None:
    return None if goal_ids is None else tuple(local_id("Goal", goal, path=["goalIds"]) for goal in goal_ids)


async def _edges(context: Context, matches: Sequence[MentorMatch], week: date) -> list[MentorMatchEdge]:
    people = await asyncio.gather(*(load_person(context, match.mentor_id) for match in matches))
    return [
        MentorMatchEdge(
            match=match,
            asked_week=week,
            node=person,
            cursor=_MENTORS.encode(
                (match.place.proximity_billionths, match.place.exact_targets, match.place.tie, match.mentor_id)
            ),
        )
        for match, person in zip(matches, people, strict=True)
        # Somebody may be erased between the ranking and the reading of names.
        if person is not None
    ]


def _found(person: Person | None) -> Person:
    assert person is not None  # The explanation was just read, of both.
    return person
