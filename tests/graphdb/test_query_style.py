"""Every query file is written as the house writes: words, lines, an order, nothing that ties it to one server."""

import re

import pytest

from graphapi.graphdb.queries import all_queries
from graphapi.graphdb.scanning import code_only
from graphapi.resources import resource_dir

_KEYWORDS = (
    "match|optional|where|return|with|unwind|create|merge|set|delete|detach|remove|order|by|limit|skip|as|and|or|not"
    "|xor|in|is|null|case|when|then|else|call|yield|union|foreach|on|distinct|desc|asc|using"
)
_WORD = re.compile(rf"(?<![.:$\w])(?<!AS )(?:{_KEYWORDS})(?!\w|\s*[(:.])", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?<!ON )(?<!ON CREATE )(?<!ON MATCH )(?<!OPTIONAL )(?<!\w)(?:OPTIONAL MATCH|MATCH|WHERE|RETURN|UNWIND|MERGE|SET"
    r"|ORDER BY|LIMIT|DETACH DELETE)\b"
)
# The answer's order is the index's own order, which no filter gives; each says so.
_INDEX_HINTS = {"people/people_by_name", "people/holders_by_name"}
_FORBIDDEN = {
    r"\bruntime\s*=": "a runtime hint",
    r"(?m)^\s*(CYPHER|PROFILE|EXPLAIN)\b": "a word for the planner",
    r"\bUSING\s+(JOIN|SCAN|PERIODIC)\b": "a hint",
    r"\belementId\s*\(|(?<!\.)\bid\s*\(": "an element id",
    r"\bCALL\s*\{": "a subquery without the list of what it imports",
    r"\*\s*(\d+\s*\.\.)?\s*(?=[\]{])": "a path without a longest length",
    r"\bLOAD\s+CSV\b|\bapoc\.": "what the server may not have",
}


@pytest.mark.parametrize("name", sorted(all_queries()))
def test_a_query_file_is_written_as_the_house_writes(name: str) -> None:
    query = all_queries()[name]
    source = (resource_dir("cypher") / f"{name}.cypher").read_text(encoding="utf-8")
    code = code_only(source)

    assert re.fullmatch(r"[a-z]+/[a-z]+(_[a-z]+)*", name)
    assert re.fullmatch(r"[A-Z].*\.", query.purpose), "the purpose is a sentence"
    assert [word for word in _WORD.findall(code) if not word.isupper()] == []
    assert {why for pattern, why in _FORBIDDEN.items() if re.search(pattern, code)} == set()
    assert ("USING INDEX" in code) <= (name in _INDEX_HINTS)
    assert not re.search(r"[ \t]+$|\t|\r", source, re.MULTILINE)
    assert source.endswith("\n")
    assert [line for line in _outermost(code).splitlines() if _clause_inside(line)] == []


@pytest.mark.parametrize("name", sorted(name for name, query in all_queries().items() if query.access == "read"))
def test_a_reading_query_has_an_order_or_a_single_row(name: str) -> None:
    """A list without an order changes from one call to the next."""
    code = code_only(all_queries()[name].text)
    single = name in _SINGLE | _SUMMED or re.search(r"\bLIMIT 1\s*$", code)

    assert single or "ORDER BY" in _outermost(code)


# A node found by its unique id, or nothing but an aggregate or a fact.
_SINGLE = {
    "backup/free_time",
    "goals/active_goals",
    "importing/as_of",
    "importing/people_page",
    "matching/goal_owner",
    "policy/holders_changed",
    "matching/mentee",
    "matching/pair_facts",
    "people/reports_to",
    "people/skill_known",
    "people/unit_known",
}


# Every row goes into a sum that no order changes.
_SUMMED = {"backup/nodes", "backup/relationships"}


def _outermost(code: str) -> str:
    """The code without what stands in braces and brackets."""
    depth, kept = 0, ""
    for character in code:
        depth += (character in "{([") - (character in "})]")
        kept += character if depth == 0 or character == "\n" else ""
    return kept


def _clause_inside(line: str) -> bool:
    return any(match.start() > len(line) - len(line.lstrip()) for match in _CLAUSE.finditer(line))
