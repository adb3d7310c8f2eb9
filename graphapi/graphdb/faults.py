"""Translates what the driver raises into the project's own errors."""

import re

from neo4j import exceptions

from graphapi.errors import Conflict, DeadlineExceeded, GraphapiError, SetupProblem, Unavailable

_CONSTRAINT = re.compile(r"with label `(?P<label>[^`]+)` and property `(?P<property>[^`]+)`")


class ConstraintViolated(Conflict):
    """A uniqueness constraint refused the write; names the label and the property, never the value."""

    code = "ALREADY_EXISTS"

    def __init__(self, label: str, property_name: str) -> None:
        super().__init__(f"There is already a {label} with this {property_name}.")
        self.label = label
        self.property_name = property_name


class CommitUnknown(Unavailable):
    """The connection broke while committing: it may or may not have happened. Ask again with the same key."""

    code = "COMMIT_UNKNOWN"


def translate(error: Exception) -> GraphapiError:
    """The project's error for one that the driver raised. Text of the server that may hold data is left out."""
    if isinstance(error, exceptions.ConstraintError):
        match = _CONSTRAINT.search(error.message or "")
        return ConstraintViolated(match["label"], match["property"]) if match else Conflict("Already exists.")
    if isinstance(error, exceptions.IncompleteCommit):
        return CommitUnknown("The connection to the database broke while saving; send the same request again.")
    if isinstance(error, exceptions.AuthError):
        return SetupProblem(
            "The database refuses the user or the password; check GRAPHAPI_NEO4J_USER and the password."
        )
    code = getattr(error, "code", None) or ""
    if "TransactionTimedOut" in code or "LockAcquisitionTimeout" in code:
        return DeadlineExceeded("The database took longer than its deadline; try again, or ask for less.")
    if isinstance(error, (exceptions.DriverError, exceptions.TransientError, OSError)):
        return Unavailable("The database cannot be reached; try again in a moment.")
    if isinstance(error, exceptions.Neo4jError) and code.startswith("Neo.TransientError"):
        return Unavailable("The database is busy; try again in a moment.")
    if isinstance(error, exceptions.Neo4jError) and "MemoryPool" in code:
        return Unavailable("The database has too little memory for this; raise its heap.")
    return SetupProblem(f"The database refuses a query: {code or type(error).__name__}.")
