"""Everything that follows an edit, in the order in which it runs; the one place where followers are registered."""

from graphapi.availability.following import FreeTimeFollower
from graphapi.calendar.clock import utc_today
from graphapi.derived.following import NearnessFollower
from graphapi.graphdb.database import Database
from graphapi.journal.edit import Follower, Journal
from graphapi.relatedness.marking import EvidenceFollower

NOT_FOLLOWED = {
    "person.created": "the change log",
}
"""Facts from which nothing is derived, each with who reads it."""


def followers() -> tuple[Follower, ...]:
    """One that derives what another follows runs before it."""
    return (EvidenceFollower(), NearnessFollower(), FreeTimeFollower())


def journal_of(database: Database) -> Journal:
    """The journal of a process over its database."""
    return Journal(database, followers(), utc_today)
