"""Warnings about what is two things to the map, and probably one to whoever made the files."""

import re
from collections.abc import Iterable, Mapping

from graphapi.importing.problems import shown
from graphapi.people.units import BETWEEN, folded_path
from graphapi.text import folded

_MOST_WARNED = 10
# 1.23457E+14, or 123.0 where whole numbers stood beside empty cells.
_REWRITTEN_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+[0-9]+|[0-9]+[.,]0")
_REWRITTEN_DATE = re.compile(
    r"[0-9]{1,4}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-[0-9]{2,4}",
    re.IGNORECASE,
)
_ERROR = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)", re.IGNORECASE)


def rewritten_ids(file: str, lines: Mapping[str, int]) -> list[str]:
    """Warnings about ids that look as a spreadsheet leaves them; `lines` leads from an id to its line."""
    return _bounded(
        file,
        [
            f"line {line}: the id {shown(id_)} looks as if a spreadsheet changed it; export the file again with "
            "this column formatted as text."
            for id_, line in lines.items()
            if _REWRITTEN_NUMBER.fullmatch(id_) or _REWRITTEN_DATE.fullmatch(id_) or _ERROR.fullmatch(id_)
        ],
        "ids",
    )


def ids_alike(file: str, lines: Mapping[str, int], known: Iterable[str]) -> list[str]:
    """Warnings about ids of the file that differ from others of the file or the map in next to nothing."""
    first: dict[str, str] = {}
    for id_ in known:
        if id_ not in lines:
            first.setdefault(_key(id_), id_)
    found: list[str] = []
    for id_, line in lines.items():
        other = first.setdefault(_key(id_), id_)
        if other != id_:
            found.append(
                f"line {line}: the ids {shown(id_)} and {shown(other)} differ only in letter case, accents, "
                "leading zeros or invisible characters, and count as two ids; if they are the same, use one "
                "of them."
            )
    return _bounded(file, found, "ids")


def units_alike(file: str, lines: Mapping[str, int], known: Iterable[str]) -> list[str]:
    """Warnings about units of the file that differ from others only in case or accents, or lack what is above them."""
    every = [*sorted(known), *lines]
    first: dict[str, str] = {}
    nested: dict[str, str] = {}
    for path in every:
        first.setdefault(folded_path(path), path)
        above, _, name = path.rpartition(BETWEEN)
        if above:
            nested.setdefault(folded(name), path)
    found: list[str] = []
    for path, line in lines.items():
        same, inner = first[folded_path(path)], nested.get(folded(path))
        if same != path:
            found.append(
                f"line {line}: the units {shown(path)} and {shown(same)} count as two units; if they are the "
                "same, write both alike."
            )
        elif inner is not None:
            found.append(
                f"line {line}: the unit {shown(path)} is a top-level unit, and {shown(inner)} is another unit; "
                "if they are the same, write the whole path."
            )
    return _bounded(file, found, "units")


def _key(id_: str) -> str:
    key = folded(id_)
    return key.lstrip("0") if key.isdecimal() else key


def _bounded(file: str, found: list[str], what: str) -> list[str]:
    warnings = [f"{file}, {each}" for each in found[:_MOST_WARNED]]
    more = len(found) - len(warnings)
    return [*warnings, f"{file}: the same is true of {more} more {what}."] if more else warnings
