"""Lays the figures out as a table, a line for each thing measured and a column for each size, and holds the aims."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from graphapi_lab.bench.figures import Aim, Figure, Figures
from graphapi_lab.bench.ranking_times import KINDS

_LARGE = 100_000


def table(figures: Figures, sizes: Sequence[int]) -> list[list[str]]:
    """Rows of cells: group, what, unit, a cell for each size, and how it grows from the last size but one to the last.

    A cell of durations is median / 95th percentile, with the number of measurements behind.
    """
    lines = dict.fromkeys((each.group, each.what, each.unit) for each in figures.found)
    rows = [["", "", ""] + [f"{people:,} people" for people in sizes] + ["grows as n^"]]
    for group, what, unit in sorted(lines, key=lambda line: line[0]):
        cells = [_cell(figures.get(group, what, people)) for people in sizes]
        exponent = figures.exponent(group, what, sizes)
        rows.append([group, what, unit, *cells, "" if exponent is None else f"{exponent:.2f}"])
    return rows


def in_words(figure: Figure) -> str:
    """A figure in a line of its own."""
    return f"{figure.group}: {figure.what}: {_cell(figure)} {figure.unit}".rstrip()


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "-"
    if figure.p95 is None:
        return _number(figure.value)
    return f"{_number(figure.value)} / {_number(figure.p95)} ({figure.count})"


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def as_json(figures: Figures, sizes: Sequence[int]) -> dict[str, Any]:
    """Everything, for programs."""
    return {
        "sizes": list(sizes),
        "figures": [asdict(each) for each in figures.found],
        "growth": {
            f"{group}: {what}": exponent
            for group, what in dict.fromkeys((each.group, each.what) for each in figures.found)
            if (exponent := figures.exponent(group, what, sizes)) is not None
        },
        "aims": [asdict(aim) for aim in aims(figures, sizes)],
        "differences": figures.differences,
    }


def aims(figures: Figures, sizes: Sequence[int]) -> list[Aim]:
    """What was to be reached, and what was found. Aims for 100,000 people are left out of smaller runs."""
    found: list[Aim] = []
    for people in sizes:
        for kind in KINDS:
            faster = _ratio(figures, f"ranking, {kind}", "one-pattern Cypher", "shipped Cypher", people)
            if faster is not None:
                least = 3.0 if people >= _LARGE else 1.0
                said = f"at least {least:.0f} times as fast as one-pattern"
                found.append(
                    Aim(f"shipped Cypher, {kind}, {people:,} people", said, f"{faster:.1f}", faster >= least)
                )
    for people in (size for size in sizes if size >= _LARGE):
        for kind in KINDS:
            group, index = f"ranking, {kind}", "rank index, compiled"
            times = figures.get(group, index, people)
            if times is not None and times.p95 is not None:
                said, met = "p50 at most 2 ms, p95 at most 4 ms", times.value <= 2 and times.p95 <= 4
                found.append(Aim(f"rank index, {kind}", said, f"{times.value:.2f} / {times.p95:.2f}", met))
            faster = _ratio(figures, group, "shipped Cypher", index, people)
            if faster is not None:
                said = "50 times as fast as the best Cypher"
                found.append(Aim(f"rank index, {kind}", said, f"{faster:.0f}", faster >= 50))
        found += [
            Aim(what, f"at most {most:g} {figure.unit}", f"{figure.value:.1f}", figure.value <= most)
            for group, what, most in _MOST
            if (figure := figures.get(group, what, people)) is not None
        ]
    return found


_MOST = (
    ("GraphQL", "request above that", 5.0),
    ("memory", "arrays of the rank index", 100.0),
    ("rank index", "built from Neo4j", 20.0),
    ("rank index", "started from its snapshot", 3.0),
    ("visible after", "an edit, in the same process", 50.0),
    ("visible after", "an edit, in another process", 300.0),
    ("edits", "declare a skill level", 50.0),
    ("edits", "state availability", 50.0),
    ("CSV import", "together", 120.0),
    ("CSV import", "the same files again", 20.0),
    ("CSV import", "one person in a hundred changed", 45.0),
    ("CSV import", "one person", 1.0),
)


def _ratio(figures: Figures, group: str, slow: str, fast: str, people: int) -> float | None:
    one, other = figures.get(group, slow, people), figures.get(group, fast, people)
    return None if one is None or other is None else one.value / other.value
