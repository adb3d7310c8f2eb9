"""Compares clusters, skills and relations with what is stored."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.importing.differences import Tally, step
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, SkillRow
from graphapi.importing.skills_file import LANGUAGE
from graphapi.importing.writes import TaxonomyWrites
from graphapi.journal.facts import FactChange
from graphapi.taxonomy.describing import SKILL_FIELDS, of_skill, skill_changes
from graphapi.taxonomy.labelling import StoredLabel
from graphapi.taxonomy.labels import label_id, normalise
from graphapi.taxonomy.other_ids import OtherId
from graphapi.taxonomy.precedence import Said, effective, rank
from graphapi.taxonomy.recording import StoredSkill, stored_skills
from graphapi.taxonomy.states import ClusterState, LabelState, RelationState, SkillState

_SKILLS_A_STATEMENT = 2_000
_ID_DIGITS = 16


async def compare_taxonomy(
    tx: Transaction, bundle: Bundle, known: KnownMap, writes: TaxonomyWrites
) -> tuple[Tally, Tally, Tally, Tally]:
    """Tallies of clusters, skills, further ids of skills, and relations."""
    clusters = Tally("clusters")
    cluster_ids = _cluster_ids(bundle.skills, known, clusters, writes)
    skills = Tally("skills")
    ids = [row.id for row in bundle.skills]
    stored = {
        skill.id: skill
        for start in range(0, len(ids), _SKILLS_A_STATEMENT)
        for skill in await stored_skills(tx, ids[start : start + _SKILLS_A_STATEMENT])
    }
    for row in bundle.skills:
        before = stored.get(row.id)
        wanted = _wanted(row, cluster_ids, before, bundle.left_alone)
        said = before.said.get(SOURCE) if before else None
        if before is None:
            skills.create(f"skill {row.id} ({row.label})")
            if row.id in known.other_ids:
                writes.own_ids.append(row.id)
        elif changes := _changes(before, wanted) if said is None else _said_otherwise(said, wanted):
            skills.change(f"skill {row.id} ({row.label})", [*changes, *_hidden(before, wanted)])
        else:
            skills.unchanged += 1
            continue
        writes.skills.append(wanted)
    return clusters, skills, _compare_other_ids(bundle, known, writes), _compare_relations(bundle, known, writes)


def new_cluster_id(label: str) -> str:
    """The id of a cluster that an import makes: always the same for the same label."""
    digest = hashlib.sha256(normalise(label).encode()).hexdigest()
    return f"cluster-{digest[:_ID_DIGITS]}"


def _cluster_ids(
    rows: Sequence[SkillRow], known: KnownMap, tally: Tally, writes: TaxonomyWrites
) -> dict[str, str]:
    """From what rows call a cluster to its id; unknown ones are made."""
    ids = {cluster.id for cluster in known.clusters}
    labels = {normalise(cluster.label): cluster.id for cluster in reversed(known.clusters)}
    found: dict[str, str] = {}
    tiers: dict[str, set[str | None]] = defaultdict(set)
    new: dict[str, str] = {}
    for row in rows:
        if row.cluster is None:
            continue
        cluster_id = row.cluster if row.cluster in ids else labels.get(normalise(row.cluster))
        if cluster_id is None:
            cluster_id = new_cluster_id(row.cluster)
            new.setdefault(cluster_id, row.cluster)
            tiers[cluster_id].add(row.tier)
        found[row.cluster] = cluster_id
    tally.unchanged = len(set(found.values()) - new.keys())
    for cluster_id, label in new.items():
        tally.create(f"cluster {label}")
        # Its tier is that of its skills when they agree.
        tier = next(iter(tiers[cluster_id])) if len(tiers[cluster_id]) == 1 else None
        writes.clusters.append(ClusterState(cluster_id, label, tier, source=SOURCE))
    return found


def _wanted(
    row: SkillRow, cluster_ids: dict[str, str], before: StoredSkill | None, left_alone: frozenset[str]
) -> SkillState:
    """What the import says of the skill: of what the file does not speak, what imports have said before.

    Nobody may have described a skill yet; then what is stored is the import's from now on.
    """
    cluster_id = cluster_ids[row.cluster] if row.cluster is not None else None
    wanted = SkillState(
        row.id, row.label, row.definition, row.tier, cluster_id, LANGUAGE, row.aliases, source=SOURCE
    )
    if before is None:
        return wanted
    said: Mapping[str, Any] = before.said.get(SOURCE, {})
    if not before.said:
        aliases = [label.text for label in _own(before) if label.kind == "alternative"]
        said = before.shown() | {"aliases": aliases}

    def text(column: str, value: str | None) -> str | None:
        return said.get(column) if f"skills.{column}" in left_alone else value

    return replace(
        wanted,
        definition=text("definition", row.definition),
        tier=text("tier", row.tier),
        cluster_id=text("cluster", cluster_id),
        aliases=tuple(said.get("aliases") or ()) if "skills.aliases" in left_alone else row.aliases,
        external=said.get("external"),
    )


def _said_otherwise(said: Said, wanted: SkillState) -> list[str]:
    """How what imports say of a skill changes, in words."""
    return [_in_words(change) for change in skill_changes(wanted.id, SOURCE, said, of_skill(wanted))]


def _in_words(change: FactChange) -> str:
    if change.fact != "skill.labels":
        return step(change.fact.removeprefix("skill."), change.before, change.after)
    lost = tuple(text for lang, kind, text in change.before if [lang, kind, text] not in change.after)
    gained = tuple(text for lang, kind, text in change.after if [lang, kind, text] not in change.before)
    return step("labels", lost, gained)


def _hidden(before: StoredSkill, wanted: SkillState) -> list[str]:
    """Says whose values stay in sight where a source of higher precedence speaks as well."""
    values = effective({**before.said, SOURCE: of_skill(wanted)})
    said = of_skill(wanted)
    return [
        f"{name} of {values[name][1]} stays in sight"
        for name in SKILL_FIELDS
        if name in said and values[name][1] != SOURCE and values[name][0] != said[name]
    ]


def _changes(before: StoredSkill, wanted: SkillState) -> list[str]:
    """What the first words of an import on a skill add to what is shown; without a description they replace it."""
    values, said = before.shown(), of_skill(wanted)
    changes = [
        step(name, values[name], said.get(name))
        for name in ("label", "definition", "tier", "cluster")
        if values[name] != said.get(name) and (name in said or not before.said)
    ]
    if before.said:
        known = {label.id for label in before.labels}
        gained = sorted(text for key, text, _ in _labels(wanted) if key not in known)
        return [*changes, step("labels", (), tuple(gained))] if gained else changes
    old_labels = {(label.id, label.text, label.kind) for label in _own(before) if label.kind != "hidden"}
    new_labels = _labels(wanted)
    if old_labels != new_labels:
        gained = sorted(text for _, text, _ in new_labels - old_labels)
        lost = sorted(text for _, text, _ in old_labels - new_labels)
        changes.append(step("labels", tuple(lost), tuple(gained)))
    return changes


def _own(skill: StoredSkill) -> list[StoredLabel]:
    """The labels in the language of imports that are the map's own, and the preferred one."""
    return [
        label
        for label in skill.labels
        if label.lang == LANGUAGE and (label.source is None or label.kind == "preferred")
    ]


def _labels(skill: SkillState) -> set[tuple[str, str, str]]:
    """(id, text, kind) of the labels that a skill will have; an alias that says the label again adds none."""
    found: dict[str, tuple[str, str, str]] = {}
    for text, kind in ((skill.label, "preferred"), *((alias, "alternative") for alias in skill.aliases)):
        key = label_id(skill.id, skill.language, text)
        found.setdefault(key, (key, text, kind))
    return set(found.values())


def _compare_other_ids(bundle: Bundle, known: KnownMap, writes: TaxonomyWrites) -> Tally:
    """Further ids and the labels that come with them; labels that were there before stay."""
    tally = Tally("other ids")
    stored = {skill.id: skill for skill in known.skills} if bundle.other_ids else {}
    known_ids = known.other_ids if bundle.other_ids else {}
    said: dict[str, set[str]] = {}
    for other in bundle.other_ids:
        skill = stored[other.skill_id]
        of_skill = said.setdefault(
            skill.id, {normalise(text) for text, language, _, _ in skill.labels if language == LANGUAGE}
        )
        new = [text for text in (other.label, *other.labels) if normalise(text) not in of_skill]
        of_skill.update(map(normalise, new))
        what = f"id {other.id} of skill {skill.id} ({skill.label})"
        before = known_ids.get(other.id)
        if before is None:
            tally.create(what)
        elif before != skill.id or new:
            changes = [step("skill", before, skill.id)] if before != skill.id else []
            tally.change(what, [*changes, *([step("labels", (), tuple(new))] if new else [])])
        else:
            tally.unchanged += 1
        if before != skill.id:
            writes.other_ids.append(OtherId(other.id, skill.id, SOURCE, other.label))
        if new:
            kept = [
                LabelState(text, LANGUAGE, "alternative")
                for text, language, _, source in skill.labels
                if source == SOURCE and language == LANGUAGE
            ]
            writes.other_labels.setdefault(skill.id, kept).extend(
                LabelState(text, LANGUAGE, "alternative") for text in new
            )
    return tally


def _compare_relations(bundle: Bundle, known: KnownMap, writes: TaxonomyWrites) -> Tally:
    tally = Tally("relations")
    stored = {(relation.a, relation.b, relation.kind): relation for relation in known.relations}
    for row in bundle.relations:
        kind = "BROADER" if row.kind == "broader" else "RELATED"
        wanted = RelationState(row.a, row.b, kind, row.strength).stored()
        before = stored.get((wanted.a, wanted.b, kind))
        what = f"{row.kind} {wanted.a} and {wanted.b}"
        if before is None:
            tally.create(what)
        elif before.said.get(SOURCE) != wanted.strength:
            change = step("strength", before.said.get(SOURCE), wanted.strength)
            first = min([SOURCE, *before.said], key=rank)
            tally.change(what, [change, *([f"that of {first} stays in sight"] if first != SOURCE else [])])
        else:
            tally.unchanged += 1
            continue
        writes.relations.append(wanted)
    return tally
