"""Brings a rank map up to date with the change log: reads again what has changed, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.model import Change, Position
from graphapi.journal.reading import changes_since
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.reading import Fresh, read_changed

# Editors wait while this much is read under the log's lock; more is read without it first.
_AT_ONCE = 100
_A_READ = 250
_READ_SECONDS = 60.0


class Outrun(Exception):
    """The change log does not say all that has changed since; the map has to be read again. Stays in this room."""


@dataclass(slots=True)
class Changed:
    """What is to be read again."""

    people: set[str] = field(default_factory=set[str])
    skills: set[str] = field(default_factory=set[str])
    policy: bool = False

    def __len__(self) -> int:
        return len(self.people) + len(self.skills)

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "Changed":
        """All that these changes speak of. Raises Outrun when one of them is everything."""
        found = cls()
        for change in changes:
            if change.kind == "everything":
                raise Outrun("Much of the map has changed at once; reading it again.")
            if change.kind == "policy":
                found.policy = True
            else:
                (found.people if change.kind == "people" else found.skills).update(change.ids)
        return found


async def catch_up(database: Database, ranked: RankMap, known: Position) -> None:
    """Makes the map exactly what the graph holds at a position, and sets that position.

    known: a position all of which the map has. While the map is between two positions, it has none. Raises Outrun,
    and what the database raises; the map can then be caught up again from `known`.
    """
    reached = known
    while True:
        start = reached

        async def look(tx: Transaction, start: Position = start) -> tuple[Position, Changed, Fresh | None]:
            found = await changes_since(tx, start)
            if not found.complete:
                raise Outrun(
                    "The change log does not have all changes since the last read; reading the map again."
                )
            changed = Changed.of(found.changes)
            # Under the lock nothing that is recorded can change, so that this is one state of the graph.
            few = len(changed) <= _AT_ONCE
            fresh = await read_changed(tx, changed.people, changed.skills, policy=changed.policy) if few else None
            return found.position, changed, fresh

        reached, changed, fresh = await database.write("rankindex/catch_up", look)
        if fresh is not None:
            fresh.put_into(ranked)
            ranked.position = reached
            return
        # What changes again meanwhile is in the log and is read once more.
        ranked.position = None
        await _read_without_lock(database, ranked, changed)


async def _read_without_lock(database: Database, ranked: RankMap, changed: Changed) -> None:
    people, skills = sorted(changed.people), sorted(changed.skills)
    steps: list[tuple[Sequence[str], Sequence[str], bool]] = [((), (), changed.policy)]
    steps += [(people[at : at + _A_READ], (), False) for at in range(0, len(people), _A_READ)]
    steps += [((), skills[at : at + _A_READ], False) for at in range(0, len(skills), _A_READ)]
    for some_people, some_skills, policy in steps:

        async def read(
            tx: Transaction,
            some_people: Sequence[str] = some_people,
            some_skills: Sequence[str] = some_skills,
            policy: bool = policy,
        ) -> Fresh:
            return await read_changed(tx, some_people, some_skills, policy=policy)

        fresh = await database.read("rankindex/read_changed", read, deadline_seconds=_READ_SECONDS)
        fresh.put_into(ranked)
