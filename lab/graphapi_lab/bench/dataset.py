"""The benchmark's map as plain values: seeded, so that equal parameters give an equal map on every machine.

docs/performance.md states what is in it and why. People are made one by one, each from a seed of their own, so a map
of any size is streamed, and the first people of a large map are those of a small one.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

# Goes up with every change to what equal parameters give, so that no run takes up the map of an older one.
DATA_VERSION = 1

HUB_EVERY = 10
"""Every tenth person aims at popular skills."""

_HUB_SKILLS = 40
_ORDINARY_FROM = 100
# With this exponent 30 in 100 people hold the most held of 14,000 skills, at 12 skills a person.
_ZIPF_EXPONENT = 0.78
_CLUSTER = 100
_INSIDE_CLUSTER = 0.7
_STRENGTHS = tuple(round(0.2 + 0.05 * step, 2) for step in range(17))
_LANGUAGES = (("en",), ("en",), ("en", "de"), ("de",), ("fr", "en"), ())
_FORMATS = (("video",), ("video", "in person"), (), ("asynchronous", "video"))
_FORMAT_WEIGHTS = (45, 30, 15, 10)
_SPAN_OF_CONTROL = 8
_DAYS = 5
# Half-hours of the working day, and where it begins in UTC for people of three regions.
_DAY_HALVES = 20
_REGIONS = (0, 14, 30)
_BLOCKS = (2, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class BenchPerson:
    """One person. skills: (number of the skill, level 1..4); slots: (weekday, minute); matched: a mentee's number."""

    number: int
    mentoring: bool
    places: int
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    manager: int | None
    skills: tuple[tuple[int, int], ...]
    slots: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]
    mentee: int | None
    blocks: int | None


@dataclass(frozen=True)
class Shape:
    """What decides a map: how many people, which seed, and the taxonomy's size."""

    people: int
    seed: int = 7
    skills: int = 14_000
    relations_a_skill: int = 16
    skills_a_person: int = 12

    @cached_property
    def by_popularity(self) -> tuple[int, ...]:
        """The numbers of all skills, the most held first."""
        order = list(range(self.skills))
        random.Random(f"popularity {self.seed}").shuffle(order)
        return tuple(order)

    @cached_property
    def _cumulated(self) -> list[float]:
        return list(accumulate((rank + 1) ** -_ZIPF_EXPONENT for rank in range(self.skills)))

    def relations(self) -> list[tuple[int, int, float]]:
        """(a, b, strength) with a < b as ids sort; each pair once, half of `relations_a_skill` begun by each skill."""
        chance = random.Random(f"relations {self.seed}")
        found: dict[tuple[int, int], float] = {}
        for skill in range(self.skills):
            first = skill // _CLUSTER * _CLUSTER
            last = min(first + _CLUSTER, self.skills) - 1
            begun = 0
            while begun < self.relations_a_skill // 2:
                inside = chance.random() < _INSIDE_CLUSTER
                other = chance.randint(first, last) if inside else chance.randrange(self.skills)
                pair = (min(skill, other), max(skill, other))
                if other != skill and pair not in found:
                    found[pair] = chance.choice(_STRENGTHS)
                    begun += 1
        return [(a, b, strength) for (a, b), strength in found.items()]

    def everybody(self) -> Iterator[BenchPerson]:
        """All people, in order."""
        return map(self.person, range(self.people))

    def person(self, number: int) -> BenchPerson:
        """One person; only the manager, the mentee and the blocked depend on how many people there are."""
        chance = random.Random(f"person {self.seed} {number}")
        mentoring = chance.random() < 0.5
        return BenchPerson(
            number=number,
            mentoring=mentoring,
            places=chance.choice((1, 1, 2, 3)),
            languages=chance.choice(_LANGUAGES),
            formats=chance.choices(_FORMATS, _FORMAT_WEIGHTS)[0],
            manager=(number - 1) // _SPAN_OF_CONTROL if number else None,
            skills=self._skills_of(chance),
            slots=_slots(chance),
            targets=self._targets(number, chance),
            mentee=_somebody(number, self.people, chance) if mentoring and chance.random() < 0.1 else None,
            blocks=_somebody(number, self.people, chance) if chance.random() < 0.01 else None,
        )

    def _skills_of(self, chance: random.Random) -> tuple[tuple[int, int], ...]:
        wanted = min(self.skills_a_person, self.skills // 2)
        held: dict[int, int] = {}
        while len(held) < wanted:
            (rank,) = chance.choices(range(self.skills), cum_weights=self._cumulated)
            held.setdefault(self.by_popularity[rank], chance.choice((1, 2, 2, 3, 3, 4)))
        return tuple(sorted(held.items()))

    def _targets(self, number: int, chance: random.Random) -> tuple[tuple[int, int], ...]:
        hub = is_hub(number)
        ranks = range(min(_HUB_SKILLS, self.skills // 2)) if hub else range(self._ordinary_from, self.skills)
        return tuple((self.by_popularity[rank], chance.choice((2, 3, 3, 4))) for rank in chance.sample(ranks, 4))

    @property
    def _ordinary_from(self) -> int:
        return min(_ORDINARY_FROM, self.skills // 2)


def is_hub(number: int) -> bool:
    """Whether a person aims at popular skills."""
    return number % HUB_EVERY == 0


def _slots(chance: random.Random) -> tuple[tuple[int, int], ...]:
    """11.6 half-hours on average in blocks of one to two hours, in the working days of the person's region."""
    begins = chance.choice(_REGIONS)
    found: set[int] = set()
    wanted = chance.choice((6, 9, 11, 13, 15))
    while len(found) < wanted:
        day, at, length = chance.randrange(_DAYS), chance.randrange(_DAY_HALVES), chance.choice(_BLOCKS)
        found.update(day * 48 + begins + min(at + step, _DAY_HALVES - 1) for step in range(length))
    return tuple((half // 48 + 1, half % 48 * 30) for half in sorted(found))


def _somebody(number: int, people: int, chance: random.Random) -> int | None:
    other = chance.randrange(people)
    return None if other == number else other


def person_id(number: int) -> str:
    """The id of a person."""
    return f"p{number:06}"


def goal_id(number: int) -> str:
    """The id of the one goal of a person."""
    return f"g{number:06}"


def skill_id(number: int) -> str:
    """The id of a skill; ids sort as numbers do."""
    return f"s{number:05}"
