"""Query files write constants and formulas out; each agrees with its one home in Python, and with each other."""

import ast
import re
from pathlib import Path

import pytest

from graphapi.availability.model import SLOT_MINUTES, SLOTS_PER_DAY
from graphapi.calendar.weeks import MINUTES_PER_DAY
from graphapi.graphdb.queries import all_queries
from graphapi.people.ties import TIE_MODULUS
from graphapi.policy.model import BILLION, HIGHEST_LEVEL, ODD_CUT
from graphapi.rankindex.model import DAY_BITS, MINUTE_BITS, SLOT_BITS
from graphapi.rankindex.rankmap import LEVEL_BITS

_ROOT = Path(__file__).parent.parent.parent
_FIT = re.compile(r"CASE\s+WHEN (\S*[lL]evel) < targetLevel THEN (.+)\s+ELSE (.+)\s+END")
_RAW_WEIGHT = "target.weight * coalesce(weighs.specificity, 1.0)"

# What stands where a query file writes a number out, and the number that it is to be.
_WRITTEN_OUT = {
    r"floor\(.+ \* (\d+) \+ [\d.]+\)": BILLION,
    r"floor\(.+ \* \d+ \+ ([\d.]+)\)": ODD_CUT,
    r"% (\d+)\b(?= AS tie)": TIE_MODULUS,
    r"\.ends, (\d+)\)": SLOT_MINUTES,
    r"begins: 0, ends: (\d+)\b": SLOT_MINUTES,
    r"\* (\d+) >= \$askedMinutes": SLOT_MINUTES,
    r"slot\.minute / (\d+)": SLOT_MINUTES,
    r"\(slot\.weekday - 1\) \* (\d+) \+ slot\.minute AS": MINUTES_PER_DAY,
    r"\(slot\.weekday - 1\) \* (\d+) \+ slot\.minute / ": SLOTS_PER_DAY,
    r"ordinalDay\) \* (\d+)\s+\+ \w+\.until": 2**DAY_BITS,
    r"\* (\d+)\s+\+ coalesce\(\w+\.(?:begins|ends), ": 2**MINUTE_BITS,
    r"\) \* (\d+)\s+\+ \(slot\.weekday": 2**SLOT_BITS,
    r"\$places\[skill\.id\] \* (\d+) \+ has\.level": 2**LEVEL_BITS,
}


@pytest.mark.parametrize("pattern", _WRITTEN_OUT)
def test_a_number_in_a_query_file_is_that_of_its_home(pattern: str) -> None:
    found = [number for query in all_queries().values() for number in re.findall(pattern, query.text)]

    assert found != []
    assert {float(number) for number in found} == {_WRITTEN_OUT[pattern]}


def test_every_query_file_fits_levels_by_one_formula() -> None:
    found: dict[str, tuple[str, str]] = {}
    for name, query in all_queries().items():
        for level, below, at in _FIT.findall(query.text):
            found[name] = (_plain(below, level), _plain(at, level))

    assert sorted(found) == ["bench/one_pattern", "matching/contributing_paths", "matching/rank_mentors"]
    assert set(found.values()) == {
        (
            "fitBelow * level / targetLevel",
            f"fitAt + (1 - fitAt) * (level - targetLevel + 1) / ({HIGHEST_LEVEL + 1} - targetLevel)",
        )
    }


def test_every_query_file_weighs_targets_by_one_formula() -> None:
    weighing = {
        name for name, query in all_queries().items() if "target.weight" in query.text and "[weighs:" in query.text
    }

    assert weighing == {
        "bench/one_pattern",
        "matching/aims",
        "matching/contributing_paths",
        "matching/rank_mentors",
    }
    assert [name for name in sorted(weighing) if _RAW_WEIGHT not in all_queries()[name].text] == []


@pytest.mark.parametrize("room", ["matching", "rankindex"])
def test_no_module_of_a_ranking_writes_a_constant_of_the_distance_out(room: str) -> None:
    constants = {BILLION, ODD_CUT, TIE_MODULUS, MINUTES_PER_DAY, SLOT_MINUTES}
    written = [
        f"{path.name}:{node.lineno} {node.value}"
        for path in sorted((_ROOT / "graphapi" / room).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        # A float that is whole is a number of seconds here.
        and (type(node.value) is int or node.value == ODD_CUT)
        and node.value in constants
    ]

    assert written == []


def _plain(formula: str, level: str) -> str:
    """A formula without the names that differ from file to file."""
    return formula.replace(level, "level").replace("policy.", "").strip()
