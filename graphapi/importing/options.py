"""How files are read: what their columns are called, which are left out, and whether a cell may hold several skills."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from graphapi.importing.problems import ImportRefused, Problems, did_you_mean, nearest, shown

_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_CSV_HEADER = ["file", "column", "means"]
_MAY_HAVE_MORE = "people.csv"
_MISSPELT = 80.0
_LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """columns: by file, from a header as `plain` has it to one of our columns, or to nothing for one that is left out.

    ignore_unknown: columns that nobody knows are left out. split_skills: a skill cell may hold several skills.
    skip_wrong: rows that are wrong are left out. report_all: every fault is kept, however many there are.
    complete: people.csv names everybody who is there; at most `most_leaving` of the others leave.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    ignore_unknown: bool = False
    split_skills: bool = False
    skip_wrong: bool = False
    report_all: bool = False
    complete: bool = False
    most_leaving: int = 0

    @property
    def said(self) -> str:
        """The same text for the same options; empty for those that nobody has chosen."""
        if replace(self, report_all=False) == AS_WRITTEN:
            return ""
        columns = {file: dict(sorted(columns.items())) for file, columns in sorted(self.columns.items())}
        said = [columns, self.ignore_unknown, self.split_skills]
        more = [self.skip_wrong, self.complete, self.most_leaving]
        return json.dumps([*said, *more] if any(more) else said, ensure_ascii=True)


AS_WRITTEN = ReadingOptions()
"""Columns have our names, nothing is left out, and a cell holds one skill."""


def plain(name: str) -> str:
    """A column's name without what people write differently: "Time Zone", "time-zone" and "time_zone" are one."""
    return _BETWEEN_WORDS.sub("", name.casefold())


def read_mapping(path: Path, known: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """What a mapping file says of columns; known: the columns of each file that is imported.

    A TOML or JSON file has a table for each file, from its columns to ours; a CSV file has the columns file, column and
    means. Raises ImportRefused with every fault.
    """
    problems = Problems()
    said = _said(path, problems)
    found: dict[str, dict[str, str]] = {}
    for file_name, column, means in said:
        file = file_name if file_name.casefold().endswith(".csv") else f"{file_name}.csv"
        if file not in known:
            advice = did_you_mean(nearest(file, known)) or f"use {', '.join(known)}"
            problems.add(path.name, None, None, f"{shown(file)} is not an import file", advice)
            continue
        ours = next((each for each in known[file] if plain(each) == plain(means)), None)
        if ours is None and file == _MAY_HAVE_MORE and not nearest(means, known[file], at_least=_MISSPELT):
            # An attribute that the organisation has declared, which is known once the map is read.
            ours = means.strip()
        if ours is None and means.strip():
            advice = did_you_mean(nearest(means, known[file])) or f"the columns are {', '.join(known[file])}"
            problems.add(path.name, None, None, f"{file} has no column {shown(means)} to read", advice)
        columns = found.setdefault(file, {})
        if columns.setdefault(plain(column), ours or "") != (ours or ""):
            problems.add(
                path.name, None, None, f"{shown(column)} of {file} is mapped to two columns", "keep one of them"
            )
    problems.refuse_if_any()
    return found


def _said(path: Path, problems: Problems) -> list[tuple[str, str, str]]:
    """(file, column, what it means) of every line. Raises ImportRefused when the file cannot be read at all."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("it is larger than 1 MB")
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.casefold() == ".csv":
            return _from_csv(text)
        read: Any = tomllib.loads(text) if path.suffix.casefold() == ".toml" else json.loads(text)
        return _from_tables(read)
    except OSError as error:
        reason = f"the mapping file cannot be read ({error.strerror})"
    except (UnicodeDecodeError, ValueError) as error:
        reason = f"the mapping file cannot be read ({error})"
    problems.add(str(path), None, None, reason, "give a .toml, .json or .csv file; see docs/importing.md")
    raise ImportRefused(problems.kept, problems.total)


def _from_csv(text: str) -> list[tuple[str, str, str]]:
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(map(str.strip, row))]
    if not rows or [plain(name) for name in rows[0]] != _CSV_HEADER:
        raise ValueError(f"its first line is not {','.join(_CSV_HEADER)}")
    if any(len(row) != len(_CSV_HEADER) for row in rows):
        raise ValueError("a line does not have three cells")
    return [(row[0].strip(), row[1], row[2].strip()) for row in rows[1:]]


def _from_tables(read: Any) -> list[tuple[str, str, str]]:
    tables = cast(dict[str, Any], read) if isinstance(read, dict) else None
    if tables is None or not all(isinstance(table, dict) for table in tables.values()):
        raise ValueError("it does not have a table for each file")
    lines = [(file, column, means) for file, table in tables.items() for column, means in table.items()]
    if not all(isinstance(means, str) for _, _, means in lines):
        raise ValueError("a column is mapped to something that is not text")
    return lines
