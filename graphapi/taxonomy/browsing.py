"""Reading the taxonomy: skills and clusters by id and page by page."""

from collections.abc import Sequence

from graphapi.graphdb.database import Database
from graphapi.taxonomy import browse_graph
from graphapi.taxonomy.browse_graph import ClusterKey, ClusterRecord, SkillKey, SkillRecord, SkillRelation
from graphapi.taxonomy.other_ids import skills_meant

__all__ = ["ClusterKey", "ClusterRecord", "SkillKey", "SkillRecord", "SkillRelation"]


async def skills_by_id(database: Database, ids: Sequence[str]) -> list[SkillRecord | None]:
    """One entry for each id, None where it is unknown; a further id of a skill leads to the skill."""
    found = await browse_graph.skill_records(database, ids)
    unknown = [skill_id for skill_id in ids if skill_id not in found]
    if not unknown:
        return [found.get(skill_id) for skill_id in ids]
    meant = await database.read("taxonomy/skills_meant", lambda tx: skills_meant(tx, unknown))
    found |= await browse_graph.skill_records(database, sorted(set(meant.values()) - found.keys()))
    return [found.get(meant.get(skill_id, skill_id)) for skill_id in ids]


async def relations_by_skill(database: Database, ids: Sequence[str]) -> list[tuple[SkillRelation, ...]]:
    """The relations of each skill, strongest first."""
    found = await browse_graph.skill_relations(database, ids)
    return [found.get(skill_id, ()) for skill_id in ids]


async def clusters_by_id(database: Database, ids: Sequence[str]) -> list[ClusterRecord | None]:
    """One entry for each id, None where it is unknown."""
    found = await browse_graph.cluster_records(database, ids)
    return [found.get(cluster_id) for cluster_id in ids]


async def skills_page(
    database: Database, cluster_id: str | None, after: tuple[str, str] | None, first: int
) -> tuple[list[SkillKey], bool]:
    """A page of active skills by label, and whether more follow."""
    found = await browse_graph.skills_page(database, cluster_id, after, first + 1)
    return found[:first], len(found) > first


async def clusters_page(
    database: Database, tier: str | None, after: tuple[str, str] | None, first: int
) -> tuple[list[ClusterKey], bool]:
    """A page of clusters by label, and whether more follow."""
    found = await browse_graph.clusters_page(database, tier, after, first + 1)
    return found[:first], len(found) > first
