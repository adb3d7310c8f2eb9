"""Brings a database to what this version of the service expects: its schema, and what no query file can compute."""

from collections.abc import Callable

from graphapi.graphdb.database import Database
from graphapi.graphdb.migrations import Migration, migrate
from graphapi.people.checking import refresh_folds


async def upgrade(
    database: Database, *, announce: Callable[[Migration], None] = lambda _: None
) -> tuple[Migration, ...]:
    """Applies pending migrations, returned, and folds names that are not folded. Again, it changes nothing.

    Raises what migrate raises.
    """
    applied = await migrate(database, announce=announce)
    await refresh_folds(database)
    return applied
