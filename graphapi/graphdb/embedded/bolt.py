"""Asks a server whether it speaks Bolt, and whether it lets us in."""

import socket
import time

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graphapi.graphdb.embedded.errors import HomeBroken

_MAGIC = bytes.fromhex("6060B017")
# Four proposals of four bytes: 5.8 down to 5.0, then 4.4, then none.
_PROPOSALS = bytes.fromhex("00080805 00000404 00000000 00000000".replace(" ", ""))


def answers_bolt(host: str, port: int, wait_seconds: float = 1.0) -> bool:
    """True when a Bolt server agrees on a version there; an open port alone is not enough."""
    try:
        with socket.create_connection((host, port), timeout=wait_seconds) as connection:
            connection.settimeout(wait_seconds)
            connection.sendall(_MAGIC + _PROPOSALS)
            agreed = b""
            while len(agreed) < 4:
                chunk = connection.recv(4 - len(agreed))
                if not chunk:
                    return False
                agreed += chunk
            return agreed[3] in {4, 5}
    except OSError:
        return False


def log_in(uri: str, username: str, password: str, *, until: float, password_file: str) -> bool:
    """True when the default database answers this user before `until` (monotonic seconds).

    Raises HomeBroken when the server refuses the password.
    """
    # The driver's own annotations leave its further options untyped.
    with neo4j.GraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
        uri, auth=(username, password), telemetry_disabled=True
    ) as driver:
        while True:
            try:
                driver.verify_connectivity()  # pyright: ignore[reportUnknownMemberType]
                return True
            except AuthError as problem:
                raise HomeBroken(
                    f"The embedded server rejects the password in {password_file}; it was changed elsewhere. "
                    "Put the right one into the file."
                ) from problem
            except (DriverError, Neo4jError):
                if time.monotonic() >= until:
                    return False
                time.sleep(0.2)
