"""Reads attributes.csv and rules.csv: columns of the organisation's own, and what mentors must have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from graphapi.attributes.model import (
    KINDS,
    LONGEST_ATTRIBUTE,
    MOST_ATTRIBUTES,
    MOST_RULES,
    MOST_VALUES,
    REQUIREMENTS,
    Attribute,
    AttributeRule,
    Kind,
    Requires,
)
from graphapi.errors import InvalidInput
from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.options import plain
from graphapi.importing.people_file import PEOPLE
from graphapi.importing.problems import BadCell, Problems, did_you_mean, nearest, shown
from graphapi.importing.tables import Shape, Table

ATTRIBUTES = Shape("attributes.csv", ("name", "kind"), ("values",))
RULES = Shape("rules.csv", ("attribute", "requires"), ("least", "most"))
_KIND = cells.one_of(KINDS)
_REQUIRES = cells.one_of(REQUIREMENTS)
_TAKEN = {plain(column) for column in PEOPLE.columns}


@dataclass(slots=True)
class RulesFile:
    """The rules of rules.csv; given: whether there is such a file, so that these are all."""

    rows: list[AttributeRule] = field(default_factory=list[AttributeRule])
    given: bool = False


def read_attributes(table: Table, known: Sequence[Attribute], problems: Problems) -> list[Attribute]:
    """Every attribute that is right; faults are noted. known: those that are declared already."""
    found: dict[str, Attribute] = {}
    lines: dict[str, int] = {}
    # Columns that differ only in letter case or spaces are one column.
    spelled = {plain(each.name): each.name for each in known}
    row = Row(ATTRIBUTES.file, problems)
    for line, cell in table.rows():
        row.begin(line)
        name = row.required("name", cell[0], _name, "")
        kind = row.required("kind", cell[1], _KIND, "choice")
        values = row.optional("values", cell[2], cells.labels, ())
        if name in lines:
            row.bad("name", f"the attribute {shown(name)} is already in line {lines[name]}", "keep one row")
        elif spelled.setdefault(plain(name), name) != name:
            row.bad("name", f"the attribute {shown(spelled[plain(name)])} is the same column", "use its spelling")
        if kind == "scale" and len(values) < 2:
            row.bad(
                "values", "a scale has at least two values", "list them from the lowest, as in one; two; three"
            )
        if len(values) > MOST_VALUES:
            row.bad("values", f"there are {len(values)} values", f"an attribute has at most {MOST_VALUES}")
        if row.right:
            found[name], lines[name] = Attribute(name, cast(Kind, kind), values), line
    if len({each.name for each in known} | found.keys()) > MOST_ATTRIBUTES:
        problems.add(ATTRIBUTES.file, None, None, f"there can be at most {MOST_ATTRIBUTES} attributes")
    return list(found.values())


def read_rules(table: Table, attributes: Mapping[str, Attribute], problems: Problems) -> RulesFile:
    """Every rule that is right; faults are noted. attributes: by name, as they are after the import."""
    file = RulesFile(given=True)
    row = Row(RULES.file, problems)
    step = cells.integer(0, MOST_VALUES)

    def known(text: str) -> str:
        if text in attributes:
            return text
        advice = did_you_mean(nearest(text, attributes)) or f"declare it in {ATTRIBUTES.file}"
        raise BadCell(f"no attribute is called {shown(text)}", advice)

    for line, cell in table.rows():
        row.begin(line)
        name = row.required("attribute", cell[0], known, "")
        requires = row.required("requires", cell[1], _REQUIRES, "same")
        least = row.optional("least", cell[2], step, 1)
        most = row.optional("most", cell[3], step, max(least, 1))
        if not row.right:
            continue
        try:
            rule = AttributeRule(name, cast(Requires, requires), least, most, scale_of(attributes[name]))
        except InvalidInput as error:
            row.bad("requires", error.message.rstrip("."))
            continue
        if rule in file.rows:
            row.bad(None, "this rule is there already", "keep one row")
        file.rows.append(rule)
    if len(file.rows) > MOST_RULES:
        problems.add(RULES.file, None, None, f"there can be at most {MOST_RULES} rules")
    return file


def scale_of(attribute: Attribute) -> tuple[str, ...]:
    """The values in their order, when they have one."""
    return attribute.values if attribute.kind == "scale" else ()


def value_reader(attribute: Attribute) -> Remembering[str]:
    """Reads a cell of a column of people.csv that is this attribute, in the spelling in which it was declared."""
    spelled = {value.casefold(): value for value in attribute.values}

    def read(text: str) -> str:
        if not spelled:
            return cells.name(text)
        if found := spelled.get(text.casefold()):
            return found
        advice = did_you_mean(nearest(text, attribute.values)) or f"use {', '.join(attribute.values[:10])}"
        raise BadCell(f"{shown(text)} is no {attribute.name}", advice)

    return Remembering(read)


def _name(text: str) -> str:
    name = cells.name(text)
    if len(name) > LONGEST_ATTRIBUTE or "=" in name:
        raise BadCell(
            f"{shown(name)} cannot name an attribute", f"use at most {LONGEST_ATTRIBUTE} characters, no ="
        )
    if plain(name) in _TAKEN:
        raise BadCell(f"{shown(name)} is a column of people.csv already", "use another name")
    return name
