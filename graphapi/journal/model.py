"""The values of the change log: a reader's position, and the entries."""

from dataclasses import dataclass
from typing import Literal

from graphapi.graphdb.rows import row

ChangeKind = Literal["people", "skills", "policy", "everything"]
"""What the ids of a change are. `policy` and `everything` have none."""

KEPT_CHANGES = 10_000
"""How many entries are kept; a reader further behind than this rebuilds its copy."""


@row
class Position:
    """A place in the log of one database.

    seq: number of the last entry, 0 before the first. token: random, new with each entry, so that a database
    restored from a copy is not mistaken for the one that was read. log_id: random, created with the log.
    """

    log_id: str
    seq: int
    token: str


@row
class Change:
    """One entry: something that can affect rankings has changed for the people or skills with these ids."""

    seq: int
    token: str
    kind: ChangeKind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """The entries up to `position`. Complete only if none that the reader lacks was pruned."""

    position: Position
    changes: tuple[Change, ...]
    complete: bool
