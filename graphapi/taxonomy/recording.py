"""The one place where skills, clusters, labels and relations are written.

Every function takes whole wanted states, compares them with what is stored, and writes the differences only, so
that writing the same twice changes nothing, not even a revision.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphapi.graphdb.database import Transaction
from graphapi.taxonomy import graph
from graphapi.taxonomy.labels import label_id, normalise

_ROWS_A_STATEMENT = 5000
RelationKind = Literal["BROADER", "RELATED"]


@dataclass(frozen=True, slots=True)
class ClusterState:
    """A cluster as it should be; levels holds five descriptors or none."""

    id: str
    label: str
    tier: str | None = None
    definition: str | None = None
    levels: tuple[str, ...] = ()
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class SkillState:
    """A skill as it should be, with its primary cluster and its labels in one language.

    external: (uri, scheme, label, kind) of the concept that means the same elsewhere.
    """

    id: str
    label: str
    definition: str | None = None
    tier: str | None = None
    cluster_id: str | None = None
    language: str = "en"
    aliases: tuple[str, ...] = ()
    external: tuple[str, str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class RelationState:
    """A relation as it should be: BROADER leads from a (narrower) to b; RELATED from smaller to larger id."""

    a: str
    b: str
    kind: RelationKind
    strength: float

    def stored(self) -> "RelationState":
        """The same relation in the direction in which it is stored."""
        if self.kind == "RELATED" and self.b < self.a:
            return RelationState(self.b, self.a, self.kind, self.strength)
        return self


@dataclass(slots=True)
class Changes:
    """What a writing changed, for people to read ."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


async def record_clusters(tx: Transaction, wanted: Sequence[ClusterState]) -> Changes:
    """Makes the clusters, and their nesting, as wanted; others are left alone."""
    stored = {row.id: row for row in await graph.clusters_by_id(tx, [cluster.id for cluster in wanted])}
    changes, rows = Changes(), list[dict[str, Any]]()
    for cluster in wanted:
        before = stored.get(cluster.id)
        now = (cluster.label, cluster.tier, cluster.definition, cluster.levels, cluster.parent_id)
        if _count(
            changes,
            before and (before.label, before.tier, before.definition, before.levels, before.parent_id),
            now,
        ):
            rows.append(
                {
                    "id": cluster.id,
                    "label": cluster.label,
                    "tier": cluster.tier,
                    "definition": cluster.definition,
                    "levels": list(cluster.levels),
                    "parentId": cluster.parent_id,
                }
            )
    await _in_batches(rows, lambda batch: graph.write_clusters(tx, batch))
    await _in_batches(rows, lambda batch: graph.write_cluster_parents(tx, batch))
    return changes


async def record_skills(tx: Transaction, wanted: Sequence[SkillState]) -> Changes:
    """Makes the skills, their labels, cluster and external match as wanted; others are left alone."""
    stored = {row.id: row for row in await graph.skills_by_id(tx, [skill.id for skill in wanted])}
    changes, rows = Changes(), list[dict[str, Any]]()
    for skill in wanted:
        before = stored.get(skill.id)
        labels = _labels(skill)
        now = (
            skill.label,
            skill.definition,
            skill.tier,
            skill.cluster_id,
            skill.external,
            {(label["id"], label["text"], label["kind"]) for label in labels},
        )
        known = before and (
            before.label,
            before.definition,
            before.tier,
            before.cluster_id,
            before.external,
            {(label.id, label.text, label.kind) for label in before.labels if label.lang == skill.language},
        )
        if _count(changes, known, now):
            rows.append(_skill_row(skill, labels))
    await _in_batches(rows, lambda batch: graph.write_skills(tx, batch))
    return changes


async def record_relations(
    tx: Transaction, wanted: Sequence[RelationState], source: str, *, replace: bool = False
) -> tuple[Changes, list[str]]:
    """Makes the relations of `source` as wanted; with `replace`, its others go. Returns also the skills touched.

    A relation between the same two skills from another source is taken over.
    """
    stored = {(row.a, row.b, row.kind): row for row in await graph.relations_with_source(tx)}
    changes, rows = Changes(), list[dict[str, Any]]()
    keys: set[tuple[str, str, str]] = set()
    for relation in (relation.stored() for relation in wanted):
        key = (relation.a, relation.b, relation.kind)
        keys.add(key)
        before = stored.get(key)
        if _count(changes, before and (before.strength, before.source), (relation.strength, source)):
            rows.append({"a": relation.a, "b": relation.b, "kind": relation.kind, "strength": relation.strength})
    gone = [key for key, row in stored.items() if replace and row.source == source and key not in keys]
    changes.removed = len(gone)
    for kind, write in (("BROADER", graph.write_broader), ("RELATED", graph.write_related)):
        of_kind = [row for row in rows if row["kind"] == kind]
        await _in_batches(of_kind, lambda batch, write=write: write(tx, batch, source))
    lost = [{"a": a, "b": b, "kind": kind} for a, b, kind in gone]
    await _in_batches(lost, lambda batch: graph.remove_relations(tx, batch))
    touched = {row[end] for row in (*rows, *lost) for end in ("a", "b")}
    return changes, sorted(touched)


def _count(changes: Changes, before: object | None, now: object) -> bool:
    """Counts one thing as created, changed or unchanged; true when it must be written."""
    if before is None:
        changes.created += 1
    elif before == now:
        changes.unchanged += 1
        return False
    else:
        changes.changed += 1
    return True


def _labels(skill: SkillState) -> list[dict[str, str]]:
    texts = [(skill.label, "preferred"), *((alias, "alternative") for alias in skill.aliases)]
    labels: dict[str, dict[str, str]] = {}
    for text, kind in texts:
        key = label_id(skill.id, skill.language, text)
        # An alias that says the same as the preferred label adds nothing.
        labels.setdefault(
            key, {"id": key, "text": text, "norm": normalise(text), "lang": skill.language, "kind": kind}
        )
    return list(labels.values())


def _skill_row(skill: SkillState, labels: Iterable[dict[str, str]]) -> dict[str, Any]:
    external = None
    if skill.external:
        uri, scheme, label, kind = skill.external
        external = {"uri": uri, "scheme": scheme, "label": label, "kind": kind}
    return {
        "id": skill.id,
        "label": skill.label,
        "definition": skill.definition,
        "tier": skill.tier,
        "clusterId": skill.cluster_id,
        "language": skill.language,
        "labels": list(labels),
        "external": external,
    }


async def _in_batches(rows: Sequence[dict[str, Any]], write: Callable[[list[dict[str, Any]]], Any]) -> None:
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        await write(list(rows[start : start + _ROWS_A_STATEMENT]))
