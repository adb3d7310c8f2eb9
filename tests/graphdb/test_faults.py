"""Every error of the driver and of the server becomes one of the project's, and none of them tells a value."""

import inspect

import pytest
from neo4j import exceptions
from neo4j.exceptions import DriverError, Neo4jError

from graphapi.errors import Conflict, DeadlineExceeded, GraphapiError, SetupProblem, Unavailable
from graphapi.graphdb.faults import (
    CommitUnknown,
    ConstraintViolated,
    DatabaseOutOfMemory,
    DatabaseUnhealthy,
    SchemaNameTaken,
    may_chain,
    may_try_again,
    translate,
)

_SECRET = "canary"


def of_server(code: str, message: str = f"Node(1) has the property `x` = '{_SECRET}'") -> Neo4jError:
    """The error that the driver makes of a server's answer."""
    return Neo4jError._hydrate_neo4j(code=code, message=message)  # pyright: ignore[reportPrivateUsage]


def of_driver(kind: type[DriverError]) -> DriverError:
    """An error that the driver raises itself."""
    return kind.__new__(kind)


@pytest.mark.parametrize(
    ("code", "expected", "again"),
    [
        ("Neo.ClientError.Schema.ConstraintValidationFailed", Conflict, False),
        ("Neo.ClientError.Security.Unauthorized", SetupProblem, False),
        ("Neo.ClientError.Security.AuthenticationRateLimit", SetupProblem, False),
        ("Neo.ClientError.Security.CredentialsExpired", SetupProblem, False),
        ("Neo.ClientError.Security.Forbidden", SetupProblem, False),
        ("Neo.ClientError.Database.DatabaseNotFound", SetupProblem, False),
        ("Neo.ClientError.Statement.SyntaxError", SetupProblem, False),
        ("Neo.ClientError.Statement.AccessMode", SetupProblem, False),
        ("Neo.ClientError.Statement.ArithmeticError", SetupProblem, False),
        ("Neo.ClientError.Transaction.TransactionTimedOut", DeadlineExceeded, False),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", DeadlineExceeded, False),
        ("Neo.TransientError.Transaction.LockAcquisitionTimeout", DeadlineExceeded, True),
        ("Neo.TransientError.Transaction.LockClientStopped", DeadlineExceeded, False),
        ("Neo.TransientError.Transaction.Terminated", Unavailable, False),
        ("Neo.TransientError.Transaction.DeadlockDetected", Unavailable, True),
        ("Neo.TransientError.Transaction.BookmarkTimeout", Unavailable, True),
        ("Neo.TransientError.General.DatabaseUnavailable", Unavailable, True),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", DatabaseOutOfMemory, True),
        ("Neo.ClientError.Cluster.NotALeader", Unavailable, True),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", CommitUnknown, False),
        ("Neo.DatabaseError.Schema.ConstraintCreationFailed", SetupProblem, False),
        ("Neo.DatabaseError.General.UnknownError", SetupProblem, False),
        ("Neo.ClientError.Schema.IndexWithNameAlreadyExists", SchemaNameTaken, False),
        ("Neo.DatabaseError.Transaction.TransactionLogError", DatabaseUnhealthy, False),
        ("Neo.DatabaseError.Transaction.TransactionStartFailed", DatabaseUnhealthy, False),
        ("no code at all", SetupProblem, False),
    ],
)
def test_what_the_server_says_is_translated_without_its_words(
    code: str, expected: type[GraphapiError], again: bool
) -> None:
    error = of_server(code)

    translated = translate("room/query", error)

    assert type(translated) is expected
    assert _SECRET not in translated.message
    assert may_chain(error) is None
    assert may_try_again(error, writes=True) is again


@pytest.mark.parametrize(
    ("message", "label", "property_name"),
    [
        ("Node(1) already exists with label `Person` and property `id` = 'canary'", "Person", "id"),
        (
            "Node(1) already exists with label `Person` and properties `a` = 'canary', `b` = 'canary'",
            "Person",
            "a",
        ),
        ("Relationship(1) already exists with type `HAS` and property `skillId` = 'canary'", "HAS", "skillId"),
    ],
)
def test_a_violated_constraint_is_named(message: str, label: str, property_name: str) -> None:
    translated = translate("room/query", of_server("Neo.ClientError.Schema.ConstraintValidationFailed", message))

    assert isinstance(translated, ConstraintViolated)
    assert (translated.label, translated.property_name) == (label, property_name)
    assert _SECRET not in translated.message


@pytest.mark.parametrize(
    ("kind", "expected", "again"),
    [
        (exceptions.ServiceUnavailable, Unavailable, True),
        (exceptions.RoutingServiceUnavailable, Unavailable, True),
        (exceptions.SessionExpired, Unavailable, True),
        (exceptions.IncompleteCommit, CommitUnknown, False),
        (exceptions.ConnectionAcquisitionTimeoutError, Unavailable, False),
        (exceptions.UnsupportedServerProduct, SetupProblem, False),
        (exceptions.ConfigurationError, SetupProblem, False),
        (exceptions.TransactionError, SetupProblem, False),
        (exceptions.ResultConsumedError, SetupProblem, False),
    ],
)
def test_what_the_driver_says_is_translated(
    kind: type[DriverError], expected: type[GraphapiError], again: bool
) -> None:
    error = of_driver(kind)

    assert type(translate("room/query", error)) is expected
    assert may_chain(error) is error
    assert may_try_again(error, writes=True) is again


def test_only_a_reader_tries_again_after_a_doubtful_commit() -> None:
    error = of_driver(exceptions.IncompleteCommit)

    assert may_try_again(error, writes=False)
    assert not may_try_again(error, writes=True)


def test_no_error_of_the_driver_is_left_out() -> None:
    kinds = [kind for _, kind in inspect.getmembers(exceptions, inspect.isclass) if issubclass(kind, DriverError)]

    assert len(kinds) > 15
    for kind in kinds:
        assert isinstance(translate("room/query", of_driver(kind)), GraphapiError)
