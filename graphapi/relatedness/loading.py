"""Reads the evidence from the graph: whole, or as much as a small change needs."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from graphapi.graphdb.database import Transaction
from graphapi.relatedness import graph
from graphapi.relatedness.graph import ClusterPlace, SkillPlaces
from graphapi.relatedness.hierarchy import Hierarchy
from graphapi.relatedness.model import LEAST_HOLDERS
from graphapi.relatedness.naming import Evidence
from graphapi.relatedness.sharing import Counted, Postings, Sharing

_SKILLS_A_QUERY = 2_000


class Places:
    """Where skills stand, and which of them take part: active ones that a classification or an occupation knows."""

    def __init__(self, found: SkillPlaces, clusters: Iterable[ClusterPlace]) -> None:
        self.skills = [skill for skill, active, known, _, _ in found.places if active and known]
        self.numbers = {skill: number for number, skill in enumerate(self.skills)}
        inactive = {skill for skill, active, _, _, _ in found.places if not active}
        self._parents: dict[str, list[str]] = {place.id: list(place.parents) for place in clusters}
        self._narrower: dict[str, list[str]] = defaultdict(list)
        for skill, active, _, broader, places in found.places:
            for each in broader:
                self._narrower[each].append(skill)
            if active:
                self._parents[skill] = [*places, *(each for each in broader if each not in inactive)]

    def hierarchy(self) -> Hierarchy:
        """The hierarchy over the skills that take part."""
        return Hierarchy(self.skills, self._parents)

    def with_narrower(self, skill_ids: Iterable[str]) -> set[str]:
        """The skills and everything below them, whose places follow theirs."""
        waiting, reached = list(skill_ids), set[str]()
        while waiting:
            skill = waiting.pop()
            if skill not in reached:
                reached.add(skill)
                waiting.extend(self._narrower.get(skill, ()))
        return reached


async def load_places(tx: Transaction) -> Places:
    """Where everything stands."""
    return Places(await graph.skill_places(tx), await graph.cluster_places(tx))


async def load_evidence(tx: Transaction, places: Places) -> Evidence:
    """All of the evidence."""
    return await _evidence(tx, places, await _all_holders(tx, places))


async def load_evidence_about(tx: Transaction, places: Places, skills: Collection[int]) -> Evidence:
    """The evidence, where what people have is known for pairs with these skills only."""
    ids = [places.skills[skill] for skill in sorted(skills)]
    counts: dict[int, dict[int, int]] = {}
    sizes: dict[int, int] = {}
    for start in range(0, len(ids), _SKILLS_A_QUERY):
        for found in await graph.held_together(tx, ids[start : start + _SKILLS_A_QUERY]):
            number = places.numbers[found.id]
            enough = found.holders >= LEAST_HOLDERS
            if enough:
                sizes[number] = found.holders
            counts[number] = {
                places.numbers[other.id]: other.shared
                for other in found.others
                if enough and other.id in places.numbers
            }
    # A pair may have another skill that nobody shares, and its number of holders counts all the same.
    if sizes:
        rest = [skill for skill, number in places.numbers.items() if number not in skills]
        for found in await graph.holder_counts(tx, rest):
            if found.holders >= LEAST_HOLDERS:
                sizes[places.numbers[found.id]] = found.holders
    known = {
        skill: {other: shared for other, shared in each.items() if other in sizes}
        for skill, each in counts.items()
    }
    return await _evidence(tx, places, Counted(sizes, known))


async def _evidence(tx: Transaction, places: Places, holders: Sharing) -> Evidence:
    numbers = places.numbers
    together = [
        [numbers[skill] for skill in found.skill_ids if skill in numbers]
        for found in await graph.needed_together(tx)
    ]
    apart = {
        (numbers[a], numbers[b])
        for a, b in (await graph.related_otherwise(tx)).pairs
        if a in numbers and b in numbers
    }
    return Evidence(places.skills, places.hierarchy(), Postings(together), holders, apart)


async def _all_holders(tx: Transaction, places: Places) -> Postings:
    had: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(places.skills), _SKILLS_A_QUERY):
        for found in await graph.holders_of(tx, places.skills[start : start + _SKILLS_A_QUERY]):
            if len(found.person_ids) >= LEAST_HOLDERS:
                for person in found.person_ids:
                    had[person].append(places.numbers[found.id])
    return Postings(had.values(), LEAST_HOLDERS)
