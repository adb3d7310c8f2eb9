"""The values of the change log: where a reader stands in it, and what each entry says."""

from dataclasses import dataclass
from typing import Literal

from graphapi.graphdb.rows import row

ChangeKind = Literal["people", "skills", "policy", "everything"]
"""What the ids of a change are. `policy` and `everything` have none."""

KEPT_CHANGES = 10_000
"""How many entries are kept; a reader further behind than this builds its copy anew."""


@row
class Position:
    """A place in the log of one database.

    seq: number of the last entry, 0 before the first. token: drawn anew with each entry, so that a database that was
    restored from a copy, and went on from there, is not taken for the one that was read. log_id: drawn with the log.
    """

    log_id: str
    seq: int
    token: str


@row
class Change:
    """One entry: that something a ranking looks at has changed of the people or the skills with these ids."""

    seq: int
    token: str
    kind: ChangeKind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What a reader finds: everything up to `position`. Complete only when no entry that it lacks was pruned."""

    position: Position
    changes: tuple[Change, ...]
    complete: bool
