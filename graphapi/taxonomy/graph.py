"""The taxonomy's query files as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row
from graphapi.matching.policy import Policy


@row
class SkillId:
    """An id of a skill."""

    id: str


@row
class NearCount:
    """How many NEAR relationships were written."""

    written: int


@row
class NearRow:
    """One NEAR relationship; `via` holds the id of the skill between, or nothing for a direct relation."""

    from_id: str
    to_id: str
    strength: float
    via: tuple[str, ...]


@row
class RelationRecord:
    """One stored relation; `kind` RELATED or BROADER (a is the narrower), strength in (0, 1]."""

    a: str
    b: str
    kind: str
    strength: float


_ALL_SKILL_IDS = statement("taxonomy/all_skill_ids", SkillId)
_SKILLS_WITHIN_REACH = statement("taxonomy/skills_within_reach", SkillId)
_REFRESH_NEAR = statement("taxonomy/refresh_near", NearCount)
_NEAR_RELATIONSHIPS = statement("taxonomy/near_relationships", NearRow)
_RELATIONS = statement("taxonomy/relations", RelationRecord)


async def all_skill_ids(tx: Transaction) -> list[str]:
    """Ids of all skills, in order."""
    return [found.id for found in await tx.rows(_ALL_SKILL_IDS)]


async def skills_within_reach(tx: Transaction, skill_ids: Sequence[str]) -> list[str]:
    """The given skills and those within two relations of them, in order."""
    return [found.id for found in await tx.rows(_SKILLS_WITHIN_REACH, skillIds=list(skill_ids))]


async def rebuild_near(tx: Transaction, skill_ids: Sequence[str], policy: Policy) -> int:
    """Replaces what NEAR leads away from the given skills; returns how many were written."""
    found = await tx.one(
        _REFRESH_NEAR,
        skillIds=list(skill_ids),
        decay=policy.decay,
        hops=policy.hops,
        threshold=policy.near_threshold,
        neighbours=policy.neighbours,
    )
    return found.written if found else 0


async def near_relationships(tx: Transaction, skill_ids: Sequence[str]) -> list[NearRow]:
    """What is stored as NEAR of these skills."""
    return await tx.rows(_NEAR_RELATIONSHIPS, skillIds=list(skill_ids))


async def relations(tx: Transaction) -> list[RelationRecord]:
    """Every relation between active skills."""
    return await tx.rows(_RELATIONS)
