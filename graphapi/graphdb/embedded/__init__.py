"""A real Neo4j Community server from ordinary packages: fetched once, started on a home folder, stopped again.

It is a separate process that is reached over Bolt; its jars are never part of what graphapi publishes.
"""

from graphapi.graphdb.embedded.dumping import dump_database, restoring_database
from graphapi.graphdb.embedded.errors import (
    ChecksumMismatch,
    DiskFull,
    DownloadFailed,
    DumpFailed,
    EmbeddedServerError,
    HomeBroken,
    HomeInUse,
    JavaMissing,
    LockUnreadable,
    PackageMissing,
    PortInUse,
    ServerDidNotStart,
    ServerDidNotStop,
)
from graphapi.graphdb.embedded.fetching import fetch_server, verify_server
from graphapi.graphdb.embedded.keeping import KeptServer
from graphapi.graphdb.embedded.server import (
    RunningServer,
    ServerStatus,
    server_status,
    start_server,
    stop_server,
)

__all__ = [
    "ChecksumMismatch",
    "DiskFull",
    "DownloadFailed",
    "DumpFailed",
    "EmbeddedServerError",
    "HomeBroken",
    "HomeInUse",
    "JavaMissing",
    "KeptServer",
    "LockUnreadable",
    "PackageMissing",
    "PortInUse",
    "RunningServer",
    "ServerDidNotStart",
    "ServerDidNotStop",
    "ServerStatus",
    "dump_database",
    "fetch_server",
    "restoring_database",
    "server_status",
    "start_server",
    "stop_server",
    "verify_server",
]
