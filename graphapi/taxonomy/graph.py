"""The taxonomy's query files as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
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
_SKILLS_BESIDE = statement("taxonomy/skills_beside", SkillId)
_SKILLS_WITHIN_REACH = statement("taxonomy/skills_within_reach", SkillId)
_HOLD_NEARNESS = statement("taxonomy/hold_nearness", Nothing)
_REFRESH_NEAR = statement("taxonomy/refresh_near", NearCount)
_NEAR_RELATIONSHIPS = statement("taxonomy/near_relationships", NearRow)
_RELATIONS = statement("taxonomy/relations", RelationRecord)


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
    """Waits for others who rebuild nearness, and keeps them waiting until the transaction ends."""
    await tx.run(_HOLD_NEARNESS)


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


@row
class StoredCluster:
    """A cluster as stored."""

    id: str
    label: str
    tier: str | None
    definition: str | None
    levels: tuple[str, ...]
    parent_id: str | None
    source: str | None


@row
class StoredLabel:
    """A label of a skill; kind preferred, alternative or hidden; source: who gave it, None for the map itself."""

    id: str
    text: str
    lang: str
    kind: str
    source: str | None


@row
class StoredPlacement:
    """A cluster in which a skill stands."""

    cluster_id: str
    primary: bool
    source: str | None


@row
class StoredSkill:
    """A skill as stored; external is (uri, scheme, label, kind)."""

    id: str
    label: str
    definition: str | None
    tier: str | None
    cluster_id: str | None
    external: tuple[str, str, str, str] | None
    labels: tuple[StoredLabel, ...]
    placements: tuple[StoredPlacement, ...]
    skill_type: str | None
    reuse_level: str | None


@row
class SourcedRelation:
    """A relation with where it came from."""

    a: str
    b: str
    kind: str
    strength: float
    source: str | None


_CLUSTERS_BY_ID = statement("taxonomy/clusters_by_id", StoredCluster)
_SKILLS_BY_ID = statement("taxonomy/skills_by_id", StoredSkill)
_WRITE_CLUSTERS = statement("taxonomy/write_clusters", Nothing)
_WRITE_CLUSTER_PARENTS = statement("taxonomy/write_cluster_parents", Nothing)
_WRITE_SKILLS = statement("taxonomy/write_skills", Nothing)
_WRITE_LABELS = statement("taxonomy/write_labels", Nothing)
_WRITE_PLACEMENTS = statement("taxonomy/write_placements", Nothing)
_RELATIONS_WITH_SOURCE = statement("taxonomy/relations_with_source", SourcedRelation)
_WRITE_BROADER = statement("taxonomy/write_broader", Nothing)
_WRITE_RELATED = statement("taxonomy/write_related", Nothing)
_REMOVE_RELATIONS = statement("taxonomy/remove_relations", Nothing)


async def clusters_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredCluster]:
    """The clusters with these ids, in order; unknown ids are left out."""
    return await tx.rows(_CLUSTERS_BY_ID, ids=list(ids))


async def skills_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredSkill]:
    """The skills with these ids, in order; unknown ids are left out."""
    return await tx.rows(_SKILLS_BY_ID, ids=list(ids))


async def write_clusters(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes clusters."""
    await tx.run(_WRITE_CLUSTERS, rows=rows)


async def write_cluster_parents(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Nests clusters."""
    await tx.run(_WRITE_CLUSTER_PARENTS, rows=rows)


async def write_skills(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes skills with labels, cluster and external match."""
    await tx.run(_WRITE_SKILLS, rows=rows)


async def write_labels(tx: Transaction, rows: list[dict[str, Any]], source: str) -> None:
    """Gives labels to skills, and takes away the lost ones."""
    await tx.run(_WRITE_LABELS, rows=rows, source=source)


async def write_placements(tx: Transaction, rows: list[dict[str, Any]], source: str) -> None:
    """Places skills in further clusters, and takes them out of the lost ones."""
    await tx.run(_WRITE_PLACEMENTS, rows=rows, source=source)


async def relations_with_source(tx: Transaction) -> list[SourcedRelation]:
    """Every relation."""
    return await tx.rows(_RELATIONS_WITH_SOURCE)


async def write_broader(tx: Transaction, rows: list[dict[str, Any]], source: str) -> None:
    """Makes or changes BROADER relations."""
    await tx.run(_WRITE_BROADER, rows=rows, source=source)


async def write_related(tx: Transaction, rows: list[dict[str, Any]], source: str) -> None:
    """Makes or changes RELATED relations."""
    await tx.run(_WRITE_RELATED, rows=rows, source=source)


async def remove_relations(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Takes relations away."""
    await tx.run(_REMOVE_RELATIONS, rows=rows)
