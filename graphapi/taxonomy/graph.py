"""The taxonomy's query files as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.taxonomy.precedence import Said, Value


@row
class StoredDescription:
    """What one source says of a skill or a cluster, by the names of facts."""

    id: str
    source: str
    label: str | None = None
    definition: str | None = None
    tier: str | None = None
    levels: tuple[str, ...] = ()
    parent: str | None = None
    cluster: str | None = None
    external: tuple[str, ...] = ()
    skill_type: str | None = None
    reuse_level: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def said(self) -> Said:
        """What it says, without what it does not speak of."""
        said: dict[str, Value | None] = {
            "label": self.label,
            "definition": self.definition,
            "tier": self.tier,
            "levels": self.levels,
            "parent": self.parent,
            "cluster": self.cluster,
            "external": self.external,
            "skillType": self.skill_type,
            "reuseLevel": self.reuse_level,
            "language": self.language,
            "aliases": self.aliases,
            "hidden": self.hidden,
        }
        return {name: value for name, value in said.items() if value}


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
    descriptions: tuple[StoredDescription, ...]

    @property
    def said(self) -> dict[str, Said]:
        """What each source says of it."""
        return {each.source: each.said() for each in self.descriptions}

    def shown(self) -> dict[str, Any]:
        """What the map shows, by the names of facts."""
        return {
            "label": self.label,
            "tier": self.tier,
            "definition": self.definition,
            "levels": self.levels or None,
            "parent": self.parent_id,
            "source": self.source,
        }


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
    descriptions: tuple[StoredDescription, ...]

    @property
    def said(self) -> dict[str, Said]:
        """What each source says of it."""
        return {each.source: each.said() for each in self.descriptions}

    def shown(self) -> dict[str, Any]:
        """What the map shows, by the names of facts; labels stand apart."""
        return {
            "label": self.label,
            "definition": self.definition,
            "tier": self.tier,
            "cluster": self.cluster_id,
            "external": self.external,
            "skillType": self.skill_type,
            "reuseLevel": self.reuse_level,
        }


@row
class SourcedRelation:
    """A relation with the source whose strength is shown, and what other sources say, in parallel lists."""

    a: str
    b: str
    kind: str
    strength: float
    source: str | None
    other_sources: tuple[str, ...] | None = None
    other_strengths: tuple[float, ...] | None = None

    @property
    def said(self) -> dict[str, float]:
        """The strength that each source says; what was derived from evidence, nobody has said."""
        others = dict(zip(self.other_sources or (), self.other_strengths or (), strict=True))
        return others if self.source in (None, EVIDENCE) else {str(self.source): self.strength} | others


@row
class PackedRelations:
    """Some relations, each with the fields of SourcedRelation."""

    relations: list[tuple[str, str, str, float, str | None, tuple[str, ...] | None, tuple[float, ...] | None]]


EVIDENCE = "evidence"
"""The source of relations that are derived; whatever somebody says takes their place."""
_CLUSTERS_BY_ID = statement("taxonomy/clusters_by_id", StoredCluster)
_SKILLS_BY_ID = statement("taxonomy/skills_by_id", StoredSkill)
_LOCK_CLUSTERS = statement("taxonomy/lock_clusters", Nothing)
_LOCK_SKILLS = statement("taxonomy/lock_skills", Nothing)
_REMOVE_DESCRIPTIONS = statement("taxonomy/remove_descriptions", Nothing)
_WRITE_CLUSTERS = statement("taxonomy/write_clusters", Nothing)
_WRITE_CLUSTER_PARENTS = statement("taxonomy/write_cluster_parents", Nothing)
_WRITE_SKILLS = statement("taxonomy/write_skills", Nothing)
_WRITE_LABELS = statement("taxonomy/write_labels", Nothing)
_WRITE_PLACEMENTS = statement("taxonomy/write_placements", Nothing)
_RELATIONS_WITH_SOURCE = statement("taxonomy/relations_with_source", PackedRelations)
_WRITE_BROADER = statement("taxonomy/write_broader", Nothing)
_WRITE_RELATED = statement("taxonomy/write_related", Nothing)
_REMOVE_RELATIONS = statement("taxonomy/remove_relations", Nothing)


async def clusters_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredCluster]:
    """The clusters with these ids, in order; unknown ids are left out."""
    return await tx.rows(_CLUSTERS_BY_ID, ids=list(ids))


async def skills_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredSkill]:
    """The skills with these ids, in order; unknown ids are left out."""
    return await tx.rows(_SKILLS_BY_ID, ids=list(ids))


async def lock_clusters(tx: Transaction, ids: Sequence[str]) -> None:
    """Keeps others from changing these clusters until the transaction ends."""
    await tx.run(_LOCK_CLUSTERS, ids=sorted(ids))


async def lock_skills(tx: Transaction, ids: Sequence[str]) -> None:
    """Keeps others from changing these skills until the transaction ends."""
    await tx.run(_LOCK_SKILLS, ids=sorted(ids))


async def remove_descriptions(tx: Transaction, rows: list[dict[str, Any]], source: str) -> None:
    """Takes away what a source says of skills."""
    await tx.run(_REMOVE_DESCRIPTIONS, rows=rows, source=source)


async def write_clusters(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes clusters."""
    await tx.run(_WRITE_CLUSTERS, rows=rows)


async def write_cluster_parents(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Nests clusters."""
    await tx.run(_WRITE_CLUSTER_PARENTS, rows=rows)


async def write_skills(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes skills with cluster and external match."""
    await tx.run(_WRITE_SKILLS, rows=rows)


async def write_labels(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Gives labels to skills, and takes away the lost ones."""
    await tx.run(_WRITE_LABELS, rows=rows)


async def write_placements(tx: Transaction, rows: list[dict[str, Any]], source: str) -> None:
    """Places skills in further clusters, and takes them out of the lost ones."""
    await tx.run(_WRITE_PLACEMENTS, rows=rows, source=source)


async def relations_with_source(tx: Transaction) -> list[SourcedRelation]:
    """Every relation, by the ids of its skills and its kind."""
    return [
        SourcedRelation(*relation) for row in await tx.rows(_RELATIONS_WITH_SOURCE) for relation in row.relations
    ]


async def write_broader(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes BROADER relations."""
    await tx.run(_WRITE_BROADER, rows=rows)


async def write_related(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes RELATED relations."""
    await tx.run(_WRITE_RELATED, rows=rows)


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
