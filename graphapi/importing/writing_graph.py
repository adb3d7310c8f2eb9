"""What an import writes to the graph, as typed functions; each returns how many rows had their effect."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import Statement, statement
from graphapi.graphdb.rows import row
from graphapi.importing.graph import ImportCount


@row
class Written:
    """How many rows had their effect."""

    written: int


Rows: TypeAlias = Sequence[dict[str, Any]]

_COUNT_IMPORT = statement("importing/count_import", ImportCount)
_CREATE_FUNCTIONS = statement("importing/create_functions", Written)
_REMOVE_PATTERNS = statement("importing/remove_patterns", Written)
_HOLD_ACTIVE_SKILLS = statement("importing/hold_active_skills", Written)
_CREATE_WHOLE_PEOPLE = statement("importing/create_whole_people", Written)

CREATE_UNITS = statement("importing/create_units", Written)
NEST_UNITS = statement("importing/nest_units", Written)
CREATE_PEOPLE = statement("importing/create_people", Written)
CHANGE_PEOPLE = statement("importing/change_people", Written)
PLACE_IN_UNITS = statement("importing/place_in_units", Written)
GIVE_FUNCTIONS = statement("importing/give_functions", Written)
CREATE_MANAGERS = statement("importing/create_managers", Written)
SET_MANAGERS = statement("importing/set_managers", Written)
CREATE_CLAIMS = statement("importing/create_claims", Written)
CHANGE_CLAIMS = statement("importing/change_claims", Written)
CREATE_GOALS = statement("importing/create_goals", Written)
CHANGE_GOALS = statement("importing/change_goals", Written)
REPLACE_TARGETS = statement("importing/replace_targets", Written)
CREATE_PATTERNS = statement("importing/create_patterns", Written)


async def count_import(tx: Transaction, times: int = 1) -> int:
    """Keeps other imports waiting until the transaction ends; returns how many changed the map before."""
    found = await tx.one(_COUNT_IMPORT, times=times)
    return found.imports if found else 0


async def create_functions(tx: Transaction, names: Sequence[str]) -> int:
    """Makes functions."""
    return _written(await tx.one(_CREATE_FUNCTIONS, names=list(names)))


async def remove_patterns(tx: Transaction, ids: Sequence[str]) -> int:
    """Takes away patterns."""
    return _written(await tx.one(_REMOVE_PATTERNS, ids=list(ids)))


async def hold_active_skills(tx: Transaction, ids: Sequence[str]) -> int:
    """Keeps the skills as they are until the transaction ends; returns how many of them are active."""
    return _written(await tx.one(_HOLD_ACTIVE_SKILLS, ids=list(ids)))


async def create_whole_people(
    tx: Transaction, people: Rows, skill_ids: Sequence[str], days: Sequence[date], windows: Rows, times: Rows
) -> int:
    """Makes people with everything but managers; what the lists hold is given by its place in them."""
    return _written(
        await tx.one(
            _CREATE_WHOLE_PEOPLE,
            people=list(people),
            skillIds=list(skill_ids),
            days=list(days),
            windows=list(windows),
            times=list(times),
        )
    )


async def write_rows(tx: Transaction, writing: Statement[Written], rows: Rows) -> int:
    """Runs one of the writing statements above on its rows."""
    return _written(await tx.one(writing, rows=list(rows)))


def _written(found: Written | None) -> int:
    return found.written if found else 0
