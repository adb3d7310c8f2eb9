"""The one place where stated relations of skills are written, each with what every source says of it."""

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange
from graphapi.taxonomy import graph
from graphapi.taxonomy.batches import in_batches
from graphapi.taxonomy.describing import related_by
from graphapi.taxonomy.states import Changes, RelationState

KnownRelation: TypeAlias = graph.SourcedRelation


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
            await in_batches(of_kind, lambda batch, write=write: write(tx, batch))
        await in_batches(lost, lambda batch: graph.remove_relations(tx, batch))
        e.changes += changes.facts
    return changes, sorted(touched)


async def known_relations(tx: Transaction) -> list[KnownRelation]:
    """Every relation with where it comes from, for those who must know before they record."""
    return await graph.relations_with_source(tx)
