"""The record of large imports: which are under way or were stopped, as typed functions."""

from datetime import datetime

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.importing.graph import ImportCount


@row
class UnfinishedImport:
    """A large import. people: how many it brings or changes, written: how many of them are there; due: NEAR is not."""

    id: str
    started_at: datetime
    people: int
    written: int
    due: bool

    @property
    def left(self) -> int:
        """How many people are still to be written."""
        return self.people - self.written


_COUNT_IMPORT = statement("importing/count_import", ImportCount)
_HOLD_IMPORTS = statement("importing/hold_imports", Nothing)
_BEGIN_IMPORT = statement("importing/begin_import", Nothing)
_COUNT_WRITTEN = statement("importing/count_written", Nothing)
_RELATIONS_DERIVED = statement("importing/relations_derived", Nothing)
_FORGET_IMPORT = statement("importing/forget_import", Nothing)
_UNFINISHED = statement("importing/unfinished_imports", UnfinishedImport)


async def count_import(tx: Transaction, times: int = 1) -> int:
    """Keeps other imports waiting until the transaction ends; returns how many changed the map before."""
    found = await tx.one(_COUNT_IMPORT, times=times)
    return found.imports if found else 0


async def hold_imports(tx: Transaction) -> None:
    """Keeps other imports of people waiting until the transaction ends."""
    await tx.run(_HOLD_IMPORTS)


async def begin_import(tx: Transaction, import_id: str, people: int, *, due: bool) -> None:
    """Remembers that an import has so many people still to write, and with `due` that NEAR has to follow."""
    await tx.run(_BEGIN_IMPORT, id=import_id, people=people, due=due)


async def count_written(tx: Transaction, import_id: str, people: int) -> None:
    """Remembers that so many more people are written."""
    await tx.run(_COUNT_WRITTEN, id=import_id, people=people)


async def relations_derived(tx: Transaction, import_id: str) -> None:
    """Remembers that NEAR has followed."""
    await tx.run(_RELATIONS_DERIVED, id=import_id)


async def forget_import(tx: Transaction, import_id: str) -> None:
    """Forgets an import."""
    await tx.run(_FORGET_IMPORT, id=import_id)


async def unfinished_imports(tx: Transaction) -> list[UnfinishedImport]:
    """Those that are remembered, the oldest first."""
    return await tx.rows(_UNFINISHED)
