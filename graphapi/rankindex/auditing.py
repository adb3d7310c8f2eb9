"""Looks for what was changed in the graph without the change log, such as by hand in Neo4j Browser."""

from dataclasses import dataclass

from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.reading import position
from graphapi.people.languages import spoken
from graphapi.policy.model import Policy
from graphapi.rankindex import graph
from graphapi.rankindex.model import Counts, NearRow, PersonRow, Weights
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.reading import read_policy

_PEOPLE_A_LOOK = 100
_SKILLS_A_LOOK = 50


@dataclass(frozen=True, slots=True)
class _Look:
    """What the graph says of the counts, of some people and skills, and of the policy."""

    counts: Counts
    people: list[PersonRow]
    near: list[NearRow]
    policy: tuple[Policy, Weights]


class Audit:
    """Compares the counts of everything and the policy, and a hundred people and some skills, round and round."""

    def __init__(self) -> None:
        self._next = self._next_skill = 0
        self._differed: Counts | None = None

    async def look(self, database: Database, ranked: RankMap) -> str | None:
        """What differs, in words without names, or None. Nothing is said while changes are under way."""
        places = range(self._next, min(self._next + _PEOPLE_A_LOOK, len(ranked.people.ids)))
        ids = [ranked.people.ids[place] for place in places if ranked.people.known[place]]
        self._next = places.stop if places.stop < len(ranked.people.ids) else 0
        skills = ranked.skill_ids[self._next_skill : self._next_skill + _SKILLS_A_LOOK]
        self._next_skill = (self._next_skill + len(skills)) % max(len(ranked.skill_ids), 1)

        async def read(tx: Transaction) -> _Look | None:
            before = await position(tx)
            found = _Look(
                await graph.counts(tx),
                await graph.people_by_id(tx, ids),
                await graph.near_of(tx, skills),
                await read_policy(tx),
            )
            return found if before == ranked.position == await position(tx) else None

        read_now = await database.read("rankindex/audit", read)
        if read_now is None:
            return None
        # A commit shows in the counts a moment before it shows elsewhere; what stays different was not recorded.
        if read_now.counts != ranked.counts():
            if self._differed == read_now.counts:
                return "the numbers of people, claims or other relationships differ from the graph"
            self._differed = read_now.counts
            return None
        self._differed = None
        if len(read_now.people) != len(ids) or any(ranked.row_of(row.id) != said(row) for row in read_now.people):
            return "a person differs from the graph"
        if any(
            ranked.near_of(row.id) != sorted(zip(row.others, row.strengths, strict=True)) for row in read_now.near
        ):
            return "the nearness of a skill differs from the graph"
        if not ranked.has_policy(*read_now.policy):
            return "the policy differs from the graph"
        return None


def said(person: PersonRow) -> dict[str, object]:
    """A person as the graph says, in the form of RankMap.row_of."""
    return {
        "id": person.id,
        "may_mentor": person.may_mentor,
        "tie_key": person.tie_key,
        "languages": tuple(sorted(set(map(spoken, person.languages)))),
        "attributes": person.attributes,
        "weekly_minutes": person.weekly_minutes,
        "asynchronous": person.asynchronous,
        "unit": person.unit,
        "managers": sorted(set(person.managers)),
        "apart": sorted(person.apart),
        "mentors": sorted(person.mentors),
        "free": sorted(person.free),
        "offers": sorted(person.offers),
        "claims": sorted(zip(person.skills, person.levels, strict=True)),
    }
