"""The one place where skills, clusters, labels and relations are written.

Every function takes whole wanted states, compares them with what is stored, and writes the differences only, so
that writing the same twice changes nothing, not even a revision.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.taxonomy import graph
from graphapi.taxonomy.facts import say_cluster, say_relation, say_skill
from graphapi.taxonomy.labels import label_id, normalise

_ROWS_A_STATEMENT = 5000
RelationKind = Literal["BROADER", "RELATED"]
LabelKind = Literal["preferred", "alternative", "hidden"]
KnownRelation: TypeAlias = graph.SourcedRelation


@dataclass(frozen=True, slots=True)
class ClusterState:
    """A cluster as it should be; levels holds five descriptors or none."""

    id: str
    label: str
    tier: str | None = None
    definition: str | None = None
    levels: tuple[str, ...] = ()
    parent_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SkillState:
    """A skill as it should be, with its primary cluster and its labels in one language.

    external: (uri, scheme, label, kind) of the concept that means the same elsewhere. source: the classification
    whose labels these are; without one they are the map's own. What a source says of its own kind of skill
    (skill_type, reuse_level) stays when a state does not speak of it.
    """

    id: str
    label: str
    definition: str | None = None
    tier: str | None = None
    cluster_id: str | None = None
    language: str = "en"
    aliases: tuple[str, ...] = ()
    external: tuple[str, str, str, str] | None = None
    hidden: tuple[str, ...] = ()
    source: str | None = None
    skill_type: str | None = None
    reuse_level: str | None = None


@dataclass(frozen=True, slots=True)
class LabelState:
    """A further label of a skill as it should be."""

    text: str
    lang: str
    kind: LabelKind


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
    """What a writing changed, for people to read."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def any(self) -> bool:
        """True when something was written."""
        return bool(self.created or self.changed or self.removed)

    def add(self, other: "Changes") -> None:
        """Counts what another writing changed as well."""
        self.created += other.created
        self.changed += other.changed
        self.removed += other.removed
        self.unchanged += other.unchanged


async def record_clusters(tx: Transaction, wanted: Sequence[ClusterState], e: Edit | None = None) -> Changes:
    """Makes the clusters, and their nesting, as wanted; others are left alone. Without an edit it only compares."""
    stored = {row.id: row for row in await graph.clusters_by_id(tx, [cluster.id for cluster in wanted])}
    changes, rows = Changes(), list[dict[str, Any]]()
    for cluster in wanted:
        before = stored.get(cluster.id)
        now = (cluster.label, cluster.tier, cluster.definition, cluster.levels, cluster.parent_id, cluster.source)
        known = before and (
            before.label,
            before.tier,
            before.definition,
            before.levels,
            before.parent_id,
            before.source,
        )
        if _count(changes, known, now):
            rows.append(
                {
                    "id": cluster.id,
                    "label": cluster.label,
                    "tier": cluster.tier,
                    "definition": cluster.definition,
                    "levels": list(cluster.levels),
                    "parentId": cluster.parent_id,
                    "source": cluster.source,
                }
            )
    if e is not None:
        await _in_batches(rows, lambda batch: graph.write_clusters(tx, batch))
        await _in_batches(rows, lambda batch: graph.write_cluster_parents(tx, batch))
        for row in rows:
            say_cluster(e, stored.get(row["id"]), row)
    return changes


async def record_skills(tx: Transaction, wanted: Sequence[SkillState], e: Edit | None = None) -> Changes:
    """Makes the skills, their labels, cluster and external match as wanted; without an edit it only compares.

    Other skills are left alone.

    Of the labels those in the state's language and of its source; a label that another source has already
    stays with it, unless the map itself wants it.
    """
    stored = {row.id: row for row in await graph.skills_by_id(tx, [skill.id for skill in wanted])}
    changes, rows = Changes(), list[dict[str, Any]]()
    for skill in wanted:
        before = stored.get(skill.id)
        texts = [
            LabelState(skill.label, skill.language, "preferred"),
            *(LabelState(alias, skill.language, "alternative") for alias in skill.aliases),
            *(LabelState(text, skill.language, "hidden") for text in skill.hidden),
        ]
        labels = _labels(skill.id, texts, skill.source, before.labels if before else ())
        now = (
            skill.label,
            skill.definition,
            skill.tier,
            skill.cluster_id,
            skill.external,
            {(label["id"], label["text"], label["kind"]) for label in labels},
            before.skill_type if before and skill.skill_type is None else skill.skill_type,
            before.reuse_level if before and skill.reuse_level is None else skill.reuse_level,
        )
        known = before and (
            before.label,
            before.definition,
            before.tier,
            before.cluster_id,
            before.external,
            {
                (label.id, label.text, label.kind)
                for label in before.labels
                if label.lang == skill.language and label.source == skill.source
            },
            before.skill_type,
            before.reuse_level,
        )
        if _count(changes, known, now):
            rows.append(_skill_row(skill, labels))
    if e is not None:
        await _in_batches(rows, lambda batch: graph.write_skills(tx, batch))
        for row in rows:
            say_skill(e, stored.get(row["id"]), row)
    return changes


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
            if _count(
                changes,
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

    among: only relations that lead from one of these skills go. A relation between the same two skills from
    another source is taken over, and what was counted for it as evidence is forgotten. Without an edit it only
    compares.
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
    gone = [
        key
        for key, row in stored.items()
        if replace and row.source == source and key not in keys and (among is None or row.a in among)
    ]
    changes.removed = len(gone)
    lost = [{"a": a, "b": b, "kind": kind} for a, b, kind in gone]
    touched = {row[end] for row in (*rows, *lost) for end in ("a", "b")}
    if e is not None:
        for kind, write in (("BROADER", graph.write_broader), ("RELATED", graph.write_related)):
            of_kind = [row for row in rows if row["kind"] == kind]
            await _in_batches(of_kind, lambda batch, write=write: write(tx, batch, source))
        await _in_batches(lost, lambda batch: graph.remove_relations(tx, batch))
        for row in (*rows, *lost):
            before = stored.get((row["a"], row["b"], row["kind"]))
            say_relation(e, row, before, source)
    return changes, sorted(touched)


async def known_relations(tx: Transaction) -> list[KnownRelation]:
    """Every relation with where it comes from, for those who must know before they record."""
    return await graph.relations_with_source(tx)


async def skills_below(tx: Transaction, cluster_ids: Collection[str]) -> list[str]:
    """The skills that stand in these clusters or anywhere below them."""
    return await graph.skills_below(tx, sorted(cluster_ids))


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
        "source": skill.source,
        "skillType": skill.skill_type,
        "reuseLevel": skill.reuse_level,
    }


async def _in_batches(rows: Sequence[dict[str, Any]], write: Callable[[list[dict[str, Any]]], Any]) -> None:
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        await write(list(rows[start : start + _ROWS_A_STATEMENT]))
