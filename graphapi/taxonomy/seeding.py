"""Loads the starter taxonomy into the graph; loading it again changes nothing."""

from dataclasses import dataclass

from graphapi.graphdb.database import Database, Transaction
from graphapi.matching.policies import recount_specificity
from graphapi.taxonomy.nearness import refresh_near
from graphapi.taxonomy.recording import (
    Changes,
    ClusterState,
    RelationState,
    SkillState,
    record_clusters,
    record_relations,
    record_skills,
)
from graphapi.taxonomy.seed_files import Seed

_SOURCE = "seed"
_DEADLINE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What loading changed; near: how many NEAR relationships were rebuilt."""

    clusters: Changes
    skills: Changes
    relations: Changes
    near: int


async def load_seed(database: Database, seed: Seed) -> SeedReport:
    """Makes the graph hold the starter taxonomy, in one transaction. Skills of other sources stay."""
    return await database.write(
        "taxonomy/load_seed", lambda tx: _load(tx, seed), deadline_seconds=_DEADLINE_SECONDS
    )


async def _load(tx: Transaction, seed: Seed) -> SeedReport:
    clusters = await record_clusters(tx, cluster_states(seed))
    skills = await record_skills(tx, skill_states(seed))
    relations, touched = await record_relations(tx, relation_states(seed), _SOURCE, replace=True)
    near = await refresh_near(tx, touched) if touched else 0
    await recount_specificity(tx, "starter taxonomy loaded")
    return SeedReport(clusters, skills, relations, near)


def cluster_states(seed: Seed) -> list[ClusterState]:
    """The clusters of the seed as they should be stored."""
    return [ClusterState(c.id, c.label, c.tier, c.definition, tuple(c.levels), c.parent) for c in seed.clusters]


def skill_states(seed: Seed) -> list[SkillState]:
    """The skills of the seed as they should be stored."""
    return [
        SkillState(
            id=skill.id,
            label=skill.label,
            definition=skill.definition,
            tier=file.cluster.tier,
            cluster_id=file.cluster.id,
            aliases=tuple(skill.aliases),
            external=(skill.esco.uri, "ESCO", skill.esco.label, skill.esco.match) if skill.esco else None,
        )
        for file in seed.files
        for skill in file.skill
    ]


def relation_states(seed: Seed) -> list[RelationState]:
    """The relations of the seed, labels resolved to ids."""
    ids = {skill.label: skill.id for skill in seed.skills}
    broader = [
        RelationState(skill.id, ids[other], "BROADER", strength)
        for skill in seed.skills
        for other, strength in skill.broader.items()
    ]
    related = [
        RelationState(skill.id, ids[other], "RELATED", strength)
        for skill in seed.skills
        for other, strength in skill.related.items()
    ]
    return broader + related
