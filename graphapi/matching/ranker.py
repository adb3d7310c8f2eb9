"""A second way to rank besides Cypher: the same mentors in the same order, when it is as fresh as the graph."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from weakref import WeakKeyDictionary

from graphapi.graphdb.database import Database, Transaction
from graphapi.matching.graph import GoalFacts, MenteeFacts, RankedMentor, TargetFacts
from graphapi.matching.model import Question
from graphapi.policy.model import Policy

__all__ = [
    "GoalFacts",
    "MenteeFacts",
    "RankedMentor",
    "RankedPage",
    "Ranker",
    "TargetFacts",
    "ranker_of",
    "use_ranker",
]


@dataclass(frozen=True, slots=True)
class RankedPage:
    """Mentors in the total order, with all changes up to number `fresh_to`."""

    mentors: list[RankedMentor]
    policy: Policy
    fresh_to: int


class Ranker(Protocol):
    """Ranks mentors from a copy of the map."""

    async def rank(
        self, tx: Transaction, question: Question, mentee: MenteeFacts, week: date, limit: int
    ) -> RankedPage | None:
        """Mentors after `question.after`, `limit` at most, or None when the copy is not as fresh as the graph is."""
        ...


_rankers: WeakKeyDictionary[Database, Ranker] = WeakKeyDictionary()


def use_ranker(database: Database, ranker: Ranker | None) -> None:
    """Makes rankings over this database ask the ranker first; None goes back to Cypher alone."""
    if ranker is None:
        _rankers.pop(database, None)
    else:
        _rankers[database] = ranker


def ranker_of(database: Database) -> Ranker | None:
    """The ranker in use, or None."""
    return _rankers.get(database)
