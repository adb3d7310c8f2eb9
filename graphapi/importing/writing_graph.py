"""What an import writes to the graph, as typed functions; each returns how many rows had their effect."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import Statement, statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.importing.graph import ImportCount


@row
class Written:
    """How many rows had their effect."""

    written: int


Rows: TypeAlias = Sequence[dict[str, Any]]

_COUNT_IMPORT = statement("importing/count_import", ImportCount)
_MARK_UNFINISHED = statement("importing/mark_unfinished", Nothing)
_MARK_FINISHED = statement("importing/mark_finished", Nothing)
_CREATE_UNITS = statement("importing/create_units", Written)
_CREATE_FUNCTIONS = statement("importing/create_functions", Written)
_REMOVE_PATTERNS = statement("importing/remove_patterns", Written)

NEST_UNITS = statement("importing/nest_units", Written)
CREATE_PEOPLE = statement("importing/create_people", Written)
CHANGE_PEOPLE = statement("importing/change_people", Written)
PLACE_IN_UNITS = statement("importing/place_in_units", Written)
GIVE_FUNCTIONS = statement("importing/give_functions", Written)
SET_MANAGERS = statement("importing/set_managers", Written)
CREATE_CLAIMS = statement("importing/create_claims", Written)
CHANGE_CLAIMS = statement("importing/change_claims", Written)
CREATE_GOALS = statement("importing/create_goals", Written)
CHANGE_GOALS = statement("importing/change_goals", Written)
REPLACE_TARGETS = statement("importing/replace_targets", Written)
CREATE_PATTERNS = statement("importing/create_patterns", Written)


async def count_import(tx: Transaction) -> int:
    """Keeps other imports waiting until the transaction ends; returns how many changed the map before."""
    found = await tx.one(_COUNT_IMPORT)
    return found.imports if found else 0


async def mark_unfinished(tx: Transaction, number: int) -> None:
    """Remembers that the import of this number has still to derive relationships."""
    await tx.run(_MARK_UNFINISHED, number=number)


async def mark_finished(tx: Transaction, numbers: Sequence[int]) -> None:
    """Forgets that these imports had still to derive relationships."""
    await tx.run(_MARK_FINISHED, numbers=list(numbers))


async def create_units(tx: Transaction, names: Sequence[str]) -> int:
    """Makes units."""
    return _written(await tx.one(_CREATE_UNITS, names=list(names)))


async def create_functions(tx: Transaction, names: Sequence[str]) -> int:
    """Makes functions."""
    return _written(await tx.one(_CREATE_FUNCTIONS, names=list(names)))


async def remove_patterns(tx: Transaction, ids: Sequence[str]) -> int:
    """Takes away patterns."""
    return _written(await tx.one(_REMOVE_PATTERNS, ids=list(ids)))


async def write_rows(tx: Transaction, writing: Statement[Written], rows: Rows) -> int:
    """Runs one of the writing statements above on its rows."""
    return _written(await tx.one(writing, rows=list(rows)))


def _written(found: Written | None) -> int:
    return found.written if found else 0
