"""The one clock of the service; the day is that of UTC."""

from datetime import UTC, date, datetime


def utc_today() -> date:
    """The present date in UTC."""
    return datetime.now(UTC).date()
