"""Writes a file that names every row that an import could not take."""

import csv
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphapi.errors import InvalidInput
from graphapi.importing.problems import Problem
from graphapi.text import harmless_cell

_HEADER = ("file", "line", "column", "reason", "suggestion")
_SUFFIXES = (".csv", ".json")


def check_report(path: Path) -> None:
    """Raises InvalidInput when no report can be written there."""
    if path.suffix.casefold() not in _SUFFIXES:
        raise InvalidInput(f"{path} is neither CSV nor JSON. Give the report a name that ends in .csv or .json.")
    if not path.parent.is_dir():
        raise InvalidInput(f"There is no folder {path.parent} for the report. Make it, or name another.")


def write_report(path: Path, problems: Sequence[Problem]) -> None:
    """Writes all of them, a row each; a file that was there is replaced as a whole. Raises InvalidInput."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            if path.suffix.casefold() == ".json":
                json.dump([_entry(problem) for problem in problems], file, ensure_ascii=False, indent=2)
                file.write("\n")
            else:
                writer = csv.writer(file)
                writer.writerow(_HEADER)
                writer.writerows(
                    [
                        ["" if cell is None else harmless_cell(cell) for cell in _entry(each).values()]
                        for each in problems
                    ]
                )
        Path(file.name).replace(path)
    except OSError as error:
        raise InvalidInput(f"The report {path} cannot be written ({error.strerror}).") from error


def _entry(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in _HEADER}
