"""Writes what a plan holds, and makes sure that each part of it had its effect."""

from collections.abc import Sequence

from graphapi.attributes.declaring import declare
from graphapi.availability.deriving import derive_free_time_of_new
from graphapi.availability.saving import save_time
from graphapi.engagements.saving import save_matches
from graphapi.goals.saving import save_goals
from graphapi.importing.errors import ImportOutdated
from graphapi.importing.model import SOURCE
from graphapi.importing.skills_file import LANGUAGE
from graphapi.importing.writes import AttributeWrites, PersonWrites, TaxonomyWrites, UnitWrites
from graphapi.journal.edit import Edit
from graphapi.people.further_ids import is_further_id, is_own_id, record_further_ids
from graphapi.people.locking import lock_active_skills
from graphapi.people.marking import MarksFollower
from graphapi.people.saving import create_functions, create_units, save_claims, save_people
from graphapi.policy.versions import set_rules
from graphapi.taxonomy.labelling import record_labels
from graphapi.taxonomy.other_ids import forget_other_ids, record_other_ids
from graphapi.taxonomy.recording import record_clusters, record_skills
from graphapi.taxonomy.relations import record_relations


async def write_taxonomy(e: Edit, writes: TaxonomyWrites) -> list[str]:
    """Writes clusters, skills and relations; returns the skills whose relations changed."""
    await record_clusters(e.tx, writes.clusters, e)
    await forget_other_ids(e, writes.own_ids)
    await record_skills(e.tx, writes.skills, e)
    await record_other_ids(e.tx, writes.other_ids, SOURCE, e)
    await record_labels(e.tx, writes.other_labels, SOURCE, [LANGUAGE], e)
    if not writes.relations:
        return []
    _, touched = await record_relations(e.tx, writes.relations, SOURCE, e=e)
    return touched


async def write_units(e: Edit, writes: UnitWrites) -> None:
    """Makes new units and functions. Raises ImportOutdated."""
    await create_functions(e.tx, writes.functions)
    if not await create_units(e.tx, writes.units):
        raise ImportOutdated


async def write_attributes(e: Edit, writes: AttributeWrites) -> None:
    """Declares attributes, and puts rules about them in force."""
    if writes.attributes:
        await declare(e.tx, writes.attributes)
        e.changes.extend(writes.facts)
    if writes.rules is not None:
        await set_rules(e, writes.rules)


async def write_people(e: Edit, people: Sequence[PersonWrites]) -> None:
    """Everything that changes about these people, and of new ones their free time too.

    Raises ImportOutdated when the map is not as the plan saw it, NotFound and SkillRetired for skills.
    """
    # What they are remembered by follows at the end of the import.
    e.postpone(MarksFollower.name)
    new = [person for person in people if person.is_new]
    written = await save_people(e.tx, [person.person for person in people if person.person])
    await _write_further_ids(e, people)
    # One lock for the skills of claims and goals, in one order for all editors.
    await lock_active_skills(
        e.tx, [(skill_id, ()) for skill_id in set[str]().union(*(each.skills for each in people))]
    )
    if not (
        written
        and await save_claims(e.tx, [person.claims for person in people if person.claims])
        and await save_goals(e.tx, [goal for person in people for goal in person.goals])
        and await save_time(e.tx, [person.time for person in people if person.time])
        and await save_matches(e.tx, [match for person in people for match in person.matches])
    ):
        raise ImportOutdated
    await derive_free_time_of_new(
        e,
        {
            person.person_id: (list(person.time.patterns.values()), list(person.time.leaves.values()))
            for person in new
            if person.time
        },
    )
    for person in people:
        e.changes.extend(person.facts)
        e.changes.extend(person.match_facts)
    e.derived("person.created", [person.person_id for person in new])
    e.derived(
        "skill.holders", sorted({skill for person in new if person.claims for skill in person.claims.created})
    )


async def _write_further_ids(e: Edit, people: Sequence[PersonWrites]) -> None:
    """Raises ImportOutdated when an id means somebody else by now."""
    further = {id_: person.person_id for person in people for id_ in person.further_ids}
    new = [person.person_id for person in people if person.is_new]
    if await is_own_id(e.tx, further) or await is_further_id(e.tx, [*new, *further]):
        raise ImportOutdated
    await record_further_ids(e, further, SOURCE)
