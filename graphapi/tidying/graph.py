"""The query files of tidying as typed functions; each says how much it has taken away."""

from datetime import datetime

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row


@row
class Counted:
    """How many there were."""

    count: int


_FORGET_RECEIPTS = statement("tidying/forget_receipts", Counted)
_FORGET_RECORDS = statement("tidying/forget_records", Counted)
_FORGET_EDITS = statement("tidying/forget_edits", Counted)
_FORGET_POLICIES = statement("tidying/forget_policies", Counted)
_FORGET_UNITS = statement("tidying/forget_units", Counted)
_FORGET_FUNCTIONS = statement("tidying/forget_functions", Counted)


async def forget_receipts(tx: Transaction, before: datetime, limit: int) -> int:
    """Removes up to `limit` receipts that are older."""
    return _count(await tx.one(_FORGET_RECEIPTS, before=before, limit=limit))


async def forget_records(tx: Transaction, before: datetime, limit: int) -> int:
    """Removes up to `limit` records of edits that are older."""
    return _count(await tx.one(_FORGET_RECORDS, before=before, limit=limit))


async def forget_edits(tx: Transaction, before: datetime, limit: int) -> int:
    """Removes up to `limit` edits that are older and have no records left."""
    return _count(await tx.one(_FORGET_EDITS, before=before, limit=limit))


async def forget_policies(tx: Transaction, keep: int) -> int:
    """Removes the oldest version of the policy, unless it is one of the newest `keep`."""
    return _count(await tx.one(_FORGET_POLICIES, keep=keep))


async def forget_units(tx: Transaction, limit: int) -> int:
    """Removes up to `limit` units that hold nobody and nothing."""
    return _count(await tx.one(_FORGET_UNITS, limit=limit))


async def forget_functions(tx: Transaction, limit: int) -> int:
    """Removes up to `limit` functions that nobody has."""
    return _count(await tx.one(_FORGET_FUNCTIONS, limit=limit))


def _count(found: Counted | None) -> int:
    return found.count if found else 0
