"""Looks for what was changed in the graph without the change log, such as by hand in Neo4j Browser."""

from graphapi.changes.reading import position
from graphapi.graphdb.database import Database, Transaction
from graphapi.rankindex import graph
from graphapi.rankindex.model import Counts, PersonRow
from graphapi.rankindex.rankmap import RankMap

_PEOPLE_A_LOOK = 100


class Audit:
    """Compares the counts of everything, and people one by one, a hundred at a look, round and round."""

    def __init__(self) -> None:
        self._next = 0
        self._differed: Counts | None = None

    async def look(self, database: Database, ranked: RankMap) -> str | None:
        """What differs, in words without names, or None. Nothing is said while changes are under way."""
        places = range(self._next, min(self._next + _PEOPLE_A_LOOK, len(ranked.people.ids)))
        ids = [ranked.people.ids[place] for place in places if ranked.people.known[place]]
        self._next = places.stop if places.stop < len(ranked.people.ids) else 0

        async def read(tx: Transaction) -> tuple[Counts, list[PersonRow]] | None:
            before = await position(tx)
            found = await graph.counts(tx), await graph.people_by_id(tx, ids)
            return found if before == ranked.position == await position(tx) else None

        read_now = await database.read("rankindex/audit", read)
        if read_now is None:
            return None
        counts, rows = read_now
        # A commit shows in the counts a moment before it shows elsewhere; what stays different was not recorded.
        if counts != ranked.counts():
            if self._differed == counts:
                return "the numbers of people, claims or other relationships are not those of the graph"
            self._differed = counts
            return None
        self._differed = None
        if len(rows) != len(ids) or any(ranked.row_of(row.id) != said(row) for row in rows):
            return "a person is not as in the graph"
        return None


def said(person: PersonRow) -> dict[str, object]:
    """A person as the graph says, in the form of RankMap.row_of."""
    return {
        "id": person.id,
        "may_mentor": person.may_mentor,
        "languages": tuple(sorted(set(person.languages))),
        "asynchronous": person.asynchronous,
        "managers": sorted(set(person.managers)),
        "apart": sorted(person.apart),
        "mentors": sorted(person.mentors),
        "free": sorted(person.free),
        "offers": sorted(person.offers),
        "claims": sorted(zip(person.skills, person.levels, strict=True)),
    }
