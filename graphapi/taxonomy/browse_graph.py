"""The query files for reading the taxonomy as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Database
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row


@row
class ExternalMatch:
    """The same (exact) or nearly the same (close) concept elsewhere."""

    uri: str
    scheme: str
    label: str
    kind: str


@row
class SkillRecord:
    """A skill for reading."""

    id: str
    label: str
    definition: str | None
    tier: str | None
    status: str
    revision: int
    cluster_id: str | None
    aliases: tuple[str, ...]
    matches: tuple[ExternalMatch, ...]


@row
class SkillRelation:
    """What a skill is related to; kind BROADER, NARROWER or RELATED, strength in (0, 1]."""

    other_id: str
    strength: float
    kind: str


@row
class SkillRelations:
    """The relations of one skill, strongest first."""

    id: str
    relations: tuple[SkillRelation, ...]


@row
class SkillKey:
    """The place of a skill in the order by label."""

    id: str
    label: str


@row
class FoundLabel:
    """A label that a search text may mean, with its skill."""

    skill_id: str
    skill_label: str
    text: str
    norm: str
    kind: str


@row
class ClusterRecord:
    """A cluster for reading; levels holds the descriptors of levels 0 to 4, or nothing."""

    id: str
    label: str
    tier: str | None
    definition: str | None
    levels: tuple[str, ...]
    revision: int
    parent_id: str | None
    child_ids: tuple[str, ...]


@row
class ClusterKey:
    """The place of a cluster in the order by label."""

    id: str
    label: str


_SKILL_RECORDS = statement("taxonomy/skill_records", SkillRecord)
_SKILL_RELATIONS = statement("taxonomy/skill_relations", SkillRelations)
_SKILLS_PAGE = statement("taxonomy/skills_page", SkillKey)
_FIND_LABELS = statement("taxonomy/find_labels", FoundLabel)
_CLUSTER_RECORDS = statement("taxonomy/cluster_records", ClusterRecord)
_CLUSTERS_PAGE = statement("taxonomy/clusters_page", ClusterKey)


async def skill_records(database: Database, ids: Sequence[str]) -> dict[str, SkillRecord]:
    """The skills with these ids; unknown ids are left out."""
    return {record.id: record for record in await database.rows(_SKILL_RECORDS, ids=list(ids))}


async def skill_relations(database: Database, ids: Sequence[str]) -> dict[str, tuple[SkillRelation, ...]]:
    """The relations of each of these skills."""
    return {found.id: found.relations for found in await database.rows(_SKILL_RELATIONS, ids=list(ids))}


async def skills_page(
    database: Database, cluster_id: str | None, after: tuple[str, str] | None, limit: int
) -> list[SkillKey]:
    """Active skills by (label, id) after the given place."""
    label, skill_id = after or (None, None)
    return await database.rows(_SKILLS_PAGE, clusterId=cluster_id, afterLabel=label, afterId=skill_id, limit=limit)


async def find_labels(database: Database, norm: str, words: str, limit: int) -> list[FoundLabel]:
    """Labels that equal `norm` or that the full-text expression `words` finds."""
    return await database.rows(_FIND_LABELS, norm=norm, words=words, limit=limit)


async def cluster_records(database: Database, ids: Sequence[str]) -> dict[str, ClusterRecord]:
    """The clusters with these ids; unknown ids are left out."""
    return {record.id: record for record in await database.rows(_CLUSTER_RECORDS, ids=list(ids))}


async def clusters_page(
    database: Database, tier: str | None, after: tuple[str, str] | None, limit: int
) -> list[ClusterKey]:
    """Clusters by (label, id) after the given place."""
    label, cluster_id = after or (None, None)
    return await database.rows(_CLUSTERS_PAGE, tier=tier, afterLabel=label, afterId=cluster_id, limit=limit)
