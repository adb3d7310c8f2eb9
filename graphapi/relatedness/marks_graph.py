"""The query files of changed evidence as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class EvidenceChange:
    """A change about which relations do not know yet: of some skills, or of everything."""

    id: str
    skill_ids: tuple[str, ...]
    everything: bool


_RECORD_EVIDENCE_CHANGE = statement("relatedness/record_evidence_change", Nothing)
_EVIDENCE_CHANGES = statement("relatedness/evidence_changes", EvidenceChange)
_FORGET_CHANGES = statement("relatedness/forget_changes", Nothing)


async def record_evidence_change(
    tx: Transaction, change_id: str, skill_ids: Sequence[str], *, everything: bool
) -> None:
    """Remembers a change, where there is any evidence."""
    await tx.run(_RECORD_EVIDENCE_CHANGE, id=change_id, skillIds=list(skill_ids), everything=everything)


async def evidence_changes(tx: Transaction) -> list[EvidenceChange]:
    """What has changed since."""
    return await tx.rows(_EVIDENCE_CHANGES)


async def forget_changes(tx: Transaction, ids: Sequence[str]) -> None:
    """Forgets changes that have been seen to."""
    await tx.run(_FORGET_CHANGES, ids=list(ids))
