"""The one place where skills, clusters, labels and relations are written.

Every function takes what one source says, compares it with what the source has said before, and writes the differences
only, so that writing the same twice changes nothing, not even a revision. What other sources say stays stored; what is
shown follows by precedence (taxonomy/precedence.py), in the same statement.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange
from graphapi.taxonomy import graph
from graphapi.taxonomy.describing import (
    CLUSTER_FIELDS,
    SKILL_FIELDS,
    BySource,
    LabelRow,
    cluster_changes,
    labels_of,
    of_cluster,
    of_skill,
    related_by,
    shown,
    skill_changes,
)
from graphapi.taxonomy.labels import label_id, normalise
from graphapi.taxonomy.precedence import Said, classification, label_source
from graphapi.taxonomy.states import (
    Changes,
    ClusterState,
    LabelKind,
    LabelState,
    RelationKind,
    RelationState,
    SkillState,
)

__all__ = [
    "Changes",
    "ClusterState",
    "KnownRelation",
    "LabelKind",
    "LabelState",
    "RelationKind",
    "RelationState",
    "SkillState",
    "StoredLabel",
    "StoredSkill",
    "known_relations",
    "record_clusters",
    "record_labels",
    "record_placements",
    "record_relations",
    "record_skills",
    "skills_below",
    "stored_skills",
    "withdraw_skills",
]

_ROWS_A_STATEMENT = 5000
KnownRelation: TypeAlias = graph.SourcedRelation
StoredLabel: TypeAlias = graph.StoredLabel
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
        await _in_batches(rows, lambda batch: graph.write_clusters(tx, batch))
        await _in_batches(rows, lambda batch: graph.write_cluster_parents(tx, batch))
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
        await _in_batches(rows, lambda batch: graph.write_skills(tx, batch))
        e.changes += changes.facts
    return changes


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
        await _in_batches(rows, lambda batch: graph.remove_descriptions(tx, batch, source))
        await _in_batches(rows, lambda batch: graph.write_skills(tx, batch))
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


async def record_labels(
    tx: Transaction,
    wanted: Mapping[str, Sequence[LabelState]],
    source: str,
    languages: Collection[str],
    e: Edit | None = None,
) -> Changes:
    """Makes the labels that `source` gives to skills as wanted, in these languages; those of others stay.

    Counts labels. A label that somebody else has given stays theirs. Unknown skills are left out. Without an edit it
    only compares.
    """
    changes, rows = Changes(), list[dict[str, Any]]()
    known = await graph.skills_by_id(tx, list(wanted))
    if e is None:
        changes.created += sum(len(wanted[key]) for key in wanted.keys() - {before.id for before in known})
    for before in known:
        labels = {label["id"]: label for label in _labels(before.id, wanted[before.id], source, before.labels)}
        stored = {label.id: label for label in before.labels if label.source == source and label.lang in languages}
        new = [
            label
            for key, label in labels.items()
            if changes.count(
                (stored[key].text, stored[key].kind) if key in stored else None,
                (label["text"], label["kind"]),
            )
        ]
        lost = sorted(stored.keys() - labels.keys())
        changes.removed += len(lost)
        if new or lost:
            rows.append({"skillId": before.id, "labels": new, "lost": lost})
    if e is not None:
        await _in_batches(rows, lambda batch: graph.write_labels(tx, batch, source))
        for row in rows:
            gained = sorted([label["lang"], label["kind"], label["text"]] for label in row["labels"])
            e.changed("skill.labels", row["skillId"], row["lost"], gained, source=source)
    return changes


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
        await _in_batches(rows, lambda batch: graph.write_placements(tx, batch, source))
        for row in rows:
            e.changed("skill.placements", row["skillId"], row["lost"], row["clusterIds"], source=source)
    return changes


async def record_relations(
    tx: Transaction,
    wanted: Sequence[RelationState],
    source: str,
    *,
    e: Edit | None = None,
    replace: bool = False,
    among: Collection[str] | None = None,
) -> tuple[Changes, list[str]]:
    """Makes the relations of `source` as wanted; with `replace`, its others go. Returns also the skills touched.

    among: only relations that lead from one of these skills go. What other sources say of the same two skills stays:
    the first by precedence is shown, and the next one when it says nothing more. What was counted as evidence is
    forgotten where somebody speaks. Without an edit it only compares.
    """
    stored = {(row.a, row.b, row.kind): row for row in await graph.relations_with_source(tx)}
    changes, rows, lost = Changes(), list[dict[str, Any]](), list[dict[str, Any]]()
    touched: set[str] = set()
    right = {(each.a, each.b, each.kind): each.strength for each in (state.stored() for state in wanted)}
    gone = {
        key: None
        for key, row in stored.items()
        if replace and source in row.said and key not in right and (among is None or row.a in among)
    }
    changes.removed = len(gone)
    for (a, b, kind), strength in (right | gone).items():
        before = stored.get((a, b, kind))
        said = before.said if before else {}
        if strength is not None and not changes.count(before and said.get(source), strength):
            continue
        after = {key: each for key, each in said.items() if key != source}
        if strength is not None:
            after[source] = strength
        row = {"a": a, "b": b, "kind": kind}
        if after:
            row |= related_by(after)
            rows.append(row)
        else:
            lost.append(row)
        if before is None or (before.strength, before.source) != (row.get("strength"), row.get("source")):
            touched |= {a, b}
        fact = "relation.broader" if kind == "BROADER" else "relation.related"
        changes.facts.append(FactChange(fact, a, said.get(source), strength, other=b, source=source))
    if e is not None:
        for kind, write in (("BROADER", graph.write_broader), ("RELATED", graph.write_related)):
            of_kind = [row for row in rows if row["kind"] == kind]
            await _in_batches(of_kind, lambda batch, write=write: write(tx, batch))
        await _in_batches(lost, lambda batch: graph.remove_relations(tx, batch))
        e.changes += changes.facts
    return changes, sorted(touched)


async def known_relations(tx: Transaction) -> list[KnownRelation]:
    """Every relation with where it comes from, for those who must know before they record."""
    return await graph.relations_with_source(tx)


async def skills_below(tx: Transaction, cluster_ids: Collection[str]) -> list[str]:
    """The skills that stand in these clusters or anywhere below them."""
    return await graph.skills_below(tx, sorted(cluster_ids))


def _labels(
    skill_id: str, wanted: Iterable[LabelState], source: str | None, stored: Iterable[graph.StoredLabel]
) -> list[dict[str, str]]:
    """The labels as rows: the first of those that say the same, and none that somebody else has given already."""
    theirs = {label.id for label in stored if label.source != source} if source is not None else set[str]()
    labels: dict[str, dict[str, str]] = {}
    for label in wanted:
        key = label_id(skill_id, label.lang, label.text)
        if key not in theirs:
            row = {"id": key, "text": label.text, "norm": normalise(label.text), "lang": label.lang}
            labels.setdefault(key, row | {"kind": label.kind})
    return list(labels.values())


async def _in_batches(rows: Sequence[dict[str, Any]], write: Callable[[list[dict[str, Any]]], Any]) -> None:
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        await write(list(rows[start : start + _ROWS_A_STATEMENT]))
