"""A second way to rank besides Cypher: the same mentors in the same order, when it is as fresh as the graph."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graphapi.graphdb.database import Transaction
from graphapi.matching.facts import MenteeFacts, RankedMentor
from graphapi.matching.model import Question
from graphapi.policy.model import Policy


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


class RankerInUse:
    """The ranker that a process asks first, while it has one. Made once, and handed to whoever ranks."""

    __slots__ = ("ranker",)

    def __init__(self, ranker: Ranker | None = None) -> None:
        self.ranker = ranker
