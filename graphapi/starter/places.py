"""Where in a folder of taxonomy files something stands, so that a problem can say its file and line."""

import re
from collections import defaultdict
from collections.abc import Sequence

_ID = re.compile(r"""^\s*id\s*=\s*["'](?P<id>[^"']+)["']""")
_TABLE = re.compile(r"^\s*\[+\s*(?P<name>cluster|skill)\s*\]+")
_WORD = re.compile(r"[\w.:/-]+")


class Places:
    """Remembers the lines of ids and tables."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, list[str]] = defaultdict(list)
        self._tables: dict[str, dict[str, list[int]]] = {}

    def read(self, name: str, text: str) -> None:
        """Notes where things stand in the file `name`."""
        tables: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(text.splitlines(), start=1):
            if found := _TABLE.match(line):
                tables[found["name"]].append(number)
            elif found := _ID.match(line):
                self._ids[found["id"]].append(f"{name}:{number}")
        self._tables[name] = tables

    def of_value(self, name: str, path: Sequence[str | int]) -> str:
        """The file, and the line of the table that a path like ("skill", 3, "label") leads into."""
        table, index = (str(path[0]) if path else ""), (path[1] if len(path) > 1 else 0)
        lines = self._tables.get(name, {}).get(table, [])
        at = index if isinstance(index, int) else 0
        return f"{name}:{lines[at]}" if at < len(lines) else name

    def said(self, problem: str) -> str:
        """The problem after the places of the first thing that it names; as it is when it names nothing known."""
        for word in _WORD.findall(problem):
            if places := self._ids.get(word.strip(".:,")):
                return f"{', '.join(places)}: {problem}"
        return problem
