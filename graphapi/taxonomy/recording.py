"""The one place where skills and clusters are written, with what each source says of them.

Every function takes what one source says, compares it with what the source has said before, and writes the differences
only, so that writing the same twice changes nothing, not even a revision. What other sources say stays stored; what is
shown follows by precedence (taxonomy/precedence.py), in the same transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange
from graphapi.taxonomy import graph
from graphapi.taxonomy.batches import in_batches
from graphapi.taxonomy.describing import (
    CLUSTER_FIELDS,
    SKILL_FIELDS,
    BySource,
    LabelRow,
    cluster_changes,
    labels_of,
    of_cluster,
    of_skill,
    shown,
    skill_changes,
)
from graphapi.taxonomy.labelling import write_labels
from graphapi.taxonomy.precedence import Said, classification, label_source
from graphapi.taxonomy.states import (
    Changes,
    ClusterState,
    SkillState,
)

StoredSkill: TypeAlias = graph.StoredSkill


async def record_clusters(tx: Transaction, wanted: Sequence[ClusterState], e: Edit | None = None) -> Changes:
    """Makes the sources of these states say of the clusters what the states say, and nothing else.

    What other sources say stays, as do other clusters. Without an edit it only compares.
    """
    ids = list(dict.fromkeys(cluster.id for cluster in wanted))
    if e is not None:
        await graph.lock_clusters(tx, ids)
    stored = {row.id: row for row in await graph.clusters_by_id(tx, ids)}
    changes, rows = Changes(), list[dict[str, Any]]()
    for cluster in wanted:
        before = stored.get(cluster.id)
        said = before.said if before else {}
        after = {**said, cluster.source: of_cluster(cluster)}
        target = shown(after, CLUSTER_FIELDS) | {"source": classification(after)}
        known = before and (said.get(cluster.source), before.shown())
        if changes.count(known, (after[cluster.source], target)):
            changes.facts += cluster_changes(
                cluster.id, cluster.source, said.get(cluster.source), after[cluster.source]
            )
            rows.append(
                {
                    "id": cluster.id,
                    "shown": target,
                    "levels": list(target["levels"] or ()),
                    "said": _description(cluster.id, cluster.source, after[cluster.source]),
                    "step": int(before is None or before.shown() != target),
                }
            )
    if e is not None:
        await in_batches(rows, lambda batch: graph.write_clusters(tx, batch))
        await in_batches(rows, lambda batch: graph.write_cluster_parents(tx, batch))
        e.changes += changes.facts
        for row in rows:
            before = stored.get(row["id"])
            source = row["said"]["source"]
            e.changed("cluster.source", row["id"], before and before.source, row["shown"]["source"], source=source)
    return changes


async def record_skills(tx: Transaction, wanted: Sequence[SkillState], e: Edit | None = None) -> Changes:
    """Makes the sources of these states say of the skills what the states say, and nothing else.

    What other sources say stays, as do other skills. A label that a source has given otherwise (`record_labels`) stays
    with it, unless the map itself wants it. Without an edit it only compares.
    """
    ids = list(dict.fromkeys(skill.id for skill in wanted))
    if e is not None:
        await graph.lock_skills(tx, ids)
    stored = {row.id: row for row in await graph.skills_by_id(tx, ids)}
    changes, rows = Changes(), list[dict[str, Any]]()
    for skill in wanted:
        before = stored.get(skill.id)
        said = before.said if before else {}
        after = {**said, skill.source: of_skill(skill)}
        row = _skill_row(skill.id, before, said, after, skill.source)
        if changes.count(before and (said.get(skill.source), False), (after[skill.source], row["differs"])):
            changes.facts += skill_changes(skill.id, skill.source, said.get(skill.source), after[skill.source])
            rows.append(row | {"said": _description(skill.id, skill.source, after[skill.source])})
            if before is None:
                changes.facts.append(FactChange("skill.status", skill.id, None, "active", source=skill.source))
            elif row["moved"] and (said.get(skill.source) or {}).get("cluster") == skill.cluster_id:
                # What is shown has been damaged, and what the sources say has not changed.
                now = row["clusterId"]
                changes.facts.append(
                    FactChange("skill.cluster", skill.id, before.cluster_id, now, source=skill.source)
                )
    if e is not None:
        await _write_skills(tx, rows)
        e.changes += changes.facts
    return changes


async def _write_skills(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    await in_batches(rows, lambda batch: graph.write_skills(tx, batch))
    await write_labels(tx, rows)


async def stored_skills(tx: Transaction, ids: Sequence[str]) -> list[StoredSkill]:
    """The skills with these ids with all that sources say of them, in order; unknown ids are left out."""
    return await graph.skills_by_id(tx, ids)


async def withdraw_skills(tx: Transaction, ids: Collection[str], source: str, e: Edit | None = None) -> Changes:
    """Lets a source say nothing more of these skills: what the next ones by precedence say is shown.

    A skill stays on the map, because people may hold it; where nobody else describes it, the last description stays.
    Without an edit it only compares.
    """
    if e is not None:
        await graph.lock_skills(tx, sorted(set(ids)))
    changes, rows = Changes(), list[dict[str, Any]]()
    for before in await graph.skills_by_id(tx, sorted(set(ids))):
        said = before.said
        after = {each: fields for each, fields in said.items() if each != source}
        if not after or source not in said:
            changes.unchanged += 1
            continue
        changes.removed += 1
        changes.facts += skill_changes(before.id, source, said[source], None)
        rows.append(_skill_row(before.id, before, said, after, source) | {"said": None})
    if e is not None:
        await in_batches(rows, lambda batch: graph.remove_descriptions(tx, batch, source))
        await _write_skills(tx, rows)
        e.changes += changes.facts
    return changes


def _skill_row(
    skill_id: str, before: StoredSkill | None, said: BySource, after: BySource, source: str
) -> dict[str, Any]:
    """The row that makes the map show what all sources together say; `differs` tells whether it does not yet.

    Of the labels, those in the languages of the descriptions; those that `source` gives no more are lost.
    """
    target = shown(after, SKILL_FIELDS)
    labels = labels_of(skill_id, after)
    known = {label.id: label for label in before.labels} if before else {}
    given = labels_of(skill_id, {source: said[source]}) if source in said else {}
    new = [label for key, label in labels.items() if _takes(label, known.get(key))]
    languages = {str(after[source].get("language") or "en")} if source in after else set[str]()
    lost = sorted(
        key
        for key, label in known.items()
        if key not in labels and label.source == label_source(source) and (label.lang in languages or key in given)
    )
    external = target["external"]
    moved = before is None or before.cluster_id != target["cluster"]
    matched = before is None or before.external != external
    fields = before is None or before.shown() != target
    return {
        "id": skill_id,
        "shown": {key: value for key, value in target.items() if key not in ("cluster", "external")},
        "clusterId": target["cluster"],
        "moved": moved,
        "matched": matched,
        "external": external and dict(zip(("uri", "scheme", "label", "kind"), external, strict=True)),
        "labels": [label.as_row() for label in new],
        "lost": lost,
        "step": int(fields or bool(new or lost)),
        "differs": fields or bool(new or lost),
    }


def _takes(label: LabelRow, known: graph.StoredLabel | None) -> bool:
    """Whether the label must be written over what is stored; one that a source has given otherwise stays with it."""
    if known is None:
        return True
    if known.source is not None and label.source is not None and known.source != label.source:
        return False
    return (known.text, known.kind, known.source) != (label.text, label.kind, label.source)


def _description(thing_id: str, source: str, said: Said) -> dict[str, Any]:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
    return {"id": f"{source}|{thing_id}", "source": source} | values


async def record_placements(
    tx: Transaction, wanted: Mapping[str, Collection[str]], source: str, e: Edit | None = None
) -> Changes:
    """Makes the further clusters in which `source` places skills as wanted, beside the primary one.

    A skill stands in a cluster once: where it stands already for another reason, nothing is added. Without an edit
    it only compares.
    """
    changes, rows = Changes(), list[dict[str, Any]]()
    known = await graph.skills_by_id(tx, list(wanted))
    if e is None:
        changes.created += sum(len(wanted[key]) for key in wanted.keys() - {before.id for before in known})
    for before in known:
        elsewhere = {place.cluster_id for place in before.placements if place.primary or place.source != source}
        stored = {place.cluster_id for place in before.placements if not place.primary and place.source == source}
        right = set(wanted[before.id]) - elsewhere
        new, lost = sorted(right - stored), sorted(stored - right)
        changes.created += len(new)
        changes.removed += len(lost)
        changes.unchanged += len(stored & right)
        if new or lost:
            rows.append({"skillId": before.id, "clusterIds": new, "lost": lost})
    if e is not None:
        await in_batches(rows, lambda batch: graph.write_placements(tx, batch, source))
        for row in rows:
            e.changed("skill.placements", row["skillId"], row["lost"], row["clusterIds"], source=source)
    return changes


async def skills_below(tx: Transaction, cluster_ids: Collection[str]) -> list[str]:
    """The skills that stand in these clusters or anywhere below them."""
    return await graph.skills_below(tx, sorted(cluster_ids))
