"""Loads the query files and holds each to the contract in its header.

A file is one statement; its path below `cypher/` without the ending is its name. The header says what it
answers, whether it reads or writes, whom it may see, its parameters with their types, and the row it returns.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, cast

from pydantic import TypeAdapter

from graphapi.errors import SetupProblem
from graphapi.graphdb.rows import Nothing
from graphapi.graphdb.scanning import Unclosed, code_only, split_statements
from graphapi.resources import resource_dir

Access = Literal["read", "write"]
Scoping = Literal["person", "everybody", "none"]
Row = TypeVar("Row")

_HEADER_FIELDS = ("access", "scope", "params", "returns")
_HEADER_LINE = re.compile(r"^//\s?(.*)$")
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_DECLARATION = re.compile(r"^([A-Za-z_]\w*): ([a-z\[\]]+)(\??)$")
# The transaction gives these to every query whose scope is "person".
_SCOPE_PARAMETERS = frozenset({"scopeUnit"})
# What leads to people; a query that touches any of it says whom it may see.
_PERSONAL = re.compile(
    r":(Person|Goal|Pattern|Leave|Match|PURSUES|HAS|KEEPS|TAKES|FREE|OFFERS|REPORTS_TO|WORKS_IN)\b"
)
_RETURNS = re.compile(r"^[A-Za-z_]\w*$")
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "date": (date,),
    "datetime": (datetime,),
    "map": (dict,),
    "any": (object,),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter; `kind` is as written in the header, without the question mark."""

    name: str
    kind: str
    nullable: bool

    def check(self, value: object) -> str | None:
        """What is wrong with `value`, or None. Inside a map nothing is looked at."""
        if value is None:
            return None if self.nullable else "must not be null"
        return None if _is_of_kind(value, self.kind) else f"must be {self.kind}, not {_said(value)}"


@dataclass(frozen=True, slots=True)
class Query:
    """One query file: its text is a constant, sent as it stands."""

    name: str
    purpose: str
    access: Access
    scope: Scoping
    parameters: tuple[Parameter, ...]
    returns: str
    text: str

    def check(self, given: dict[str, Any]) -> None:
        """Raises SetupProblem when the given parameters differ from the declared ones."""
        declared = {parameter.name for parameter in self.parameters}
        if declared != given.keys():
            raise SetupProblem(
                f"Query {self.name} takes {sorted(declared)}, but was given {sorted(given.keys())}."
            )
        for parameter in self.parameters:
            problem = parameter.check(given[parameter.name])
            if problem:
                raise SetupProblem(f"Query {self.name}: parameter {parameter.name} {problem}.")


def parse_query(name: str, source: str) -> Query:
    """Reads one query file. Raises SetupProblem, naming the file and what its header lacks."""

    def refuse(problem: str) -> SetupProblem:
        return SetupProblem(f"cypher/{name}.cypher: {problem}.")

    purpose, fields = _read_header(source, refuse)
    if not any(purpose):
        raise refuse("the header does not say what it answers")
    for key in _HEADER_FIELDS:
        if key not in fields:
            raise refuse(f"the header lacks '// {key}:'")
    access = fields["access"]
    if access not in ("read", "write"):
        raise refuse("'// access:' is read or write")
    if not _RETURNS.match(fields["returns"]):
        raise refuse("'// returns:' is the name of a row class, or nothing")
    parameters = tuple(_parse_declarations(fields["params"], refuse))
    try:
        bare = code_only(source)
    except Unclosed as error:
        raise refuse(str(error)) from error
    used, declared = set(_PARAMETER.findall(bare)), {parameter.name for parameter in parameters}
    scope = _parse_scope(fields["scope"], bare, used, refuse)
    used -= _SCOPE_PARAMETERS
    if used != declared:
        raise refuse(
            f"declared but not used: {sorted(declared - used)}; used but not declared: {sorted(used - declared)}"
        )
    if len(split_statements(source)) != 1:
        raise refuse("one statement a file")
    return Query(
        name,
        " ".join(purpose),
        access,
        scope,
        parameters,
        fields["returns"],
        f"// name: {name}\n{source.strip().removesuffix(';')}",
    )


def _read_header(source: str, refuse: Callable[[str], SetupProblem]) -> tuple[list[str], dict[str, str]]:
    purpose: list[str] = []
    fields: dict[str, str] = {}
    for line in source.splitlines():
        match = _HEADER_LINE.match(line)
        if not match:
            break
        key, separator, value = match[1].partition(":")
        if separator and key in _HEADER_FIELDS:
            if key in fields:
                raise refuse(f"the header says '// {key}:' twice")
            fields[key] = value.strip()
        elif not fields:
            purpose.append(match[1].strip())
        elif list(fields)[-1] == "params":
            # A long list of parameters continues in the next comment line.
            fields["params"] += " " + match[1].strip()
        else:
            raise refuse(f"'{line}' is no line of a header; put it above '// access:' or further down")
    return purpose, fields


def _parse_scope(said: str, bare: str, used: set[str], refuse: Callable[[str], SetupProblem]) -> Scoping:
    """Raises SetupProblem when the query sees people without a scope or a reason, or declares what it does not use."""
    kind, _, reason = said.partition(", because ")
    if kind == "person" and not reason:
        if not used >= _SCOPE_PARAMETERS:
            raise refuse("'// scope: person' needs $scopeUnit in the statement; see docs/decisions/0016-scope.md")
        return "person"
    if used & _SCOPE_PARAMETERS:
        raise refuse("the statement uses $scopeUnit, so its scope is person")
    if kind == "everybody" and reason:
        return "everybody"
    if kind == "none" and not reason:
        if found := _PERSONAL.search(bare):
            raise refuse(
                f"'// scope: none' is for queries without people, and this one has {found[0]}; write '// scope: "
                "person', or '// scope: everybody, because ...'"
            )
        return "none"
    raise refuse("'// scope:' is person, none, or 'everybody, because' and a reason")


def _parse_declarations(text: str, refuse: Callable[[str], SetupProblem]) -> list[Parameter]:
    if text == "none":
        return []
    found: list[Parameter] = []
    for part in text.split(","):
        match = _DECLARATION.match(part.strip())
        if not match or _innermost(match[2]) not in _TYPES:
            raise refuse(f"'{part.strip()}' is not 'name: type' with one of the types {sorted(_TYPES)}")
        if match[1] in {parameter.name for parameter in found}:
            raise refuse(f"'{match[1]}' is declared twice")
        found.append(Parameter(match[1], match[2], match[3] == "?"))
    return found


def _innermost(kind: str) -> str:
    """What the lists of the type hold in the end."""
    while kind.startswith("list[") and kind.endswith("]"):
        kind = kind[5:-1]
    return kind


def _is_of_kind(value: object, kind: str) -> bool:
    if kind.startswith("list["):
        if not isinstance(value, (list, tuple)):
            return False
        return all(_is_of_kind(item, kind[5:-1]) for item in cast(Sequence[object], value))
    if isinstance(value, bool):
        return kind in ("bool", "any")
    if isinstance(value, datetime):
        # A moment without a zone would be stored as one of no certain time.
        return kind == "any" or (kind == "datetime" and value.tzinfo is not None)
    return isinstance(value, _TYPES[kind])


def _said(value: object) -> str:
    """Describes the type of a value, without the value."""
    if isinstance(value, (list, tuple)):
        kinds = {type(item).__name__ for item in cast(Sequence[object], value)}
        return f"list of {', '.join(sorted(kinds)) or 'nothing'}"
    if isinstance(value, datetime) and value.tzinfo is None:
        return "datetime without a zone"
    return type(value).__name__


@lru_cache(maxsize=1)
def all_queries() -> dict[str, Query]:
    """Every query file by name, migrations and browser guides left out. Raises SetupProblem on a bad one."""
    root = resource_dir("cypher")
    return {
        name: parse_query(name, path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.cypher"))
        if (name := _name_of(path, root)).split("/")[0] not in ("migrations", "browser")
    }


def _name_of(path: Path, root: Path) -> str:
    return path.relative_to(root).with_suffix("").as_posix()


@dataclass(frozen=True, slots=True)
class Statement(Generic[Row]):
    """A query file together with the class of its rows."""

    query: Query
    adapter: TypeAdapter[Row]


def statement(name: str, row: type[Row]) -> Statement[Row]:
    """The query file `name`, whose header must say that it returns `row`.

    Raises SetupProblem when there is no such file or its header promises another row.
    """
    query = all_queries().get(name)
    if query is None:
        raise SetupProblem(f"There is no query file cypher/{name}.cypher.")
    promised = "nothing" if row is Nothing else row.__name__
    if query.returns != promised:
        raise SetupProblem(f"cypher/{name}.cypher returns {query.returns}, but {promised} is asked of it.")
    return Statement(query, TypeAdapter(row))
