"""Ranks mentors for a mentee: checks the question, queries the graph, and adds reasons to one page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date

from graphapi.attributes.model import demands_of, value_in
from graphapi.availability.sharing import FreePiece, shared_pieces
from graphapi.calendar.weeks import MINUTES_PER_WEEK, week_of
from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.admission import Admission
from graphapi.graphdb.database import Database, Transaction
from graphapi.matching import graph
from graphapi.matching.contributions import contributions, goal_proximities, target_coverages
from graphapi.matching.facts import MenteeFacts, RankedMentor
from graphapi.matching.graph import AimRow, PathRow, PieceRow
from graphapi.matching.model import MentorMatch, Place, Question, Ranking
from graphapi.matching.ranker import Ranker
from graphapi.people.further_ids import own_id
from graphapi.policy.model import Policy
from graphapi.policy.versions import active_policy

MOST_AT_ONCE = 100


async def rank_mentors(
    database: Database, question: Question, today: date, ranker: Ranker | None = None
) -> Ranking:
    """The requested page of mentors, nearest first, with reasons. A `ranker` is asked before Cypher.

    Raises NotFound for an unknown mentee or goal, InvalidInput for anything else that cannot be answered, and
    Overloaded.
    """
    check_bounds(question)
    async with (database.pages if ranker else database.expensive).place():
        return await database.read_singly(
            "matching/rank_mentors", lambda tx: _rank(tx, question, today, ranker, database.expensive)
        )


async def _rank(
    tx: Transaction, question: Question, today: date, ranker: Ranker | None, expensive: Admission
) -> Ranking:
    """Tries the ranker first, and Cypher when the ranker is not fresh."""
    week = week_of(question.week or today)
    question, mentee = await checked_mentee(tx, question, week)
    if not mentee.goals:
        hint = "This person has no active goal. Create one, then try again."
        return Ranking(question.mentee_id, week, await active_policy(tx), (), has_next=False, hints=(hint,))
    limit = question.first + 1
    served = await ranker.rank(tx, question, mentee, week, limit) if ranker else None
    policy = served.policy if served else await active_policy(tx)
    if served:
        ranked = served.mentors
    else:
        async with expensive.place() if ranker else nullcontext():
            demands = demands_of(policy.rules, mentee.attributes)
            ranked = await graph.ranked_mentors(tx, question, week, policy.version, limit, demands)
    page = ranked[: question.first]
    mentor_ids = [mentor.mentor_id for mentor in page]
    return Ranking(
        mentee_id=question.mentee_id,
        week=week,
        policy=policy,
        matches=with_reasons(mentee, page, await read_reasons(tx, question, policy, week, mentor_ids)),
        has_next=len(ranked) > question.first,
        hints=_hints(question, mentee, page, policy),
        served_by="rank index" if served else "cypher",
        fresh_to=served.fresh_to if served else None,
    )


def check_bounds(question: Question) -> None:
    """Raises InvalidInput for numbers out of bounds."""
    if not 1 <= question.first <= MOST_AT_ONCE:
        raise InvalidInput(f"first must be between 1 and {MOST_AT_ONCE}.", path=["first"])
    for minutes, field in (
        (question.minimum_shared_minutes, "minimumSharedMinutes"),
        (question.minimum_session_minutes, "minimumSessionMinutes"),
    ):
        if not 0 <= minutes <= MINUTES_PER_WEEK:
            raise InvalidInput(f"{field} must be between 0 and {MINUTES_PER_WEEK}.", path=[field])
    if question.goal_ids is not None and not 1 <= len(question.goal_ids) <= MOST_AT_ONCE:
        raise InvalidInput(
            f"goalIds must contain 1 to {MOST_AT_ONCE} goals. Omit it for all active goals.", path=["goalIds"]
        )


async def checked_mentee(tx: Transaction, question: Question, week: date) -> tuple[Question, MenteeFacts]:
    """The question with the mentee's own id, and the mentee with the requested goals, empty when none is active.

    Raises NotFound or InvalidInput with advice.
    """
    mentee = await graph.mentee_facts(tx, question.mentee_id, question.goal_ids, week)
    if mentee is None and (meant := await own_id(tx, question.mentee_id)):
        return await checked_mentee(tx, replace(question, mentee_id=meant), week)
    if mentee is None:
        raise NotFound(f"There is no person with the id {question.mentee_id!r}.", path=["menteeId"])
    for goal_id in sorted(set(question.goal_ids or ()) - {goal.id for goal in mentee.goals}):
        if await graph.goal_owner(tx, goal_id) is None:
            raise NotFound(f"There is no goal with the id {goal_id!r}.", path=["goalIds"])
        raise InvalidInput(f"The goal {goal_id!r} does not belong to this mentee.", path=["goalIds"])
    for goal in mentee.goals:
        if goal.status != "active":
            raise InvalidInput(f"The goal {goal.id!r} is closed. Choose an active goal.", path=["goalIds"])
        if not goal.targets:
            raise InvalidInput(f"The goal {goal.id!r} has no targets. Add a target skill.", path=["goalIds"])
    _check_week(question, mentee, week)
    return question, mentee


def _check_week(question: Question, mentee: MenteeFacts, week: date) -> None:
    known_from, known_until = mentee.horizon_from, mentee.horizon_until
    if not question.asked_minutes or known_from is None or known_until is None:
        return
    if not known_from <= week < known_until:
        raise InvalidInput(
            f"Free time is known from the week of {known_from} to the week before {known_until}, which does not "
            f"include {week}. Choose a week in this range, or set minimumSharedMinutes and "
            "minimumSessionMinutes to 0.",
            path=["week"],
        )


@dataclass(frozen=True, slots=True)
class Reasons:
    """The targets; by mentor the paths that count; by person when they are free, in the half-hours of the mentee."""

    mentee_id: str
    aims: Sequence[AimRow]
    paths: Mapping[str, Sequence[PathRow]]
    free: Mapping[str, Sequence[PieceRow]]

    def shared(self, mentor_id: str, *, whatever_format: bool = False) -> tuple[FreePiece, ...]:
        """When both are free, in order; only in formats both accept, unless formats are ignored."""
        mine, theirs = (
            [FreePiece(piece.starts, piece.ends, piece.formats) for piece in self.free.get(person, ())]
            for person in (self.mentee_id, mentor_id)
        )
        return shared_pieces(mine, theirs, whatever_format=whatever_format)


async def read_reasons(
    tx: Transaction, question: Question, policy: Policy, week: date, mentor_ids: Sequence[str]
) -> Reasons:
    """Reads the reasons for these people, regardless of the hard rules."""
    if not mentor_ids:
        return Reasons(question.mentee_id, (), {}, {})
    paths: dict[str, list[PathRow]] = defaultdict(list)
    for path in await graph.contributing_paths(
        tx, question.mentee_id, question.goal_ids, policy.version, mentor_ids
    ):
        paths[path.mentor_id].append(path)
    aims = await graph.aims(tx, question.mentee_id, question.goal_ids, policy.version)
    free = await graph.free_pieces(tx, question.mentee_id, mentor_ids, week)
    return Reasons(question.mentee_id, aims, paths, free)


def with_reasons(mentee: MenteeFacts, ranked: Sequence[RankedMentor], reasons: Reasons) -> tuple[MentorMatch, ...]:
    """Adds paths, proximities per goal and shared time to ranked mentors."""
    goals = [(goal.id, goal.statement, goal.priority) for goal in mentee.goals]
    return tuple(
        MentorMatch(
            place=place_in(mentor),
            shared_minutes=mentor.shared_minutes,
            slots=reasons.shared(mentor.mentor_id),
            goals=goal_proximities(reasons.paths.get(mentor.mentor_id, ()), goals),
            paths=contributions(reasons.paths.get(mentor.mentor_id, ())),
            targets=target_coverages(reasons.aims, reasons.paths.get(mentor.mentor_id, ())),
        )
        for mentor in ranked
    )


def place_in(mentor: RankedMentor) -> Place:
    """The place of a ranked mentor."""
    return Place(mentor.proximity_billionths, mentor.exact_targets, mentor.tie, mentor.mentor_id)


def _hints(
    question: Question, mentee: MenteeFacts, page: Sequence[RankedMentor], policy: Policy
) -> tuple[str, ...]:
    hints: list[str] = []
    unsaid = sorted(
        {rule.attribute for rule in policy.rules if value_in(mentee.attributes, rule.attribute) is None}
    )
    if unsaid:
        hints.append(
            f"Rules look at {', '.join(unsaid)}, which nobody has recorded of this mentee, so that no mentor can meet "
            "them. Import people.csv with these columns."
        )
    minimum = question.asked_minutes
    if minimum and mentee.free_minutes < minimum:
        hints.append(
            f"The mentee has {mentee.free_minutes} free minutes in this week, fewer than the {minimum} "
            "requested. Set availability, choose another week, or request fewer minutes."
        )
    elif not page and question.after is None:
        hints.append(
            "No mentor near these goals meets the hard rules. Request fewer shared minutes, or use "
            "explainMatch for a mentor you have in mind."
        )
    return tuple(hints)
