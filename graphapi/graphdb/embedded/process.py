"""The server's process: started detached, known by a lock that dies with it, ended politely and then not.

The lock is an open file that the server inherits and never looks at: the system releases it at the very moment
the process ends, however it ends. So a home is in use exactly when its lock is held; a stale file after a
crash cannot block anybody, and a process id that was given to another program is never mistaken for ours.
"""

import contextlib
import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from graphapi.graphdb.embedded.errors import EmbeddedServerError, HomeInUse, ServerDidNotStop
from graphapi.graphdb.embedded.home import Home, ServerOptions

# Far above what a shell uses for itself.
_INHERITED_DESCRIPTOR = 200
# Runs as the same process as the server: the shell writes its own number, then becomes the server.
_LAUNCHER = 'umask 077 && cd "$0" && echo $$ > run/pid && exec "$@"'
_UNWANTED_VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"}
_POLL_SECONDS = 0.05
# A probe holds the lock for an instant; a start that meets one must not give up at once.
_PATIENCE_SECONDS = 1.0
_companions: set[int] = set()


def occupy(home: Home) -> int:
    """Takes the lock of a home that nobody uses; returns its descriptor, to be closed after `launch`.

    Raises HomeInUse with the process and address of the server that runs there.
    """
    try:
        home.run.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(home.run / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise _not_usable(home, problem) from problem
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _try_lock(descriptor):
        if time.monotonic() >= until:
            os.close(descriptor)
            raise _in_use(home)
        time.sleep(_POLL_SECONDS)
    # What is left of a server that crashed must not be taken for the one about to start.
    (home.run / "pid").unlink(missing_ok=True)
    (home.run / "state.json").unlink(missing_ok=True)
    return descriptor


def is_occupied(home: Home) -> bool:
    """A server runs on this home, or is being started there."""
    try:
        descriptor = os.open(home.run / "lock", os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        raise _not_usable(home, problem) from problem
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)


def launch(home: Home, options: ServerOptions, command: Sequence[str], lock_descriptor: int) -> int:
    """Starts the server in a session of its own, so that Ctrl-C in a terminal does not reach it.

    Returns its process id. Its output goes to the console log.
    """
    (home.run / "state.json").write_text(json.dumps(asdict(options)), encoding="ascii")
    inherited = _INHERITED_DESCRIPTOR + (lock_descriptor == _INHERITED_DESCRIPTOR)
    log = os.fspath(home.console_log)
    return os.posix_spawn(
        "/bin/sh",
        ["/bin/sh", "-c", _LAUNCHER, os.fspath(home.path), *command],
        {name: value for name, value in os.environ.items() if name not in _UNWANTED_VARIABLES},
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
            (os.POSIX_SPAWN_DUP2, lock_descriptor, inherited),
        ],
    )


def launch_companion(helper: str, home: Home, arguments: Sequence[str], *, stdin: int | None = None) -> None:
    """Starts a helper process (see __main__.py) that ends by itself, usually after this process."""
    reap_companions()
    log = os.fspath(home.path / "logs" / f"{helper}.log")
    source = (
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0) if stdin is None else (os.POSIX_SPAWN_DUP2, stdin, 0)
    )
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "graphapi.graphdb.embedded", helper, os.fspath(home.path), *arguments],
        dict(os.environ),
        setsid=True,
        file_actions=[
            source,
            (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
    _companions.add(child)


def reap_companions() -> None:
    """Lets the system forget helpers of this process that have ended."""
    _companions.difference_update([child for child in _companions if _reap(child)])


def running_pid(home: Home) -> int | None:
    """The process id of the server on this home; None when there is none or it has just been launched."""
    if not is_occupied(home):
        return None
    try:
        return int((home.run / "pid").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def running_options(home: Home) -> ServerOptions | None:
    """What the server on this home was started with; None when that cannot be told."""
    try:
        return ServerOptions(**json.loads((home.run / "state.json").read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None


def has_ended(home: Home, pid: int) -> bool:
    """The server's process is gone. Also lets the system forget it where it was a child of this one."""
    _reap(pid)
    return not is_occupied(home)


def end(home: Home, pid: int, *, polite_seconds: float, kill_seconds: float = 10.0) -> None:
    """SIGTERM, a wait, SIGKILL, another wait. Raises ServerDidNotStop when even that did not help."""
    for signal_number, patience in ((signal.SIGTERM, polite_seconds), (signal.SIGKILL, kill_seconds)):
        with contextlib.suppress(ProcessLookupError):
            # Checked first: the number of a process that has ended may belong to another program by now.
            if not has_ended(home, pid):
                os.kill(pid, signal_number)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if has_ended(home, pid):
                (home.run / "pid").unlink(missing_ok=True)
                (home.run / "state.json").unlink(missing_ok=True)
                reap_companions()
                return
            time.sleep(_POLL_SECONDS)
    raise ServerDidNotStop(
        f"The embedded server (process {pid}, home {home.path}) does not end, not even after SIGKILL. Its disk "
        f"may not respond; look at the process with: ps -o pid,stat,wchan,command -p {pid}"
    )


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _reap(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _not_usable(home: Home, problem: OSError) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"{home.path} cannot be the home of an embedded server: {problem}. Make it a folder that this user can "
        "write to, or choose another one with GRAPHAPI_NEO4J_HOME."
    )


def _in_use(home: Home) -> HomeInUse:
    pid, options = running_pid(home) or 0, running_options(home)
    who = f"process {pid}, {options.bolt_uri}" if pid and options else "it is just being started"
    return HomeInUse(
        f"An embedded server already runs on {home.path} ({who}). Use it, stop it with: graphapi neo4j stop, or "
        "choose another home with GRAPHAPI_NEO4J_HOME.",
        pid=pid,
        bolt_uri=options.bolt_uri if options else "",
    )
