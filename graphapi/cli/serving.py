"""The command that serves the API."""

import asyncio
import errno
import ipaddress
import socket
from typing import Annotated

import typer
import uvicorn

from graphapi.app import create_app
from graphapi.cli.printing import out
from graphapi.cli.reaching import Reached, embedded_server
from graphapi.cli.running import errors_in_words, until_stopped
from graphapi.errors import DeadlineExceeded, SetupProblem, Unavailable
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import KeptServer
from graphapi.graphdb.migrations import pending_migrations
from graphapi.health import HEALTH_PATHS
from graphapi.settings import Settings, settings
from graphapi.telemetry.logs import configure_logs
from graphapi.telemetry.spans import configure_spans
from graphapi.wire.addresses import canonical_name, url_of, with_port
from graphapi.wire.http_connections import ConnectionLimits, protocol_with


def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default GRAPHAPI_HOST.")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on; default GRAPHAPI_PORT; 0 for any free one."),
    ] = None,
) -> None:
    """Serve the API until Ctrl-C, with the embedded Neo4j unless GRAPHAPI_NEO4J_URI names another."""
    with errors_in_words(), until_stopped():
        given = settings().model_copy(
            update={key: value for key, value in (("host", host), ("port", port)) if value is not None}
        )
        check_exposure(given)
        with listening(given) as listener, embedded_server(given) as reached:
            asyncio.run(refuse_unmigrated(reached, given))
            database = Database.connect(reached.uri, reached.user, reached.password, given)
            address = url_of(given.host, listener.getsockname()[1])
            out.print(f"GraphQL  {address}/graphql", markup=False)
            server_of(database, given, reached.kept).run(sockets=[listener])


async def refuse_unmigrated(reached: Reached, given: Settings) -> None:
    """Raises SetupProblem when the database is there and is not one of this version of graphapi.

    A database that is away may come later; until then /readyz says so.
    """
    async with Database.connect(reached.uri, reached.user, reached.password, given) as database:
        try:
            pending = await pending_migrations(database)
        except (Unavailable, DeadlineExceeded):
            return
    if pending:
        raise SetupProblem(
            f"{len(pending)} migrations are pending in this database, so the service would read and write what is not "
            "there. Run: graphapi migrate"
        )


def check_exposure(given: Settings) -> None:
    """Raises SetupProblem when the development identity would be open to the network."""
    try:
        loopback = ipaddress.ip_address(canonical_name(given.host)).is_loopback
    except ValueError:
        loopback = canonical_name(given.host) == "localhost"
    if not loopback and not given.trust_network:
        raise SetupProblem(
            f"The development identity lets everyone do everything, and {given.host} is not a loopback address. "
            "Listen on 127.0.0.1, or set GRAPHAPI_TRUST_NETWORK=true if something else guards the port."
        )


def listening(given: Settings) -> socket.socket:
    """A socket that listens as the settings say. Raises SetupProblem when it cannot."""
    host = canonical_name(given.host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only where the protocol is named does asyncio switch off the wait for a fuller packet, 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, given.port))
    except OSError as error:
        listener.close()
        remedy = (
            "set GRAPHAPI_HOST to an address of this machine."
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
            else "stop the program that uses it, or set GRAPHAPI_PORT to another port (0 for any free one)."
        )
        where = with_port(host, given.port)
        raise SetupProblem(f"The API cannot listen on {where} ({error.strerror}); {remedy}") from error
    listener.listen(128)
    return listener


def server_of(database: Database, given: Settings, kept: KeptServer | None = None) -> uvicorn.Server:
    """The server over a database; it keeps its own log of requests, without addresses and other personal data.

    kept: the embedded server, to be watched over while the API is served.
    """
    configure_logs(given.log_format, given.log_level)
    configure_spans()
    limits = ConnectionLimits(
        # The deadline answers first; this is for clients that do not take the answer.
        request_seconds=given.request_deadline_seconds + 20,
        open_paths=frozenset(HEALTH_PATHS),
    )
    config = uvicorn.Config(
        create_app(database, given, kept=kept),
        http=protocol_with(limits),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return uvicorn.Server(config)
