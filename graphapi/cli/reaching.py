"""How commands reach the database: by the address in the settings, or an embedded server started for them."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from graphapi.cli.printing import err
from graphapi.errors import SetupProblem
from graphapi.followers import journal_of
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import KeptServer, RunningServer, server_status, start_server
from graphapi.graphdb.migrations import pending_migrations
from graphapi.identity.viewer import OPERATOR
from graphapi.journal.edit import Editor
from graphapi.settings import Settings, settings


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the database is, and how to log in. kept: the embedded server, if it was started for this command."""

    uri: str
    user: str
    password: str | None
    kept: KeptServer | None = None


@asynccontextmanager
async def open_database(given: Settings | None = None, *, migrated: bool = True) -> AsyncGenerator[Database]:
    """The database that the settings name, or the embedded one, started for this command if it does not run.

    With `migrated`, raises SetupProblem while migrations are pending.
    """
    given = patient(given or settings())
    with embedded_server(given) as reached:
        async with Database.connect(reached.uri, reached.user, reached.password, given) as database:
            if migrated and (pending := await pending_migrations(database)):
                raise SetupProblem(f"{len(pending)} migrations are pending; run: graphapi migrate")
            yield database


@asynccontextmanager
async def open_editor() -> AsyncGenerator[Editor]:
    """As open_database, for commands that change the map."""
    async with open_database() as database:
        yield operator_of(database)


def operator_of(database: Database) -> Editor:
    """Whoever runs the command, editing through a journal of its own."""
    return Editor(journal_of(database), OPERATOR)


def patient(given: Settings) -> Settings:
    """The same settings with deadlines for somebody who waits at a terminal, perhaps for a server that just started."""
    return given.model_copy(
        update={"request_deadline_seconds": 150.0, "transaction_deadline_seconds": 120.0, "connect_seconds": 5.0}
    )


@contextmanager
def embedded_server(given: Settings) -> Generator[Reached]:
    """Where the database is; starts the embedded server when it is needed, and stops it then at the end."""
    if given.neo4j_uri is not None:
        yield Reached(given.neo4j_uri, given.neo4j_user, given.password())
        return
    status = server_status(given.neo4j_home)
    running = status.server
    if running is not None:
        # Whoever started it keeps it.
        yield Reached(running.bolt_uri, running.username, running.password)
        return
    err.print("Starting the embedded Neo4j for this command (to keep it running: graphapi neo4j start)")
    started = start_embedded(given, stop_with_parent=True)
    kept = kept_server(given, started)
    try:
        yield Reached(started.bolt_uri, started.username, started.password, kept)
    finally:
        kept.stop()


def kept_server(given: Settings, started: RunningServer) -> KeptServer:
    """A server that was just started; it is started again on the ports that it has."""

    def start(former: RunningServer) -> RunningServer:
        same_ports = given.model_copy(
            update={
                "neo4j_bolt_port": urlsplit(former.bolt_uri).port,
                "neo4j_http_port": urlsplit(former.http_url).port if former.http_url else 0,
            }
        )
        return start_embedded(same_ports, stop_with_parent=True, progress=False)

    return KeptServer(started, start)


def start_embedded(given: Settings, *, stop_with_parent: bool, progress: bool = True) -> RunningServer:
    """Starts the embedded server as the settings say."""
    return start_server(
        given.neo4j_home,
        bolt_port=given.neo4j_bolt_port,
        http_port=given.neo4j_http_port,
        heap_mb=given.neo4j_heap_mb,
        page_cache_mb=given.neo4j_page_cache_mb,
        stop_with_parent=stop_with_parent,
        progress=progress,
    )
