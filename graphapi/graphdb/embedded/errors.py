"""Errors of the embedded server. Each message says what is wrong, where, and what to do.

SetupProblem
└── EmbeddedServerError
    ├── LockUnreadable       the lock file of this installation is broken
    ├── PackageMissing       a Python package that only the embedded server needs is not installed
    ├── JavaMissing          no Java runtime to run the server with
    ├── DownloadFailed       an artifact could not be fetched
    ├── ChecksumMismatch     an artifact is not the one that was locked
    ├── DiskFull             no room for the jars or the data
    ├── PortInUse            another program listens on the wanted port
    ├── HomeInUse            a server runs on this home already
    ├── HomeBroken           the home folder lacks something that cannot be recreated
    ├── ServerDidNotStart    the process ended, or never answered
    ├── DumpFailed           the database could not be dumped or loaded
    └── ServerDidNotStop     the process outlived even SIGKILL
"""

from graphapi.errors import SetupProblem


class EmbeddedServerError(SetupProblem):
    """Anything that prevents the embedded server from running."""


class LockUnreadable(EmbeddedServerError):
    """The lock file of this installation is missing or broken."""


class PackageMissing(EmbeddedServerError):
    """A Python package that only the embedded server needs is not installed."""


class JavaMissing(EmbeddedServerError):
    """There is no Java runtime to run the server with."""


class DownloadFailed(EmbeddedServerError):
    """An artifact could not be fetched, also after several tries."""


class ChecksumMismatch(EmbeddedServerError):
    """An artifact differs from the one that was locked; it was thrown away."""


class DiskFull(EmbeddedServerError):
    """The disk has no room for the jars or for the data."""


class PortInUse(EmbeddedServerError):
    """Another program listens on the wanted port."""


class HomeInUse(EmbeddedServerError):
    """A server runs on this home already; `pid` and `bolt_uri` tell which."""

    def __init__(self, message: str, *, pid: int, bolt_uri: str) -> None:
        super().__init__(message)
        self.pid = pid
        self.bolt_uri = bolt_uri


class HomeBroken(EmbeddedServerError):
    """The home folder lacks something that cannot be recreated without losing its data."""


class ServerDidNotStart(EmbeddedServerError):
    """The server's process ended, or it never answered."""


class DumpFailed(EmbeddedServerError):
    """The server's own tool could not dump or load the database."""


class ServerDidNotStop(EmbeddedServerError):
    """The server's process outlived even SIGKILL."""
