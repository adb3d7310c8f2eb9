"""Translates what the driver raises into the project's own errors, and says what may be tried again."""

import re
from collections.abc import Callable

from neo4j import exceptions

from graphapi.errors import Conflict, DeadlineExceeded, GraphapiError, SetupProblem, Unavailable

_CONSTRAINT = re.compile(
    r"with (?:label|type) `(?P<label>[^`]+)` and propert(?:y|ies) (?P<properties>`[^`]+`(?:, `[^`]+`)*)"
)
_TIMED_OUT = ("TransactionTimedOut", "LockAcquisitionTimeout", "LockClientStopped")
_STOPPED = ("Transaction.Terminated", "Transaction.TransactionTerminated")
_WRONG_LOGIN = ("AuthenticationRateLimit", "CredentialsExpired")
# A schema command that says IF NOT EXISTS meets these while another one like it is under way, or is being undone
# because its client died.
_SCHEMA_IN_MOTION = ("ConstraintCreationFailed",)
_SCHEMA_NAME_TAKEN = (
    "ConstraintAlreadyExists",
    "ConstraintWithNameAlreadyExists",
    "EquivalentSchemaRuleAlreadyExists",
    "IndexAlreadyExists",
    "IndexWithNameAlreadyExists",
)
_TRY_AGAIN = "try again in a moment"


class ConstraintViolated(Conflict):
    """A uniqueness constraint refused the write; names the label and the property, never the value."""

    code = "ALREADY_EXISTS"

    def __init__(self, label: str, property_name: str) -> None:
        super().__init__(f"There is already a {label} with this {property_name}.")
        self.label = label
        self.property_name = property_name


class SchemaNameTaken(SetupProblem):
    """A constraint or index cannot be made, because another one of its name or its place is there."""

    code = "SCHEMA_NAME_TAKEN"


class CommitUnknown(Unavailable):
    """The connection broke while committing: it may or may not have happened. Ask again with the same key."""

    code = "COMMIT_UNKNOWN"

    def __init__(self) -> None:
        super().__init__(
            "The database did not confirm the commit, so the change may or may not be saved. Send the same "
            "request again, with the same idempotency key if it has one."
        )


class DatabaseUnhealthy(Unavailable):
    """The database has stopped itself after a fault of its disk, and answers nothing until it is restarted."""

    code = "DATABASE_UNHEALTHY"

    def __init__(self) -> None:
        super().__init__(
            "The database has stopped itself because it could not write to its disk, most often because the disk is "
            "full. Nothing that it confirmed is lost. Make room; the embedded Neo4j then restarts by itself, any other "
            "must be restarted."
        )


class DatabaseOutOfMemory(Unavailable):
    """The database has too little memory for the transaction, of which nothing was stored."""

    code = "DATABASE_OUT_OF_MEMORY"

    def __init__(self) -> None:
        super().__init__(f"The database has too little memory for this request. Ask for less, or {_TRY_AGAIN}.")


# What a server answers for the write that met a full disk, and for everything after it.
_UNHEALTHY = ("TransactionLogError", "TransactionStartFailed")
_BY_ENDING: tuple[tuple[str | tuple[str, ...], Callable[[], GraphapiError]], ...] = (
    (_UNHEALTHY, DatabaseUnhealthy),
    ("TransactionCommitFailed", CommitUnknown),
    ("OutOfMemoryError", DatabaseOutOfMemory),
)


def too_late() -> DeadlineExceeded:
    """The error for a transaction that outlived its deadline."""
    return DeadlineExceeded("The database did not answer before the deadline. Try again, or ask for less.")


def interrupted() -> Unavailable:
    """The error for a transaction that the driver cancelled by itself."""
    return Unavailable(f"The connection to the database was lost; {_TRY_AGAIN}.")


def may_try_again(
    error: exceptions.Neo4jError | exceptions.DriverError, *, writes: bool, schema: bool = False
) -> bool:
    """Whether the transaction surely left nothing behind and may succeed when it is run again.

    `schema` says that it is a schema command, which may be repeated.
    """
    if schema and (getattr(error, "code", None) or "").endswith(_SCHEMA_IN_MOTION + _SCHEMA_NAME_TAKEN):
        return True
    if isinstance(error, exceptions.IncompleteCommit):
        # A commit that stored nothing can be doubted without harm.
        return not writes
    return error.is_retryable()


def translate(name: str, error: exceptions.Neo4jError | exceptions.DriverError) -> GraphapiError:
    """The project's error for one that the driver raised in the transaction `name`.

    Text of the server is left out, because it may hold data.
    """
    if isinstance(error, exceptions.DriverError):
        return _of_driver(name, error)
    if isinstance(error, exceptions.ConstraintError):
        match = _CONSTRAINT.search(error.message or "")
        if match is None:
            return Conflict("Something with these properties already exists.")
        return ConstraintViolated(match["label"], match["properties"].replace("`", ""))
    code = error.code or type(error).__name__
    if isinstance(error, exceptions.AuthError) or code.endswith(_WRONG_LOGIN):
        return SetupProblem(
            "The database rejects the user or the password. Check GRAPHAPI_NEO4J_USER and "
            "GRAPHAPI_NEO4J_PASSWORD_FILE or GRAPHAPI_NEO4J_PASSWORD."
        )
    if code.endswith("DatabaseNotFound"):
        return SetupProblem("The server has no database with the name in GRAPHAPI_NEO4J_DATABASE. Check the name.")
    for endings, made in _BY_ENDING:
        if code.endswith(endings):
            return made()
    if any(title in code for title in _TIMED_OUT):
        return too_late()
    if code.endswith(_STOPPED):
        return Unavailable(f"The database stopped what it was doing; {_TRY_AGAIN}.")
    if isinstance(error, exceptions.TransientError):
        return Unavailable(f"The database is busy; {_TRY_AGAIN}.")
    if code.endswith("ConstraintCreationFailed"):
        return SetupProblem(f"{name}: existing data violates the constraint. Correct the data first.")
    if code.endswith(_SCHEMA_NAME_TAKEN):
        return SchemaNameTaken(f"{name}: another constraint or index has that name. Remove it first.")
    return SetupProblem(f"{name}: the database refuses the query ({code}).")


def may_chain(error: exceptions.Neo4jError | exceptions.DriverError) -> Exception | None:
    """The error as the cause of another, or None for one of the server, whose text may hold data."""
    return error if isinstance(error, exceptions.DriverError) else None


def _of_driver(name: str, error: exceptions.DriverError) -> GraphapiError:
    if isinstance(error, exceptions.IncompleteCommit):
        return CommitUnknown()
    if isinstance(error, exceptions.ConnectionPoolError):
        return Unavailable(f"Every connection to the database is in use; {_TRY_AGAIN}.")
    if isinstance(error, (exceptions.ServiceUnavailable, exceptions.SessionExpired)):
        return Unavailable(f"The database cannot be reached; {_TRY_AGAIN}.")
    if isinstance(error, exceptions.ConfigurationError):
        return SetupProblem("graphapi cannot use the server at GRAPHAPI_NEO4J_URI. Check its version.")
    return SetupProblem(f"{name}: the transaction was used wrongly ({type(error).__name__}).")
