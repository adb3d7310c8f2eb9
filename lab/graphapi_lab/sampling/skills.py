"""What people of the sample organisation can do: the skills of their role and rank, and some surprises."""

from datetime import date, timedelta
from random import Random

from graphapi_lab.sampling.chance import Weighted, pick, some
from graphapi_lab.sampling.model import Rank, Role, Seniority
from graphapi_lab.sampling.roles import EVERYDAY, LEADERSHIP, ROLES

# Typical levels by seniority, junior to principal; rungs of a career are read off here too.
CORE_LEVELS = (1, 2, 3, 3, 4)
ADJACENT_LEVELS = (1, 1, 2, 3, 3)
PEOPLE_LEVELS = (1, 2, 2, 3, 3)
# Of a skill that a rank adds, by how many ranks somebody has gone beyond it.
LEADERSHIP_LEVELS = (2, 3, 4, 4)

_HAS_CORE = (0.8, 0.9, 0.95, 0.97, 0.98)
_ADJACENT = tuple(Weighted(pairs) for pairs in (
    ((0, 1), (1, 3), (2, 2)),
    ((1, 2), (2, 3), (3, 2)),
    ((2, 2), (3, 3), (4, 2)),
    ((3, 2), (4, 3), (5, 2)),
    ((3, 1), (4, 3), (6, 2)),
))  # fmt: skip
_PEOPLE = Weighted(((1, 3), (2, 5), (3, 2)))
_EVERYDAY = Weighted(((0, 3), (1, 4), (2, 2)))
_LEADERSHIP = Weighted(((4, 2), (5, 3), (6, 2), (7, 1)))
_OFF_BY = Weighted(((-1, 18), (0, 64), (1, 18)))
_HIDDEN_TALENT = 0.08
_HIDDEN_LEVELS = Weighted(((0, 2), (1, 3), (2, 4), (3, 3), (4, 1)))
_TITLES = tuple(ROLES)
_LAST_USED_IS_KNOWN = 0.7
_RECENTLY = 90
_LONG_AGO = 1500


def levels_of(rng: Random, role: Role, stack: tuple[str, ...], seniority: Seniority, rank: Rank) -> dict[str, int]:
    """Label -> level 0..4 for one person, about a dozen entries."""
    levels: dict[str, int] = {}

    def learn(label: str, typical: int) -> None:
        level = min(4, max(0, typical + _OFF_BY.draw(rng)))
        levels[label] = max(level, levels.get(label, 0))

    known = _HAS_CORE[seniority]
    for label in (*role.core, *stack):
        if rng.random() < known:
            learn(label, CORE_LEVELS[seniority])
    for label in some(rng, role.adjacent, _ADJACENT[seniority].draw(rng)):
        learn(label, ADJACENT_LEVELS[seniority])
    for label in some(rng, role.people, _PEOPLE.draw(rng)):
        learn(label, PEOPLE_LEVELS[seniority])
    for label in some(rng, EVERYDAY, _EVERYDAY.draw(rng)):
        learn(label, PEOPLE_LEVELS[seniority])
    if rank > Rank.MEMBER:
        for label in some(rng, role.leading, 2):
            learn(label, LEADERSHIP_LEVELS[rank - Rank.TEAM])
    for step, labels in LEADERSHIP.items():
        if rank >= step:
            for label in some(rng, labels, _LEADERSHIP.draw(rng)):
                learn(label, LEADERSHIP_LEVELS[rank - step])
    if rng.random() < _HIDDEN_TALENT:
        levels.setdefault(pick(rng, ROLES[pick(rng, _TITLES)].core), _HIDDEN_LEVELS.draw(rng))
    return levels


def last_used(rng: Random, today: date) -> date | None:
    """A day up to today, mostly a recent one; often it is not known."""
    if rng.random() >= _LAST_USED_IS_KNOWN:
        return None
    span = _RECENTLY if rng.random() < 0.75 else _LONG_AGO
    return today - timedelta(days=int(rng.random() * span))
