"""The one place where labels of skills are written, each with the source that gives it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.taxonomy import graph
from graphapi.taxonomy.batches import in_batches
from graphapi.taxonomy.labels import label_id, normalise
from graphapi.taxonomy.states import Changes, LabelState

StoredLabel: TypeAlias = graph.StoredLabel


async def write_labels(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> None:
    """Gives labels to skills, and takes away the lost ones. Each row: id of the skill, labels, ids of lost labels."""
    changing = [
        {"skillId": row["id"], "labels": row["labels"], "lost": row["lost"]}
        for row in rows
        if row["labels"] or row["lost"]
    ]
    await in_batches(changing, lambda batch: graph.write_labels(tx, batch))


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
            rows.append({"id": before.id, "labels": new, "lost": lost})
    if e is not None:
        await write_labels(tx, rows)
        for row in rows:
            gained = sorted([label["lang"], label["kind"], label["text"]] for label in row["labels"])
            e.changed("skill.labels", row["id"], row["lost"], gained, source=source)
    return changes


def _labels(
    skill_id: str, wanted: Iterable[LabelState], source: str, stored: Iterable[graph.StoredLabel]
) -> list[dict[str, str]]:
    """The labels as rows: the first of those that say the same, and none that somebody else has given already."""
    theirs = {label.id for label in stored if label.source != source}
    labels: dict[str, dict[str, str]] = {}
    for label in wanted:
        key = label_id(skill_id, label.lang, label.text)
        if key not in theirs:
            row = {"id": key, "text": label.text, "norm": normalise(label.text), "lang": label.lang}
            labels.setdefault(key, row | {"kind": label.kind, "source": source})
    return list(labels.values())
