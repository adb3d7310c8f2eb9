"""Medians, percentiles, growth, and the table that shows them."""

import csv
from pathlib import Path

import pytest
from graphapi_lab.bench.csv_files import write_csv
from graphapi_lab.bench.dataset import Shape
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.ranking_times import mentees
from graphapi_lab.bench.reporting import aims, as_json, table
from graphapi_lab.bench.running import sizes_of
from graphapi_lab.bench.timing import growth, quantile


def test_quantiles_lie_between_neighbours() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([0.0, 10.0], 0.95) == pytest.approx(9.5)
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 0.5)


def test_growth_is_the_exponent_of_the_size() -> None:
    assert growth(2.0, 20.0, 10) == pytest.approx(1.0)
    assert growth(2.0, 2.0, 10) == 0.0


def test_the_table_has_a_line_a_figure_and_a_column_a_size() -> None:
    figures = Figures()
    for people, seconds in ((1_000, 0.002), (100_000, 0.02)):
        figures.times("ranking, ordinary", "shipped Cypher", people, [seconds] * 3)
        figures.times("ranking, ordinary", "one-pattern Cypher", people, [4 * seconds] * 3)
        figures.times("ranking, ordinary", "rank index, compiled", people, [seconds / 100] * 3)
    figures.add("memory", "Neo4j", 1_000, "MB", 512.0)
    sizes = (1_000, 100_000)

    header, *rows = table(figures, sizes)

    assert header[3:] == ["1,000 people", "100,000 people", "grows as n^"]
    assert ["memory", "Neo4j", "MB", "512", "-", ""] in rows
    assert ["ranking, ordinary", "shipped Cypher", "ms", "2.00 / 2.00 (3)", "20.0 / 20.0 (3)", "0.50"] in rows
    assert all(aim.met for aim in aims(figures, sizes))
    assert len(aims(figures, sizes)) == 4
    assert as_json(figures, sizes)["growth"]["ranking, ordinary: shipped Cypher"] == pytest.approx(0.5)


def test_an_aim_that_is_missed_says_so() -> None:
    figures = Figures()
    figures.times("ranking, popular", "one-pattern Cypher", 100_000, [0.1])
    figures.times("ranking, popular", "shipped Cypher", 100_000, [0.05])

    [aim] = aims(figures, [100_000])

    assert not aim.met
    assert aim.found == "2.0"


def test_mentees_are_of_their_kind_and_spread() -> None:
    shape = Shape(10_000)

    assert len(set(mentees(shape, "popular", 200))) == len(set(mentees(shape, "ordinary", 200))) == 200
    assert max(mentees(shape, "ordinary", 200)) > 9_000


def test_sizes_are_read_in_order() -> None:
    assert sizes_of("10000,1_000") == (1_000, 10_000)
    with pytest.raises(ValueError, match="100"):
        sizes_of("7")


def test_the_files_hold_what_the_map_holds(tmp_path: Path) -> None:
    shape = Shape(120, skills=200)
    write_csv(shape, tmp_path)

    def lines(name: str) -> int:
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.DictReader(file))

    people = list(shape.everybody())
    assert lines("people.csv") == 120
    assert lines("person_skills.csv") == sum(len(person.skills) for person in people)
    assert lines("goals.csv") == 4 * 120
    assert lines("availability.csv") > 120
