"""Matches as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MatchSaving:
    """A match to create or to change. started_on, ended_on: UTC days; one with an end is over.

    was_active: as it was when the change was planned; None for a match that is new.
    """

    id: str
    mentor_id: str
    mentee_id: str
    started_on: date | None
    ended_on: date | None
    was_active: bool | None = None

    @property
    def is_active(self) -> bool:
        """Whether it takes a place of the mentor."""
        return self.ended_on is None
