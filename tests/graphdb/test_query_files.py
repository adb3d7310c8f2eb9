"""Every query file keeps its contract on a real, migrated database."""

import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import graphapi_lab
import pytest
from neo4j import Driver, GraphDatabase, NotificationClassification, NotificationMinimumSeverity

import graphapi
from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database
from graphapi.graphdb.queries import Parameter, Statement, all_queries, parse_query, statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.graphdb.scope import EVERYBODY
from tests.conftest import Address

_UNSCOPED = "// Answers.\n// access: read\n// scope: {}\n// params: none\n// returns: X\n"
_EXAMPLES: dict[str, Any] = {
    "str": "x",
    "int": 1,
    "float": 0.5,
    "bool": True,
    "date": date(2027, 3, 1),
    "datetime": datetime(2027, 3, 1, tzinfo=UTC),
    "map": {},
    "any": 1,
}


def _example(parameter: Parameter) -> Any:
    depth = parameter.kind.count("list[")
    value: Any = _EXAMPLES[parameter.kind.replace("list[", "").replace("]", "")]
    for _ in range(depth):
        value = [value]
    return value


@pytest.fixture(scope="module")
def explaining(migrated: Database, neo4j_address: Address) -> Iterator[Driver]:
    """A driver that hands on every notification."""
    with GraphDatabase.driver(
        neo4j_address.uri,
        auth=(neo4j_address.user, neo4j_address.password) if neo4j_address.password else None,
        notifications_min_severity=NotificationMinimumSeverity.INFORMATION,
    ) as driver:
        yield driver


@pytest.mark.parametrize("name", sorted(all_queries()))
def test_the_server_takes_the_query_without_a_remark(name: str, explaining: Driver) -> None:
    query = all_queries()[name]
    text: Any = "EXPLAIN " + query.text
    given = {p.name: _example(p) for p in query.parameters} | dict(EVERYBODY.parameters)

    _, summary, columns = explaining.execute_query(text, given)

    # A label or type that nothing bears yet is unrecognized; tests/test_vocabulary.py holds them to the model.
    notifications = [
        status.status_description
        for status in summary.gql_status_objects
        if status.is_notification and status.classification != NotificationClassification.UNRECOGNIZED
    ]
    assert notifications == []
    assert (summary.query_type in ("w", "rw")) == (query.access == "write")
    # The row class takes these columns, and needs no other.
    [statement] = [each for each in all_statements() if each.query is query]
    fields = statement.adapter.json_schema()["properties"] if query.returns != "nothing" else {}
    assert sorted(columns) == sorted(fields)


def all_statements() -> list[Statement[Any]]:
    """Every statement that a graph module makes of a query file."""
    packages = ((graphapi.__path__, "graphapi."), (graphapi_lab.__path__, "graphapi_lab."))
    names = [module.name for path, prefix in packages for module in pkgutil.walk_packages(path, prefix)]
    modules = [importlib.import_module(name) for name in names if name.endswith(("graph", "_graph"))]
    return [
        value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Statement) and not _is_imported(module, name)
    ]


def _is_imported(module: ModuleType, name: str) -> bool:
    return f"{name} = statement(" not in inspect.getsource(module)


def test_every_query_file_is_used_by_exactly_one_statement() -> None:
    used = Counter(statement.query.name for statement in all_statements())

    assert sorted(used) == sorted(all_queries())
    assert [name for name, times in used.items() if times > 1] == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("RETURN 1 AS x", "does not say what it answers"),
        ("// Answers.\n// access: read\n// params: none\n// returns: X\nRETURN 1 AS x", "lacks '// scope:'"),
        (f"{_UNSCOPED.format('person')}MATCH (p:Person) RETURN p.id AS x", r"needs \$scopeUnit"),
        (f"{_UNSCOPED.format('none')}MATCH (p:Person) RETURN p.id AS x", "this one has :Person"),
        (f"{_UNSCOPED.format('none')}MATCH ()-[h:HAS]->() RETURN h.level AS x", "this one has :HAS"),
        (f"{_UNSCOPED.format('everybody')}MATCH (p:Person) RETURN p.id AS x", "'everybody, because' and a reason"),
        (f"{_UNSCOPED.format('everybody, because so')}RETURN $scopeUnit AS x", "its scope is person"),
        (f"{_UNSCOPED.format('somebody')}RETURN 1 AS x", "'everybody, because' and a reason"),
        ("// Answers.\nRETURN 1 AS x", "lacks '// access:'"),
        (
            "// Answers.\n// access: read\n// params: none\n// returns: X\nRETURN $x AS x",
            "used but not declared",
        ),
        (
            "// Answers.\n// access: read\n// params: x: str\n// returns: X\nRETURN '$x' AS x",
            "declared but not used",
        ),
        (
            "// Answers.\n// access: both\n// params: none\n// returns: X\nRETURN 1 AS x",
            "read or write",
        ),
        (
            "// Answers.\n// access: read\n// params: x: text\n// returns: X\nRETURN $x AS x",
            "is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: none\n// returns: X\nRETURN 1 AS x; RETURN 2",
            "one statement",
        ),
        ("// Answers.\n// access: read\n// params: none\n// returns: X\n", "one statement"),
        (
            "//\n// access: read\n// params: none\n// returns: X\nRETURN 1 AS x",
            "does not say what it answers",
        ),
        ("// Answers.\n// access: read\n// returns: X\nRETURN 1 AS x", "lacks '// params:'"),
        ("// Answers.\n// access: read\n// params: none\nRETURN 1 AS x", "lacks '// returns:'"),
        (
            "// Answers.\n// access: read\n// params:\n// returns: X\nRETURN 1 AS x",
            "'' is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: none\n// returns: A row\nRETURN 1 AS x",
            "name of a row class",
        ),
        (
            "// Answers.\n// access: read\n// params: none\n// returns: X\n// access: write\nRETURN 1 AS x",
            "twice",
        ),
        (
            "// Answers.\n// access: read\n// params: none\n// returns: X\n// More.\nRETURN 1 AS x",
            "no line of a header",
        ),
        (
            "// Answers.\n// access: read\n// params: x: str, x: int\n// returns: X\nRETURN $x AS x",
            "declared twice",
        ),
        (
            "// Answers.\n// access: read\n// params: x str\n// returns: X\nRETURN $x AS x",
            "is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: x: list[str\n// returns: X\nRETURN $x AS x",
            "is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: x: str]\n// returns: X\nRETURN $x AS x",
            "is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: x: list\n// returns: X\nRETURN $x AS x",
            "is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: x: list[str?]\n// returns: X\nRETURN $x AS x",
            "is not 'name: type'",
        ),
        (
            "// Answers.\n// access: read\n// params: none\n// returns: X\nRETURN 'a AS x",
            "' in line 6 has no end",
        ),
        (
            "// Answers.\n// access: read\n// params: x: str\n// returns: X\nRETURN 1 AS x // $x",
            "declared but not used",
        ),
        (
            "// Answers.\n// access: read\n// params: x: str\n// returns: X\nRETURN 1 AS `$x`",
            "declared but not used",
        ),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused(source: str, complaint: str) -> None:
    if "scope" not in source + complaint:
        source = re.sub(r"(// access: \w+\n)", r"\1// scope: none\n", source, count=1)
    with pytest.raises(SetupProblem, match=complaint):
        parse_query("room/name", source)


def test_a_good_file_is_read() -> None:
    query = parse_query(
        "room/name",
        "// Answers\n// in two lines.\n// access: write\n// scope: none\n"
        "// params: ids: list[list[str]]?, from: date,\n"
        "//   more: any\n// returns: nothing\nUNWIND $ids AS x\n// A comment: no header.\nSET x.y = $from + $more;\n",
    )

    assert (query.purpose, query.access, query.returns) == ("Answers in two lines.", "write", "nothing")
    assert query.parameters == (
        Parameter("ids", "list[list[str]]", nullable=True),
        Parameter("from", "date", nullable=False),
        Parameter("more", "any", nullable=False),
    )
    assert query.text.startswith("// name: room/name\n")
    assert query.text.endswith("$more")


_NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("str", ""),
        ("int", 1),
        ("int", -(2**63)),
        ("float", 1.5),
        ("float", 1),
        ("bool", False),
        ("date", date(2027, 3, 1)),
        ("datetime", _NOW),
        ("map", {"a": [1]}),
        ("any", object()),
        ("any", _NOW),
        ("list[str]", []),
        ("list[str]", ("a", "b")),
        ("list[list[int]]", [[], [1, 2]]),
        ("list[map]", [{}, {"a": 1}]),
        ("list[any]", ["a", 1]),
    ],
)
def test_a_value_of_the_declared_type_is_taken(kind: str, value: object) -> None:
    assert Parameter("x", kind, nullable=False).check(value) is None
    assert Parameter("x", kind, nullable=True).check(None) is None


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        ("str", None, "must not be null"),
        ("any", None, "must not be null"),
        ("str", 1, "must be str, not int"),
        ("str", b"canary", "must be str, not bytes"),
        ("int", True, "must be int, not bool"),
        ("int", 1.0, "must be int, not float"),
        ("float", True, "must be float, not bool"),
        ("bool", 1, "must be bool, not int"),
        ("date", _NOW, "must be date, not datetime"),
        ("date", "2027-03-01", "must be date, not str"),
        ("datetime", date(2027, 3, 1), "must be datetime, not date"),
        ("datetime", _NOW.replace(tzinfo=None), "must be datetime, not datetime without a zone"),
        ("map", ["canary"], "must be map, not list of str"),
        ("list[str]", "canary", r"must be list\[str\], not str"),
        ("list[str]", ["a", "b", 3], r"must be list\[str\], not list of int, str"),
        ("list[str]", ["a", None], r"must be list\[str\], not list of NoneType, str"),
        ("list[int]", {1, 2}, r"must be list\[int\], not set"),
        ("list[list[int]]", [[1], ["canary"]], r"must be list\[list\[int\]\], not list of list"),
    ],
)
def test_a_value_of_another_type_is_refused_without_being_said(kind: str, value: object, complaint: str) -> None:
    found = Parameter("x", kind, nullable=False).check(value)

    assert found is not None
    assert re.fullmatch(complaint, found)


def test_parameters_differ_from_the_declared_ones() -> None:
    query = parse_query(
        "a/b", "// Answers.\n// access: read\n// scope: none\n// params: x: int\n// returns: X\nRETURN $x AS x"
    )

    with pytest.raises(SetupProblem, match=r"Query a/b takes \['x'\], but was given \['x', 'y'\]"):
        query.check({"x": 1, "y": 2})
    with pytest.raises(SetupProblem, match=r"takes \['x'\], but was given \[\]"):
        query.check({})
    with pytest.raises(SetupProblem, match="Query a/b: parameter x must be int, not str") as caught:
        query.check({"x": "canary"})
    assert "canary" not in caught.value.message


@row
class PersonRow:
    """Not what any query returns."""

    id: str


def test_a_statement_needs_its_file_and_the_row_of_its_header() -> None:
    with pytest.raises(SetupProblem, match=r"There is no query file cypher/people/nothing_such\.cypher"):
        statement("people/nothing_such", PersonRow)
    with pytest.raises(SetupProblem, match=r"people_by_id\.cypher returns Person, but PersonRow is asked"):
        statement("people/people_by_id", PersonRow)
    with pytest.raises(SetupProblem, match="returns Person, but nothing is asked of it"):
        statement("people/people_by_id", Nothing)
