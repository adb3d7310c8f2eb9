"""A Maven repository on this machine, with jars made up for the tests and every fault that a real one may have."""

import hashlib
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from graphapi.graphdb.embedded.lock import Lock, LockedArtifact

Answer = Callable[["Request"], None]


@dataclass
class Jar:
    """An artifact and its true content."""

    locked: LockedArtifact
    content: bytes

    @property
    def path(self) -> str:
        """Where Maven looks for it."""
        one = self.locked
        return f"/{one.group.replace('.', '/')}/{one.artifact}/{one.version}/{one.file_name}"


def a_jar(name: str, *, size: int = 50_000, classifier: str = "") -> Jar:
    """A jar of this many bytes, always the same for the same name."""
    content = random.Random(name).randbytes(size)
    locked = LockedArtifact(
        group="org.example.parts",
        artifact=name,
        version="1.2",
        classifier=classifier,
        sha256=hashlib.sha256(content).hexdigest(),
        size=size,
    )
    return Jar(locked, content)


def a_lock(*jars: Jar) -> Lock:
    """A lock over these jars."""
    return Lock(product="Neo4j", version="0.0.1", artifacts=tuple(jar.locked for jar in jars))


@dataclass
class Request:
    """One request for a jar, to be answered well or badly."""

    handler: BaseHTTPRequestHandler
    content: bytes
    count: int

    def send(self, status: int, body: bytes = b"", *, announced: int | None = None) -> None:
        """Answers; `announced` may differ from the true length."""
        self.handler.send_response(status)
        self.handler.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.handler.end_headers()
        self.handler.wfile.write(body)


def good(request: Request) -> None:
    """The jar as it is."""
    request.send(200, request.content)


def corrupted(request: Request) -> None:
    """The right length, one wrong byte."""
    request.send(200, bytes([request.content[0] ^ 1]) + request.content[1:])


def truncated(request: Request) -> None:
    """The connection ends in the middle."""
    request.send(200, request.content[: len(request.content) // 2], announced=len(request.content))


def shortened(request: Request) -> None:
    """A shorter file that claims to be whole."""
    request.send(200, request.content[:-1])


def endless(request: Request) -> None:
    """Far more than the lock says."""
    request.send(200, request.content + bytes(5_000_000))


def failing(status: int) -> Answer:
    """Always this status."""
    return lambda request: request.send(status)


def first(times: int, bad: Answer, then: Answer = good) -> Answer:
    """Bad for so many requests, good from then on."""
    return lambda request: (bad if request.count <= times else then)(request)


@dataclass
class Repository:
    """The running repository; `answers` says how a jar is answered, by artifact name."""

    url: str
    jars: dict[str, Jar] = field(default_factory=dict[str, Jar])
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    requests: Counter[str] = field(default_factory=Counter[str])
    guard: threading.Lock = field(default_factory=threading.Lock)

    def offer(self, *jars: Jar) -> Lock:
        """Serves these jars; returns their lock."""
        self.jars.update({jar.path: jar for jar in jars})
        return a_lock(*jars)

    def total(self) -> int:
        """How often any jar was asked for."""
        return sum(self.requests.values())


@contextmanager
def serve() -> Iterator[Repository]:
    """A repository on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            jar = repository.jars.get(self.path)
            if jar is None:
                self.send_error(404)
                return
            name = jar.locked.artifact
            with repository.guard:
                repository.requests[name] += 1
                count = repository.requests[name]
            answer = repository.answers.get(name, good)
            try:
                answer(Request(self, jar.content, count))
            except OSError:
                # The other side has given up, as it should on many of the answers here.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    repository = Repository(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield repository
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
