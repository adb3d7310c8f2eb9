"""Marks what has changed about the evidence for relations, in the transaction of the change.

Whoever relates skills reads the marks later and removes them.

Working out relations reads a whole classification, which takes seconds: too long for somebody who has edited a level.
"""

from collections.abc import Collection

from graphapi.graphdb.database import Transaction
from graphapi.journal.ids import new_id
from graphapi.relatedness import marks_graph as graph
from graphapi.relatedness.marks_graph import EvidenceChange

_MOST_NAMED = 5_000


async def evidence_changed(tx: Transaction, skill_ids: Collection[str]) -> None:
    """Says that these skills stand elsewhere, or that others need, have or relate them.

    What stands below the skills need not be given; for a cluster that has moved, give the skills below it. Costs one
    small statement, and nothing is kept where the map has no evidence. More than 5,000 skills are everything.
    """
    if not skill_ids:
        return
    everything = len(skill_ids) > _MOST_NAMED
    named = () if everything else sorted(skill_ids)
    await graph.record_evidence_change(tx, new_id(), named, everything=everything)


async def all_evidence_changed(tx: Transaction) -> None:
    """Says that so much has changed that all relations have to be recomputed."""
    await graph.record_evidence_change(tx, new_id(), (), everything=True)


async def evidence_changes(tx: Transaction) -> list[EvidenceChange]:
    """The marks that nobody has seen to yet."""
    return await graph.evidence_changes(tx)


async def forget_changes(tx: Transaction, changes: Collection[EvidenceChange]) -> None:
    """Removes marks that have been seen to."""
    await graph.forget_changes(tx, [change.id for change in changes])
