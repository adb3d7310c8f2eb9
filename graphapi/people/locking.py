"""Locks that edits take before they read: on a person, and on skills about to be claimed or targeted.

Neo4j shows each statement what is committed at that moment; only what is locked stays as it was read.
"""

from collections.abc import Iterable

from graphapi.errors import NotFound
from graphapi.graphdb.database import Transaction
from graphapi.people import graph
from graphapi.people.errors import SkillRetired


async def lock_person(tx: Transaction, person_id: str) -> int:
    """Makes other editors of this person wait until the transaction ends; returns the person's revision.

    Raises NotFound.
    """
    revision = await graph.lock_person(tx, person_id)
    if revision is None:
        raise person_not_found(person_id)
    return revision


async def lock_active_skills(tx: Transaction, skills: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Makes sure that the skills exist and stay active until the transaction ends.

    `skills` are ids, each with the input path it came from. Raises NotFound or SkillRetired for the first that
    is unknown or retired.
    """
    asked = list(skills)
    # Always in the same order, so that two editors never wait for each other.
    standing = await graph.lock_skills(tx, sorted({skill_id for skill_id, _ in asked}))
    for skill_id, path in asked:
        if skill_id not in standing:
            raise skill_not_found(skill_id, path)
        if standing[skill_id] != "active":
            raise SkillRetired(f"The skill {skill_id!r} is retired. Choose an active skill.", path=path)


def person_not_found(person_id: str, path: Iterable[str] = ("personId",)) -> NotFound:
    """The error for an id that no person has."""
    return NotFound(f"There is no person with the id {person_id!r}.", path=path)


def skill_not_found(skill_id: str, path: Iterable[str] = ("skillId",)) -> NotFound:
    """The error for an id that no skill has."""
    return NotFound(f"There is no skill with the id {skill_id!r}.", path=path)
