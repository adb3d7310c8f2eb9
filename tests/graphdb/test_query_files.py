"""Every query file keeps its contract on a real, migrated database."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from neo4j import GraphDatabase, NotificationClassification, NotificationMinimumSeverity

from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database
from graphapi.graphdb.queries import Parameter, all_queries, parse_query
from tests.conftest import Address

_EXAMPLES: dict[str, Any] = {
    "str": "x",
    "int": 1,
    "float": 0.5,
    "bool": True,
    "date": date(2027, 3, 1),
    "datetime": datetime(2027, 3, 1, tzinfo=UTC),
    "map": {},
}


def _example(parameter: Parameter) -> Any:
    depth = parameter.kind.count("list[")
    value: Any = _EXAMPLES[parameter.kind.replace("list[", "").replace("]", "")]
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("name", sorted(all_queries()))
def test_explain_gives_no_notification(name: str, migrated: Database, neo4j_address: Address) -> None:
    query = all_queries()[name]
    auth = (neo4j_address.user, neo4j_address.password) if neo4j_address.password else None
    text: Any = "EXPLAIN " + query.text
    with GraphDatabase.driver(
        neo4j_address.uri, auth=auth, notifications_min_severity=NotificationMinimumSeverity.INFORMATION
    ) as driver:
        _, summary, _ = driver.execute_query(text, {p.name: _example(p) for p in query.parameters})
    # A label or type that nothing bears yet is unrecognized; tests/test_vocabulary.py holds them to the model.
    notifications = [
        status.status_description
        for status in summary.gql_status_objects
        if status.is_notification and status.classification != NotificationClassification.UNRECOGNIZED
    ]
    assert notifications == []
    assert (summary.query_type in ("w", "rw")) == (query.access == "write")


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("RETURN 1 AS x", "does not say what it answers"),
        ("// Answers.\nRETURN 1 AS x", "lacks '// access:'"),
        ("// Answers.\n// access: read\n// params: none\n// returns: X\nRETURN $x AS x", "used but not declared"),
        (
            "// Answers.\n// access: read\n// params: x: str\n// returns: X\nRETURN '$x' AS x",
            "declared but not used",
        ),
        ("// Answers.\n// access: both\n// params: none\n// returns: X\nRETURN 1 AS x", "read or write"),
        ("// Answers.\n// access: read\n// params: x: text\n// returns: X\nRETURN $x AS x", "is not 'name: type'"),
        ("// Answers.\n// access: read\n// params: none\n// returns: X\nRETURN 1 AS x; RETURN 2", "one statement"),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(SetupProblem, match=complaint):
        parse_query("room/name", source)
