"""The query files of attributes as typed functions."""

from collections.abc import Sequence

from graphapi.attributes.model import Attribute, Kind
from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class AttributeRecord:
    """A declared attribute."""

    name: str
    kind: Kind
    values: tuple[str, ...]


_DECLARED = statement("attributes/declared", AttributeRecord)
_DECLARE = statement("attributes/declare", Nothing)


async def declared(tx: Transaction) -> list[Attribute]:
    """Every attribute, by name."""
    return [Attribute(found.name, found.kind, found.values) for found in await tx.rows(_DECLARED)]


async def declare(tx: Transaction, attributes: Sequence[Attribute]) -> None:
    """Stores attributes under their names."""
    rows = [{"name": each.name, "kind": each.kind, "values": list(each.values)} for each in attributes]
    await tx.run(_DECLARE, rows=rows)
