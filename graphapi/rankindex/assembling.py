"""Makes a rank map from the rows of the first read, many at a time."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, cast

import numpy as np

from graphapi.policy.model import Policy
from graphapi.rankindex.model import PackedNearRow, PackedPeopleRow, Weights
from graphapi.rankindex.people import NOBODY, People, order_of
from graphapi.rankindex.ragged import Column, Int64s, Ragged
from graphapi.rankindex.rankmap import RankMap, holders_of
from graphapi.rankindex.times import Times

_LISTS = ("claims", "free", "offers")


class NearParts:
    """Collects what is near skills."""

    def __init__(self, skills: int) -> None:
        self._lengths = np.zeros(skills, np.int32)
        self._others: list[Column] = []
        self._strengths: list[Column] = []

    def take(self, row: PackedNearRow) -> None:
        """Takes what is near the next skills."""
        self._lengths[list(row.places)] = [text.count(" ") for text in row.others]
        self._others.append(_numbers(row.others, np.int32))
        self._strengths.append(_numbers(row.strengths, np.float64))

    def finish(self) -> Ragged:
        """All of it."""
        return Ragged(self._lengths, [_joined(self._others, np.int32), _joined(self._strengths, np.float64)])


class PeopleParts:
    """Collects people."""

    def __init__(self) -> None:
        self.people = People()
        self._facts: list[Column] = [np.zeros((7, 0), np.int32)]
        self._lengths: dict[str, list[Column]] = {name: [] for name in _LISTS}
        self._numbers: dict[str, list[Column]] = {name: [] for name in _LISTS}
        self._pairs: list[tuple[int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = []

    def take(self, row: PackedPeopleRow) -> None:
        """Takes the next people."""
        people, before = self.people, len(self.people.ids)
        if any(len(getattr(row, each.name)) != len(row.ids) for each in fields(row)):
            raise ValueError("The lists of a row of people are not parallel.")
        language_sets = [people.language_set_of(languages) for languages in row.languages]
        people.ids += row.ids
        units = [people.unit_of(path) for path in row.units]
        said = [people.attribute_set_of(attributes) for attributes in row.attributes]
        facts = [row.may_mentor, row.asynchronous, language_sets, row.tie_keys, row.weekly_minutes, units, said]
        self._facts.append(np.array(facts, np.int32))
        for name in _LISTS:
            texts: tuple[str, ...] = getattr(row, name)
            lengths, numbers = _claims(texts) if name == "claims" else _times(people.times, texts)
            self._lengths[name].append(lengths)
            self._numbers[name].append(numbers)
        places = range(before, len(people.ids))
        for pairs in zip(places, row.managers, row.apart, row.mentors, strict=True):
            if any(pairs[1:]):
                self._pairs.append(pairs)

    def finish(self) -> tuple[People, Ragged]:
        """The people and their claims."""
        people, count = self.people, len(self.people.ids)
        people.place = {person_id: place for place, person_id in enumerate(people.ids)}
        order = sorted(range(count), key=lambda place: order_of(people.ids[place]))
        people.in_order = [people.ids[place] for place in order]
        people.rank = np.empty(count, np.int32)
        people.rank[order] = np.arange(count, dtype=np.int32)
        facts = np.concatenate(self._facts, axis=1)
        people.known = np.ones(count, np.bool_)
        people.may_mentor, people.asynchronous = facts[0] > 0, facts[1] > 0
        people.language_set, people.tie_key = facts[2].copy(), facts[3].copy()
        people.weekly_minutes, people.unit = facts[4].copy(), facts[5].copy()
        people.attribute_set = facts[6].copy()
        people.manager = np.full(count, NOBODY, np.int32)
        people.free, people.offers = self._ragged("free", np.uint32), self._ragged("offers", np.uint32)
        for place, managers, apart, mentors in self._pairs:
            # Pairs may lead to people whom the read did not meet; they get their places here.
            people.put_pairs(place, managers, apart, mentors)
        claims = self._ragged("claims", np.int32)
        claims.make_room(len(people.ids))
        return people, claims

    def _ragged(self, name: str, dtype: Any) -> Ragged:
        return Ragged(_joined(self._lengths[name], np.int32), [_joined(self._numbers[name], dtype)])


def assemble(
    skill_ids: Sequence[str], near: NearParts, people: PeopleParts, policy: Policy, weights: Weights
) -> RankMap:
    """The map; its position is not set."""
    made = RankMap()
    made.skill_ids = list(skill_ids)
    made.skill_place = {skill_id: place for place, skill_id in enumerate(skill_ids)}
    made.people, made.claims = people.finish()
    made.holders = holders_of(made.claims, len(made.people.ids), made.people.may_mentor, len(skill_ids))
    made.near = near.finish()
    made.specificity = np.ones(len(skill_ids))
    made.put_policy(policy, weights)
    return made


def _claims(texts: Sequence[str]) -> tuple[Column, Column]:
    lengths = np.array([text.count(" ") for text in texts], np.int32)
    return lengths, _numbers(texts, np.int32)


def _times(times: Times, texts: Sequence[str]) -> tuple[Column, Column]:
    """How many times each text holds, and all of them as entries."""
    lengths = np.array([text.count("\n") for text in texts], np.int32)
    if not any("\t" in text for text in texts):
        return lengths, times.entries(cast(Int64s, _numbers(texts, np.int64)))
    return lengths, np.concatenate([times.entries_of(text.split("\n")[1:]) for text in texts])


def _numbers(texts: Sequence[str], dtype: Any) -> Column:
    return cast(Column, np.fromstring("".join(texts), dtype, sep=" "))


def _joined(parts: list[Column], dtype: Any) -> Column:
    whole = cast(Column, np.concatenate([np.zeros(0, dtype), *parts]))
    parts.clear()
    return whole
