"""The people of the rank index: ids, their order, and what the hard rules look at, as arrays by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graphapi.attributes.model import Demand
from graphapi.graphdb.scope import Scope
from graphapi.people.languages import spoken
from graphapi.rankindex.model import PersonRow
from graphapi.rankindex.ragged import Int32s, Ragged, empty
from graphapi.rankindex.times import Times

NOBODY = -1
# Whose answers are remembered: mentees with the same attributes make the same demands.
_MOST_DEMANDS = 256

Bools = npt.NDArray[np.bool_]


class People:
    """Everything about people but their skills. A place is given once and never to another id.

    free and offers: entries of `times`. manager: the place of the first manager. weekly_minutes: -1 for no limit.
    Arrays may be longer than there are people; what lies behind is nobody.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.place: dict[str, int] = {}
        self.in_order: list[str] = []
        self.rank: Int32s = np.zeros(0, np.int32)
        self.tie_key: Int32s = np.zeros(0, np.int32)
        self.known: Bools = np.zeros(0, np.bool_)
        self.may_mentor: Bools = np.zeros(0, np.bool_)
        self.asynchronous: Bools = np.zeros(0, np.bool_)
        self.language_set: Int32s = np.zeros(0, np.int32)
        self.attribute_set: Int32s = np.zeros(0, np.int32)
        self.weekly_minutes: Int32s = np.zeros(0, np.int32)
        self.manager: Int32s = np.zeros(0, np.int32)
        self.unit: Int32s = np.zeros(0, np.int32)
        self.free: Ragged = empty(np.uint32)
        self.offers: Ragged = empty(np.uint32)
        self.language_sets: list[tuple[str, ...]] = [()]
        self._language_places: dict[tuple[str, ...], int] = {(): 0}
        self.attribute_sets: list[tuple[str, ...]] = [()]
        self._met: dict[tuple[Demand, ...], Bools] = {}
        self._attribute_places: dict[tuple[str, ...], int] = {(): 0}
        self.unit_paths: list[str] = [""]
        self._unit_places: dict[str, int] = {"": 0}
        self.times = Times()
        # Few people have more than one manager, are kept apart from others, or are matched.
        self.more_managers: dict[int, tuple[int, ...]] = {}
        self.apart: dict[int, tuple[int, ...]] = {}
        self.mentors: dict[int, tuple[int, ...]] = {}

    def restore(
        self,
        ids: list[str],
        language_sets: list[tuple[str, ...]],
        attribute_sets: list[tuple[str, ...]],
        unit_paths: list[str],
        times: Times,
    ) -> None:
        """Takes what was saved, in the same order; the ranks and all other arrays are set beside this."""
        self.ids = ids
        self.place = {person_id: place for place, person_id in enumerate(ids)}
        self.in_order = sorted(ids, key=order_of)
        self.language_sets, self.times = language_sets, times
        self._language_places = {languages: place for place, languages in enumerate(language_sets)}
        self.attribute_sets = attribute_sets
        self._met = {}
        self._attribute_places = {said: place for place, said in enumerate(attribute_sets)}
        self.unit_paths = unit_paths
        self._unit_places = {path: place for place, path in enumerate(unit_paths)}

    @property
    def nbytes(self) -> int:
        """What the arrays take in memory, ids left out."""
        arrays = (
            self.rank,
            self.tie_key,
            self.known,
            self.may_mentor,
            self.asynchronous,
            self.language_set,
            self.attribute_set,
            self.weekly_minutes,
            self.manager,
            self.unit,
        )
        return sum(array.nbytes for array in arrays) + self.free.nbytes + self.offers.nbytes

    def place_of(self, person_id: str) -> int:
        """The place of an id; a new one is given to an id that has none."""
        place = self.place.get(person_id)
        if place is None:
            place = self.place[person_id] = len(self.ids)
            self.ids.append(person_id)
            self._make_room(len(self.ids))
            rank = bisect_left(self.in_order, order_of(person_id), key=order_of)
            self.rank[:place][self.rank[:place] >= rank] += 1
            self.rank[place] = rank
            self.in_order.insert(rank, person_id)
        return place

    def put(self, person: PersonRow) -> int:
        """Makes everything but skills as the row says; returns the place."""
        place = self.place_of(person.id)
        self.known[place] = True
        self.may_mentor[place] = person.may_mentor
        self.tie_key[place] = person.tie_key
        self.asynchronous[place] = person.asynchronous
        self.language_set[place] = self.language_set_of(person.languages)
        self.attribute_set[place] = self.attribute_set_of(person.attributes)
        self.unit[place] = self.unit_of(person.unit)
        self.put_pairs(place, person.managers, person.apart, person.mentors)
        self.weekly_minutes[place] = person.weekly_minutes
        self.free.replace(place, self.times.entries_of(person.free))
        self.offers.replace(place, self.times.entries_of(person.offers))
        return place

    def put_pairs(self, place: int, managers: Sequence[str], apart: Sequence[str], mentors: Sequence[str]) -> None:
        """Makes what leads from this person to others as given."""
        first, *more = sorted(set(map(self.place_of, managers))) or [NOBODY]
        self.manager[place] = first
        _keep(self.more_managers, place, more)
        _keep(self.mentors, place, map(self.place_of, mentors))
        before, now = set(self.apart.get(place, ())), set(map(self.place_of, apart))
        _keep(self.apart, place, now)
        for other in before - now:
            _keep(self.apart, other, set(self.apart.get(other, ())) - {place})
        for other in now - before:
            _keep(self.apart, other, {*self.apart.get(other, ()), place})

    def remove(self, person_id: str) -> int | None:
        """Leaves nothing of a person but the id's place, which is returned; None for an unknown id."""
        place = self.place.get(person_id)
        if place is not None:
            self.put(PersonRow(person_id, False, 0, (), (), -1, False, "", (), (), (), (), (), (), ()))
            self.known[place] = False
        return place

    def language_set_of(self, languages: Iterable[str]) -> int:
        """The number of a set of languages; of each tag only the language counts."""
        key = tuple(sorted(set(map(spoken, languages))))
        known = self._language_places.get(key)
        if known is None:
            known = self._language_places[key] = len(self.language_sets)
            self.language_sets.append(key)
        return known

    def attribute_set_of(self, said: Iterable[str]) -> int:
        """The number of a set of attributes."""
        key = tuple(said)
        known = self._attribute_places.get(key)
        if known is None:
            known = self._attribute_places[key] = len(self.attribute_sets)
            self.attribute_sets.append(key)
        return known

    def unit_of(self, path: str) -> int:
        """The number of a unit; 0 for no unit."""
        known = self._unit_places.get(path)
        if known is None:
            known = self._unit_places[path] = len(self.unit_paths)
            self.unit_paths.append(path)
        return known

    def outside(self, scope: Scope) -> Bools:
        """By place, who is not in the scope."""
        return ~np.array([scope.includes(path) for path in self.unit_paths], np.bool_)[self.unit]

    def not_meeting(self, demands: Sequence[Demand]) -> Bools:
        """By place, who does not meet all of these demands. Each set of attributes is looked at once for all."""
        key = tuple(demands)
        met = self._met.pop(key, np.empty(0, np.bool_))
        # Sets are only ever added.
        new = [all(demand.is_met_by(said) for demand in key) for said in self.attribute_sets[len(met) :]]
        met = self._met[key] = np.append(met, np.array(new, np.bool_))
        if len(self._met) > _MOST_DEMANDS:
            self._met.pop(next(iter(self._met)))
        return ~met[self.attribute_set]

    def first_rank_after(self, person_id: str) -> int:
        """The rank from which on ids come after this one, known or not."""
        return bisect_right(self.in_order, order_of(person_id), key=order_of)

    def hidden_from(self, mentee: int) -> set[int]:
        """Who is never shown to the mentee: kept apart, matched, or up to two steps away in a reporting line.

        Left out are people whose only manager, or that manager's only manager, is the mentee: whoever ranks looks
        at `manager` for these, because they can be many.
        """
        hidden = {mentee, *self.apart.get(mentee, ()), *self.mentors.get(mentee, ())}
        for manager in self.managers_of(mentee):
            hidden.add(manager)
            hidden.update(self.managers_of(manager))
        if self.more_managers:
            direct = set(np.flatnonzero(self.manager == mentee).tolist())
            direct |= {place for place, more in self.more_managers.items() if mentee in more}
            hidden |= direct
            hidden.update(np.flatnonzero(np.isin(self.manager, sorted(direct))).tolist())
            hidden.update(place for place, more in self.more_managers.items() if direct.intersection(more))
        return hidden

    def managers_of(self, place: int) -> tuple[int, ...]:
        """To whom a person reports."""
        first = int(self.manager[place])
        return () if first == NOBODY else (first, *self.more_managers.get(place, ()))

    def row_of(self, place: int) -> dict[str, Any]:
        """What is known of a person but the skills, in an order that depends on nothing else."""
        ids = self.ids
        return {
            "id": ids[place],
            "may_mentor": bool(self.may_mentor[place]),
            "tie_key": int(self.tie_key[place]),
            "languages": self.language_sets[self.language_set[place]],
            "attributes": self.attribute_sets[self.attribute_set[place]],
            "weekly_minutes": int(self.weekly_minutes[place]),
            "asynchronous": bool(self.asynchronous[place]),
            "unit": self.unit_paths[self.unit[place]],
            "managers": sorted(ids[other] for other in self.managers_of(place)),
            "apart": sorted(ids[other] for other in self.apart.get(place, ())),
            "mentors": sorted(ids[other] for other in self.mentors.get(place, ())),
            "free": sorted(self.times.said(self.free.view(place))),
            "offers": sorted(self.times.said(self.offers.view(place))),
        }

    def _make_room(self, people: int) -> None:
        missing = people - len(self.rank)
        if missing <= 0:
            return
        missing = max(missing, len(self.rank) // 16)
        for name, fill in (
            ("rank", 0),
            ("tie_key", 0),
            ("known", False),
            ("may_mentor", False),
            ("asynchronous", False),
            ("language_set", 0),
            ("attribute_set", 0),
            ("unit", 0),
            ("weekly_minutes", -1),
            ("manager", NOBODY),
        ):
            array = getattr(self, name)
            setattr(self, name, np.concatenate([array, np.full(missing, fill, array.dtype)]))
        self.free.make_room(people)
        self.offers.make_room(people)


def order_of(person_id: str) -> bytes:
    """Sorts ids as the ranking query does, by UTF-16 code units."""
    return person_id.encode("utf-16-be", "surrogatepass")


def _keep(lists: dict[int, tuple[int, ...]], place: int, others: Iterable[int]) -> None:
    found = tuple(sorted(others))
    if found:
        lists[place] = found
    else:
        lists.pop(place, None)
