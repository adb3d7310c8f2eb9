"""Tells an edit which facts of the taxonomy it changes."""

from collections.abc import Mapping
from typing import Any

from graphapi.journal.edit import Edit
from graphapi.journal.facts import MAP
from graphapi.taxonomy import graph


def say_cluster(e: Edit, before: graph.StoredCluster | None, row: Mapping[str, Any]) -> None:
    """What a written row changes about a cluster."""
    source = row["source"] or MAP
    for fact, was, now in (
        ("cluster.label", before and before.label, row["label"]),
        ("cluster.tier", before and before.tier, row["tier"]),
        ("cluster.definition", before and before.definition, row["definition"]),
        ("cluster.levels", list(before.levels) if before else [], row["levels"]),
        ("cluster.parent", before and before.parent_id, row["parentId"]),
        ("cluster.source", before and before.source, row["source"]),
    ):
        e.changed(fact, row["id"], was, now, source=source)


def say_skill(e: Edit, before: graph.StoredSkill | None, row: Mapping[str, Any]) -> None:
    """What a written row changes about a skill."""
    source = row["source"] or MAP
    external = row["external"]
    labels = sorted([label["lang"], label["kind"], label["text"]] for label in row["labels"])
    had = (
        sorted([label.lang, label.kind, label.text] for label in before.labels if _same_origin(label, row))
        if before
        else []
    )
    for fact, was, now in (
        ("skill.label", before and before.label, row["label"]),
        ("skill.definition", before and before.definition, row["definition"]),
        ("skill.tier", before and before.tier, row["tier"]),
        ("skill.cluster", before and before.cluster_id, row["clusterId"]),
        (
            "skill.external",
            list(before.external) if before and before.external else None,
            external and [external["uri"], external["scheme"], external["label"], external["kind"]],
        ),
        ("skill.skillType", before and before.skill_type, row["skillType"]),
        ("skill.reuseLevel", before and before.reuse_level, row["reuseLevel"]),
        ("skill.labels", had, labels),
    ):
        e.changed(fact, row["id"], was, now, source=source)
    if before is None:
        e.changed("skill.status", row["id"], None, "active", source=source)


def _same_origin(label: graph.StoredLabel, row: Mapping[str, Any]) -> bool:
    return label.lang == row["language"] and label.source == row["source"]


def say_relation(e: Edit, row: Mapping[str, Any], before: graph.SourcedRelation | None, source: str) -> None:
    """What a written or removed row changes about a relation."""
    fact = "relation.broader" if row["kind"] == "BROADER" else "relation.related"
    was = before and [before.strength, before.source]
    now = [row["strength"], source] if "strength" in row else None
    e.changed(fact, row["a"], was, now, other=row["b"], source=source)
