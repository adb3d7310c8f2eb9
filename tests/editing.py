"""Tests edit the map as the development identity, with everything that follows an edit."""

from datetime import date

from graphapi.calendar.clock import utc_today
from graphapi.followers import followers
from graphapi.graphdb.database import Database, Transaction
from graphapi.identity.viewer import DEVELOPMENT
from graphapi.journal.edit import Edit, Editor, Journal


def editor(database: Database, today: date | None = None) -> Editor:
    """Somebody who may do everything, with a journal over the database; `today` stands still where it is given."""
    return Editor(Journal(database, followers(), lambda: today or utc_today()), DEVELOPMENT)


def edit_of(tx: Transaction) -> Edit:
    """An edit that nothing follows, for tests of what an edit does inside."""
    return Edit(tx, "tests", "test", utc_today())
