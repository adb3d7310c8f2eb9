"""The map as a ranking sees it, in arrays: people, skills, who holds what, what is near, and the policy."""

from typing import Any

import numpy as np
import numpy.typing as npt

from graphapi.journal.model import Position
from graphapi.policy.model import Policy
from graphapi.rankindex.model import Counts, NearRow, PersonRow, Weights
from graphapi.rankindex.people import NOBODY, People
from graphapi.rankindex.ragged import Int32s, Ragged, empty

LEVEL_BITS = 3
LEVEL_MASK = (1 << LEVEL_BITS) - 1


class RankMap:
    """Exactly what the graph held at `position`; None while it is being brought up to date.

    claims: by person, skill << 3 | level. holders: by skill, person << 3 | level, of those who may mentor and have a
    level above 0. near: by skill, the places and the nearness of other skills. People and skills have places.
    """

    def __init__(self) -> None:
        self.position: Position | None = None
        self.policy = Policy()
        self.people = People()
        self.skill_ids: list[str] = []
        self.skill_place: dict[str, int] = {}
        self.specificity: npt.NDArray[np.float64] = np.zeros(0)
        self.claims: Ragged = empty(np.int32)
        self.holders: Ragged = empty(np.int32)
        self.near: Ragged = empty(np.int32, np.float64)

    @property
    def nbytes(self) -> int:
        """What the arrays take in memory, ids left out."""
        lists = self.claims.nbytes + self.holders.nbytes + self.near.nbytes
        return lists + self.specificity.nbytes + self.people.nbytes

    def skill_place_of(self, skill_id: str) -> int:
        """The place of a skill; a new one is given to an id that has none."""
        place = self.skill_place.get(skill_id)
        if place is None:
            place = self.skill_place[skill_id] = len(self.skill_ids)
            self.skill_ids.append(skill_id)
            self._make_room_for_skills(len(self.skill_ids))
        return place

    def put_person(self, person: PersonRow) -> None:
        """Makes everything about a person as the row says."""
        place = self.people.put(person)
        self.claims.make_room(len(self.people.ids))
        claimed = [
            self.skill_place_of(skill) << LEVEL_BITS | level
            for skill, level in zip(person.skills, person.levels, strict=True)
        ]
        self._claim(place, np.array(claimed, np.int32))

    def remove_person(self, person_id: str) -> None:
        """Forgets a person."""
        place = self.people.remove(person_id)
        if place is not None:
            self._claim(place, np.zeros(0, np.int32))

    def put_near(self, row: NearRow) -> None:
        """Makes what is near a skill as the row says."""
        others = np.array([self.skill_place_of(other) for other in row.others], np.int32)
        self.near.replace(self.skill_place_of(row.id), others, np.array(row.strengths, np.float64))

    def remove_near(self, skill_id: str) -> None:
        """Forgets what is near a skill that is not there any more."""
        if skill_id in self.skill_place:
            self.put_near(NearRow(skill_id, (), ()))

    def put_policy(self, policy: Policy, weights: Weights) -> None:
        """Makes the policy the one in force; skills without a weight are as specific as can be."""
        self.policy = policy
        self.specificity[:] = 1.0
        for skill_id, specificity in zip(weights.ids, weights.specificities, strict=True):
            # The place is asked for first, since a new one moves the array.
            place = self.skill_place_of(skill_id)
            self.specificity[place] = specificity

    def has_policy(self, policy: Policy, weights: Weights) -> bool:
        """Whether the policy in force is this one, with these weights."""
        right = np.ones(len(self.specificity))
        if not self.skill_place.keys() >= set(weights.ids):
            return False
        right[[self.skill_place[skill_id] for skill_id in weights.ids]] = weights.specificities
        return self.policy == policy and bool((self.specificity == right).all())

    def counts(self) -> Counts:
        """How much of each kind there is, to be compared with the graph."""
        people = self.people
        more = sum(len(others) for others in people.more_managers.values())
        return Counts(
            int(people.known.sum()),
            self.claims.rows,
            people.free.rows,
            people.offers.rows,
            self.near.rows,
            int((people.manager != NOBODY).sum()) + more,
        )

    def row_of(self, person_id: str) -> dict[str, Any]:
        """Everything about a person as plain values, in an order that depends on nothing else."""
        place = self.people.place[person_id]
        claims: list[int] = self.claims.view(place).tolist()
        held = sorted((self.skill_ids[claim >> LEVEL_BITS], claim & LEVEL_MASK) for claim in claims)
        return {**self.people.row_of(place), "claims": held}

    def state(self) -> dict[str, Any]:
        """Everything as plain values that do not depend on places, to compare two maps by."""
        people = self.people
        return {
            "policy": self.policy,
            "people": {
                person_id: self.row_of(person_id)
                for person_id, place in people.place.items()
                if people.known[place]
            },
            "skills": {
                skill_id: self._skill_state(place)
                for skill_id, place in self.skill_place.items()
                if self.near.length[place] or self.holders.length[place] or self.specificity[place] != 1.0
            },
        }

    def near_of(self, skill_id: str) -> list[tuple[str, float]]:
        """What is near a skill, by id, in order."""
        place = self.skill_place[skill_id]
        others: list[int] = self.near.view(place).tolist()
        strengths: list[float] = self.near.view(place, 1).tolist()
        return sorted(zip((self.skill_ids[other] for other in others), strengths, strict=True))

    def _skill_state(self, place: int) -> dict[str, Any]:
        holders: list[int] = self.holders.view(place).tolist()
        return {
            "specificity": float(self.specificity[place]),
            "near": self.near_of(self.skill_ids[place]),
            "holders": sorted((self.people.ids[held >> LEVEL_BITS], held & LEVEL_MASK) for held in holders),
        }

    def _claim(self, place: int, claims: Int32s) -> None:
        """Gives a person these claims, and the skills that are touched this holder, or not."""
        before: Int32s = self.claims.view(place).copy()
        self.claims.replace(place, claims)
        held = claims[claims & LEVEL_MASK > 0] if self.people.may_mentor[place] else claims[:0]
        level_of = dict(zip((held >> LEVEL_BITS).tolist(), (held & LEVEL_MASK).tolist(), strict=True))
        for skill in {*(before >> LEVEL_BITS).tolist(), *level_of}:
            self._hold(skill, place, level_of.get(skill, 0))

    def _hold(self, skill: int, place: int, level: int) -> None:
        holders: Int32s = self.holders.view(skill)
        others = holders[holders >> LEVEL_BITS != place]
        if level:
            mine = np.array([place << LEVEL_BITS | level], np.int32)
            self.holders.replace(skill, np.concatenate([others, mine]))
        elif len(others) != len(holders):
            self.holders.replace(skill, others.copy())

    def _make_room_for_skills(self, skills: int) -> None:
        missing = skills - len(self.specificity)
        if missing > 0:
            missing = max(missing, len(self.specificity) // 16)
            self.specificity = np.concatenate([self.specificity, np.ones(missing)])
            self.holders.make_room(skills)
            self.near.make_room(skills)


def holders_of(claims: Ragged, people: int, may_mentor: npt.NDArray[np.bool_], skills: int) -> Ragged:
    """Who holds each skill, from everybody's claims."""
    lengths, claimed = claims.packed(people)
    holder = np.repeat(np.arange(people, dtype=np.int32), lengths)
    counted = may_mentor[holder] & (claimed & LEVEL_MASK > 0)
    holder, claimed = holder[counted], claimed[counted]
    order = np.argsort(claimed >> LEVEL_BITS, kind="stable")
    skill = claimed[order] >> LEVEL_BITS
    held = holder[order] << LEVEL_BITS | claimed[order] & LEVEL_MASK
    return Ragged(np.bincount(skill, minlength=skills).astype(np.int32), [held.astype(np.int32)])
