"""Fills the posts of the sample organisation: who works where, in which role, and on which terms they mentor."""

from collections.abc import Sequence
from datetime import date
from random import Random

from graphapi_lab.sampling.chance import Weighted, pick
from graphapi_lab.sampling.departments import DEPARTMENTS
from graphapi_lab.sampling.free_time import patterns_of
from graphapi_lab.sampling.goals import goals_of
from graphapi_lab.sampling.model import Place, Post, Profile, Rank, Seniority, Worker
from graphapi_lab.sampling.names import FAMILY_NAMES, GIVEN_NAMES, PARTS
from graphapi_lab.sampling.places import PLACES, REMOTE_ISLAND, REMOTE_ISLAND_RATE
from graphapi_lab.sampling.roles import ROLES
from graphapi_lab.sampling.skills import levels_of

_PLACES = Weighted((place, place.share) for place in PLACES)
_ROLES = {
    department.name: Weighted((ROLES[title], weight) for title, weight in department.roles.items())
    for department in DEPARTMENTS
}
_MEMBERS = Weighted(
    (
        (Seniority.JUNIOR, 24),
        (Seniority.REGULAR, 36),
        (Seniority.SENIOR, 27),
        (Seniority.LEAD, 9),
        (Seniority.PRINCIPAL, 4),
    )
)
_MANAGERS = Weighted(((Seniority.SENIOR, 50), (Seniority.LEAD, 40), (Seniority.PRINCIPAL, 10)))
_AT_THE_SITE_OF_THE_MANAGER = 0.45
_WITH_THE_STACK_OF_THE_MANAGER = 0.7
_NAME_FROM_ELSEWHERE = 0.2

_MENTORS = (0.4, 0.65, 0.85, 0.9, 0.92)
_MENTORING_PLACES = Weighted(((0, 6), (1, 24), (2, 32), (3, 24), (4, 9), (5, 5)))
_WEEKLY_MINUTES = Weighted(((30, 15), (60, 40), (90, 20), (120, 10), (180, 3), (None, 12)))
_FORMATS = Weighted(
    (
        (("video",), 20),
        (("video", "chat"), 22),
        (("video", "in_person"), 18),
        (("in_person",), 6),
        (("asynchronous", "chat"), 7),
        (("video", "asynchronous"), 10),
        (("video", "in_person", "chat", "asynchronous"), 10),
        ((), 7),
    )
)
_PACES = Weighted((("steady", 45), ("flexible", 30), ("fast", 17), (None, 8)))


def fill_posts(posts: Sequence[Post], rng: Random, today: date) -> list[Profile]:
    """One profile a post, in the order of the posts."""
    profiles: list[Profile] = []
    for post in posts:
        manager = None if post.manager is None else profiles[post.manager].worker
        worker = _worker(post, manager, rng)
        formats = _FORMATS.draw(rng)
        profiles.append(
            Profile(
                worker=worker,
                name=_name(worker.place, rng),
                languages=_languages(worker.place, rng),
                mentoring=rng.random() < _MENTORS[worker.seniority],
                places=_MENTORING_PLACES.draw(rng),
                weekly_minutes=_WEEKLY_MINUTES.draw(rng),
                formats=formats,
                pace=_PACES.draw(rng),
                goals=tuple(goals_of(rng, worker, today)),
                patterns=tuple(patterns_of(rng, worker.place, formats, today)),
            )
        )
    return profiles


def _worker(post: Post, manager: Worker | None, rng: Random) -> Worker:
    role = _ROLES[post.department.name].draw(rng)
    seniority = (_MEMBERS if post.rank == Rank.MEMBER else _MANAGERS).draw(rng)
    stack = pick(rng, role.stacks)
    if manager is not None and manager.stack in role.stacks and rng.random() < _WITH_THE_STACK_OF_THE_MANAGER:
        stack = manager.stack
    place = REMOTE_ISLAND if rng.random() < REMOTE_ISLAND_RATE else _PLACES.draw(rng)
    if manager is not None and rng.random() < _AT_THE_SITE_OF_THE_MANAGER:
        place = manager.place
    return Worker(post, role, stack, seniority, place, levels_of(rng, role, stack, seniority, post.rank))


def _name(place: Place, rng: Random) -> str:
    part = pick(rng, PARTS) if rng.random() < _NAME_FROM_ELSEWHERE else place.names
    family = pick(rng, PARTS) if rng.random() < _NAME_FROM_ELSEWHERE else part
    return f"{pick(rng, GIVEN_NAMES[part])} {pick(rng, FAMILY_NAMES[family])}"


def _languages(place: Place, rng: Random) -> tuple[str, ...]:
    """Those that chance gives; whoever would speak none speaks English. Few are left to say nothing."""
    if rng.random() < 0.02:
        return ()
    spoken = tuple(language for language, rate in place.languages.items() if rng.random() < rate)
    return spoken or ("en",)
