"""The query files of nearness as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.policy.model import Policy


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


_ALL_SKILL_IDS = statement("derived/all_skill_ids", SkillId)
_SKILLS_BESIDE = statement("derived/skills_beside", SkillId)
_SKILLS_WITHIN_REACH = statement("derived/skills_within_reach", SkillId)
_HOLD_NEARNESS = statement("derived/hold_nearness", Nothing)
_REFRESH_NEAR = statement("derived/refresh_near", NearCount)
_NEAR_RELATIONSHIPS = statement("derived/near_relationships", NearRow)
_RELATIONS = statement("derived/relations", RelationRecord)


async def all_skill_ids(tx: Transaction) -> list[str]:
    """Ids of all skills, in order."""
    return [found.id for found in await tx.rows(_ALL_SKILL_IDS)]


async def skills_beside(tx: Transaction, skill_ids: Sequence[str]) -> list[str]:
    """The given skills and those related to them, in order."""
    return [found.id for found in await tx.rows(_SKILLS_BESIDE, skillIds=list(skill_ids))]


async def skills_within_reach(tx: Transaction, skill_ids: Sequence[str]) -> list[str]:
    """The given skills and those within two relations of them, in order."""
    return [found.id for found in await tx.rows(_SKILLS_WITHIN_REACH, skillIds=list(skill_ids))]


async def hold_nearness(tx: Transaction) -> None:
    """Takes the lock on rebuilding nearness until the transaction ends."""
    await tx.run(_HOLD_NEARNESS)


async def rebuild_near(tx: Transaction, skill_ids: Sequence[str], policy: Policy) -> int:
    """Replaces the NEAR relationships that start at the given skills; returns how many were written."""
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
