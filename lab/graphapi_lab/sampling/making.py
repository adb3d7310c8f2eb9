"""Makes a sample organisation of any size, the same one for the same arguments, ready to be imported."""

from datetime import date
from random import Random

from graphapi.errors import InvalidInput
from graphapi.importing.model import AvailabilityRow, Bundle, ClaimRow, GoalRow, PersonRow, TargetRow
from graphapi_lab.sampling.history import with_history
from graphapi_lab.sampling.model import Profile, SampleTaxonomy, starter_taxonomy
from graphapi_lab.sampling.people import fill_posts
from graphapi_lab.sampling.roles import all_labels
from graphapi_lab.sampling.showing import choose_mentee
from graphapi_lab.sampling.skills import last_used
from graphapi_lab.sampling.structure import make_posts

__all__ = ["MOST_PEOPLE", "SampleTaxonomy", "make_sample", "sample_mentee", "starter_taxonomy"]

MOST_PEOPLE = 1_000_000
_DIGITS = 6


def make_sample(people: int, seed: int, taxonomy: SampleTaxonomy, today: date) -> Bundle:
    """`people` (1..1,000,000) made-up people with units, skills, goals, free time and a past.

    Equal arguments give equal bundles; two sizes with one seed have nothing in common. Ids are p000001 on, in an
    order that says nothing about the organisation, but that the first is a mentee worth showing. Days are
    relative to `today`. Raises InvalidInput for another number of people, and for a taxonomy that lacks a skill.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise InvalidInput(
            f"A sample organisation has 1 to {MOST_PEOPLE:,} people; you asked for {people:,}.", path=["people"]
        )
    taxonomy.require(all_labels())
    rng = Random(seed)
    profiles = fill_posts(make_posts(people, rng), rng, today)
    order = list(range(people))
    rng.shuffle(order)
    mentee, shown = choose_mentee(profiles, order, today)
    profiles[mentee] = shown
    first = order.index(mentee)
    order[0], order[first] = order[first], order[0]
    bundle = _bundle(profiles, order, taxonomy, rng, today)
    labels = {skill_id: label for label, skill_id in taxonomy.ids.items()}
    return with_history(bundle, labels.__getitem__, seed, today, sample_mentee(bundle))


def sample_mentee(bundle: Bundle) -> str:
    """The id of the person to show first: with a goal of two or three targets, and mentors with time in common.

    `bundle` comes from `make_sample`. With very few people there may be no such person; then it is anybody.
    """
    return bundle.people[0].id


def _bundle(
    profiles: list[Profile], order: list[int], taxonomy: SampleTaxonomy, rng: Random, today: date
) -> Bundle:
    ids = [""] * len(order)
    for number, index in enumerate(order, start=1):
        ids[index] = f"p{number:0{_DIGITS}}"
    people: list[PersonRow] = []
    claims: list[ClaimRow] = []
    goals: list[GoalRow] = []
    availability: list[AvailabilityRow] = []
    for index in order:
        profile, person_id = profiles[index], ids[index]
        people.append(_person(profile, person_id, ids))
        claims.extend(
            ClaimRow(person_id, taxonomy.ids[label], level, last_used(rng, today))
            for label, level in profile.worker.levels.items()
        )
        for goal in profile.goals:
            targets = tuple(TargetRow(taxonomy.ids[label], level, weight) for label, level, weight in goal.targets)
            goals.append(GoalRow(f"g{len(goals) + 1:0{_DIGITS}}", person_id, targets, goal.statement, goal.due_on))
        availability.extend(AvailabilityRow(person_id, pattern) for pattern in profile.patterns)
    return Bundle(people=tuple(people), claims=tuple(claims), goals=tuple(goals), availability=tuple(availability))


def _person(profile: Profile, person_id: str, ids: list[str]) -> PersonRow:
    post = profile.worker.post
    return PersonRow(
        id=person_id,
        name=profile.name,
        unit=post.unit,
        function=post.function,
        reports_to=None if post.manager is None else ids[post.manager],
        time_zone=profile.worker.place.time_zone,
        languages=profile.languages,
        mentoring=profile.mentoring,
        places=profile.places,
        weekly_minutes=profile.weekly_minutes,
        formats=profile.formats,
        pace=profile.pace,
    )
