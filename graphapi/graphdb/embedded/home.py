"""A home folder of the embedded server: its folders, its password and its configuration.

Everything in it belongs to one person: the folder is 0700, the password file 0600.
"""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from graphapi.graphdb.embedded.errors import EmbeddedServerError, HomeBroken

USERNAME = "neo4j"
HOST = "127.0.0.1"
_FOLDERS = ("conf", "data", "logs", "run", "plugins", "import")
_HASH_ROUNDS = 1024


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What a server is configured with; sizes are in MiB. Without `http_port` it speaks Bolt only."""

    bolt_port: int
    http_port: int | None
    heap_mb: int
    page_cache_mb: int

    @property
    def bolt_uri(self) -> str:
        """Where drivers connect."""
        return f"bolt://{HOST}:{self.bolt_port}"

    @property
    def http_url(self) -> str | None:
        """Where Neo4j Browser is, or None when HTTP is off."""
        return None if self.http_port is None else f"http://{HOST}:{self.http_port}"


@dataclass(frozen=True, slots=True)
class Home:
    """The paths inside one home folder."""

    path: Path

    @property
    def password_file(self) -> Path:
        """Holds the generated password and nothing else."""
        return self.path / "password"

    @property
    def console_log(self) -> Path:
        """What the server wrote to its standard output and error since its last start."""
        return self.path / "logs" / "console.log"

    @property
    def run(self) -> Path:
        """Lock, process id and state of a running server."""
        return self.path / "run"

    def prepare(self, options: ServerOptions) -> str:
        """Creates what is missing and writes the configuration; returns the password.

        Can be killed at any point: the next call continues. Raises HomeBroken when there is data but no
        password for it.
        """
        try:
            for name in _FOLDERS:
                (self.path / name).mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.chmod(0o700)
            password = self._password()
            self._hand_over(password)
            _write_privately(self.path / "conf" / "neo4j.conf", _configuration(options))
            if self.console_log.exists():
                self.console_log.replace(self.console_log.with_name("console.previous.log"))
        except OSError as problem:
            raise EmbeddedServerError(
                f"Cannot write to the server's home {self.path}: {problem}. Make it writable, or choose another "
                "folder with GRAPHAPI_NEO4J_HOME."
            ) from problem
        return password

    def read_password(self) -> str:
        """The password in the file. Raises HomeBroken when there is none."""
        try:
            password = self.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise HomeBroken(self._no_password()) from problem
        if not password:
            raise HomeBroken(self._no_password())
        return password

    def has_data(self) -> bool:
        """The server has run here before."""
        return (self.path / "data" / "databases" / "system").exists()

    def _password(self) -> str:
        if self.password_file.exists():
            self.password_file.chmod(0o600)
            return self.read_password()
        if self.has_data():
            raise HomeBroken(self._no_password())
        password = secrets.token_urlsafe(24)
        _write_privately(self.password_file, password + "\n")
        return password

    def _hand_over(self, password: str) -> None:
        """Leaves the password where the server looks for it when it makes its first user.

        This is what `neo4j-admin dbms set-initial-password` does, without the password on a command line that
        everybody on the machine can read. The server ignores the file once its user exists.
        """
        initial = self.path / "data" / "dbms" / "auth.ini"
        if initial.exists() or self.has_data():
            return
        initial.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        salt = secrets.token_bytes(32)
        digest = hashlib.sha256(salt + password.encode()).digest()
        for _ in range(_HASH_ROUNDS - 1):
            digest = hashlib.sha256(digest).digest()
        _write_privately(initial, f"{USERNAME}:SHA-256,{digest.hex()},{salt.hex()},{_HASH_ROUNDS}:\n")

    def _no_password(self) -> str:
        return (
            f"The password of the embedded server is missing from {self.password_file}, and its data is locked "
            f"with it. Put the password back into the file, or remove {self.path} to begin with an empty map."
        )


def _configuration(options: ServerOptions) -> str:
    lines = [
        "# Written by graphapi at every start; changes made here are lost.",
        f"server.default_listen_address={HOST}",
        f"server.default_advertised_address={HOST}",
        "server.bolt.enabled=true",
        f"server.bolt.listen_address={HOST}:{options.bolt_port}",
        f"server.bolt.advertised_address={HOST}:{options.bolt_port}",
        f"server.http.enabled={'false' if options.http_port is None else 'true'}",
        "server.https.enabled=false",
        f"server.memory.heap.max_size={options.heap_mb}m",
        f"server.memory.pagecache.size={options.page_cache_mb}m",
        "dbms.security.auth_enabled=true",
        "dbms.security.allow_csv_import_from_file_urls=false",
        "dbms.usage_report.enabled=false",
        "client.allow_telemetry=false",
        "db.logs.query.enabled=OFF",
        # A query that has passed its deadline is noticed this often; the default is two seconds.
        "db.transaction.monitor.check.interval=500ms",
        "db.tx_log.preallocate=false",
        # Without this every stop waits five seconds for new requests, after it has closed every connection.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
    ]
    if options.http_port is not None:
        lines += [
            f"server.http.listen_address={HOST}:{options.http_port}",
            f"server.http.advertised_address={HOST}:{options.http_port}",
        ]
    return "\n".join(lines) + "\n"


def _write_privately(path: Path, text: str) -> None:
    """Replaces the file in one step; only its owner can read it, at no moment anybody else."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
