"""The taxonomy's query files as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


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


@row
class BelowId:
    """An id of a skill somewhere below a cluster."""

    id: str


_SKILLS_BELOW = statement("taxonomy/skills_below", BelowId)


async def skills_below(tx: Transaction, cluster_ids: Sequence[str]) -> list[str]:
    """The skills somewhere below these clusters."""
    return [found.id for found in await tx.rows(_SKILLS_BELOW, ids=list(cluster_ids))]
