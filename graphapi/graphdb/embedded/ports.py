"""Chooses the ports of the embedded server and finds out beforehand whether they are free."""

import socket

from graphapi.graphdb.embedded.errors import PortInUse


def choose_port(host: str, wanted: int, *, purpose: str, variable: str) -> int:
    """`wanted` when it is free, any free port when it is 0. Raises PortInUse.

    `purpose` and `variable` (the setting that names the port) go into the message.
    """
    if wanted and _somebody_listens(host, wanted):
        raise _in_use(host, wanted, purpose, variable)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: a connection that ended a moment ago does not count as use.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except PermissionError as problem:
            raise PortInUse(
                f"This user is not allowed to listen on port {wanted} of {host} ({purpose}). Choose one above "
                f"1023 with {variable}."
            ) from problem
        except OSError as problem:
            raise _in_use(host, wanted, purpose, variable) from problem
        return int(probe.getsockname()[1])


def _somebody_listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False


def _in_use(host: str, port: int, purpose: str, variable: str) -> PortInUse:
    return PortInUse(
        f"Port {port} of {host} ({purpose}) is used by another program. Stop that program, or choose another "
        f"port with {variable} (0 for any free one). If it is another Neo4j of graphapi, such as that of make "
        "demo, set GRAPHAPI_NEO4J_HOME to its home."
    )
