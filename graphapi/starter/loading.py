"""Loads the starter taxonomy into the graph; loading it again changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.policy.versions import recount_specificity
from graphapi.starter.files import Seed
from graphapi.taxonomy.labelling import record_labels
from graphapi.taxonomy.labels import normalise
from graphapi.taxonomy.other_ids import OtherId, bearers, record_other_ids, same_language, skills_meant
from graphapi.taxonomy.precedence import SEED
from graphapi.taxonomy.recording import record_clusters, record_placements, record_skills
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import Changes, ClusterState, LabelState, RelationState, SkillState

_LANGUAGE = "en"
_DEADLINE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What loading changed; near: how many NEAR relationships were rebuilt."""

    clusters: Changes
    skills: Changes
    relations: Changes
    near: int = 0
    elsewhere: tuple[str, ...] = ()
    """Skills of the seed that are skills of the map with other ids, in words."""


async def load_seed(
    editor: Editor, seed: Seed, distinct: Collection[str] = (), *, dry_run: bool = False
) -> SeedReport:
    """Makes the graph hold what the starter taxonomy says, in one transaction; what other sources say stays.

    A skill of the seed that is new here, while another skill has its preferred label or is the concept that it matches
    exactly, is that other skill: its id becomes a further id. distinct: ids of the seed that stay skills of their own.
    """
    if dry_run:
        return await editor.database.read("loadSeed", lambda tx: _compare(tx, None, seed, distinct))
    report, tally = await editor.edit(
        "loadSeed", lambda e: _load(e, seed, distinct), deadline_seconds=_DEADLINE_SECONDS
    )
    return replace(report, near=tally["nearness"])


async def _load(e: Edit, seed: Seed, distinct: Collection[str]) -> tuple[SeedReport, Counter[str]]:
    report = await _compare(e.tx, e, seed, distinct)
    await recount_specificity(e, "starter taxonomy loaded")
    return report, e.tally


async def _compare(tx: Transaction, e: Edit | None, seed: Seed, distinct: Collection[str]) -> SeedReport:
    """Compares the seed with what is stored, and writes the differences where there is an edit."""
    clusters = await record_clusters(tx, cluster_states(seed), e)
    elsewhere = await _skills_elsewhere(tx, seed, distinct)
    states = skill_states(seed)
    skills = await record_skills(tx, [state for state in states if state.id not in elsewhere], e)
    adopted = [state for state in states if state.id in elsewhere]
    other_ids = [OtherId(state.id, elsewhere[state.id], SEED, state.label) for state in adopted]
    skills.add(await record_other_ids(tx, other_ids, SEED, e))
    await record_labels(tx, _further_labels(adopted, elsewhere), SEED, [_LANGUAGE], e)
    places = {elsewhere[state.id]: [state.cluster_id] for state in adopted if state.cluster_id}
    await record_placements(tx, places, SEED, e)
    relations, _ = await record_relations(
        tx, _among_skills(relation_states(seed), elsewhere), SEED, e=e, replace=True
    )
    named = tuple(f"{each.id} ({each.label}) is {each.skill_id}" for each in other_ids)
    return SeedReport(clusters, skills, relations, elsewhere=named)


async def _skills_elsewhere(tx: Transaction, seed: Seed, distinct: Collection[str]) -> dict[str, str]:
    """From ids of the seed to the skills of the map that they mean, when these have other ids."""
    seeded = {skill.id for skill in seed.skills}
    matched = {skill.esco.uri for skill in seed.skills if skill.esco and skill.esco.match == "exact"}
    known = await skills_meant(tx, seeded | matched)
    called: dict[str, set[str]] = defaultdict(set)
    for each in await bearers(tx, [skill.label for skill in seed.skills]):
        if each.skill_id not in seeded and same_language(each.lang, _LANGUAGE):
            called[each.norm].add(each.skill_id)
    found: dict[str, str] = {}
    for skill in seed.skills:
        if skill.id in distinct or known.get(skill.id) == skill.id:
            continue
        uri = skill.esco.uri if skill.esco and skill.esco.match == "exact" else ""
        namesakes = called[normalise(skill.label)]
        closely = skill.esco.uri if skill.esco and skill.esco.match == "close" else ""
        if skill.id in known:
            found[skill.id] = known[skill.id]
        elif uri in known and known[uri] not in seeded:
            found[skill.id] = known[uri]
        elif len(namesakes) == 1 and closely not in namesakes:
            found[skill.id] = next(iter(namesakes))
    return found


def _further_labels(states: Sequence[SkillState], elsewhere: Mapping[str, str]) -> dict[str, list[LabelState]]:
    labels: dict[str, list[LabelState]] = defaultdict(list)
    for state in states:
        labels[elsewhere[state.id]] += [
            LabelState(text, state.language, "alternative") for text in (state.label, *state.aliases)
        ]
    return labels


def _among_skills(relations: Sequence[RelationState], elsewhere: Mapping[str, str]) -> list[RelationState]:
    """The relations between the skills that there are; two of the seed may be one here."""
    found: dict[tuple[str, str, str], RelationState] = {}
    for relation in relations:
        a, b = elsewhere.get(relation.a, relation.a), elsewhere.get(relation.b, relation.b)
        if a != b:
            state = replace(relation, a=a, b=b).stored()
            found.setdefault((state.a, state.b, state.kind), state)
    return list(found.values())


def cluster_states(seed: Seed) -> list[ClusterState]:
    """The clusters of the seed as they should be stored."""
    return [
        ClusterState(c.id, c.label, c.tier, c.definition, tuple(c.levels), c.parent, SEED) for c in seed.clusters
    ]


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
            source=SEED,
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
