"""The journal's query files as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class EditRow:
    """An edit as stored, with the number of its records."""

    id: str
    actor: str
    operation: str
    records: int


@row
class RecordRow:
    """What one edit changed about one thing, as JSON."""

    edit_id: str
    actor: str
    operation: str
    subject: str
    facts: tuple[str, ...]


_RECORD_EDIT = statement("journal/record_edit", Nothing)
_RECORD_FACTS = statement("journal/record_facts", Nothing)
_EDITS_AFTER = statement("journal/edits_after", EditRow)
_RECORDS_OF = statement("journal/records_of", RecordRow)


async def record_edit(tx: Transaction, edit_id: str, actor: str, operation: str) -> None:
    """Stores that an edit was made."""
    await tx.run(_RECORD_EDIT, id=edit_id, actor=actor, operation=operation)


async def record_facts(tx: Transaction, edit_id: str, records: Sequence[dict[str, Any]]) -> None:
    """Stores what an edit changed."""
    await tx.run(_RECORD_FACTS, editId=edit_id, records=list(records))


async def edits_after(tx: Transaction, edit_id: str, limit: int) -> list[EditRow]:
    """Edits after the given one, in order."""
    return await tx.rows(_EDITS_AFTER, after=edit_id, limit=limit)


async def records_of(tx: Transaction, subject: str, limit: int) -> list[RecordRow]:
    """What edits changed about one thing, newest first."""
    return await tx.rows(_RECORDS_OF, subject=subject, limit=limit)
