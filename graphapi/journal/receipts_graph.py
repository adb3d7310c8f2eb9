"""The receipts' query files as typed functions."""

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class Receipt:
    """What is stored under a key; `answer` is None for a receipt that was made just now."""

    operation: str
    fingerprint: str
    answer: str | None


_CLAIM_RECEIPT = statement("journal/claim_receipt", Receipt)
_SAVE_ANSWER = statement("journal/save_answer", Nothing)


async def claim_receipt(tx: Transaction, actor: str, key: str, operation: str, fingerprint: str) -> Receipt:
    """The actor's receipt for the key, created if missing; others who claim it wait until this transaction ends."""
    claimed = await tx.one(_CLAIM_RECEIPT, actor=actor, key=key, operation=operation, fingerprint=fingerprint)
    assert claimed is not None  # MERGE always gives a row.
    return claimed


async def save_answer(tx: Transaction, actor: str, key: str, answer: str) -> None:
    """Completes the receipt of the key."""
    await tx.run(_SAVE_ANSWER, actor=actor, key=key, answer=answer)
