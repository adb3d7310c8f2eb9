"""Entry of the helper processes of an embedded server; for no other use."""

import sys
from pathlib import Path

from graphapi.graphdb.embedded.archive import run_archive_helper
from graphapi.graphdb.embedded.home import Home
from graphapi.graphdb.embedded.watchdog import watch


def _main(helper: str, home: str, *rest: str) -> int:
    place = Home(Path(home))
    if helper == "watchdog":
        watch(place, int(rest[0]), sys.stdin.fileno())
        return 0
    lib, archive, java = (Path(one) for one in rest)
    return 0 if run_archive_helper(place, lib, archive, java) else 1


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
