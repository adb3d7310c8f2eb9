"""Remembers what has changed about the evidence, in the transaction of the change; relating sees to it afterwards.

Working out relations reads a whole classification, which takes seconds: too long for somebody who has edited a level.
"""

from collections.abc import Collection

from graphapi.graphdb.database import Transaction
from graphapi.ids import new_id
from graphapi.relatedness import graph

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
    """Says that so much has changed that all relations are to be worked out anew."""
    await graph.record_evidence_change(tx, new_id(), (), everything=True)


async def clusters_moved(tx: Transaction, cluster_ids: Collection[str]) -> None:
    """Says that clusters are nested elsewhere, and with them everything below."""
    if cluster_ids:
        await evidence_changed(tx, await graph.skills_below(tx, sorted(cluster_ids)))
