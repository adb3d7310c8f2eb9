"""Remembers what an import said of each person, so that the next one compares only those of whom something differs.

Every person has a mark: a checksum of what the last import said, or the id of a later edit by somebody else. Equal
checksums mean that the files say the same as before and that nobody has edited the person since. Marks of edits are
made by graphapi.people.marking.
"""

import hashlib
import marshal
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from graphapi.availability.model import Leave, Pattern
from graphapi.importing.batches import batched
from graphapi.importing.model import Bundle, Progress
from graphapi.journal.edit import Editor
from graphapi.people.model import Mark
from graphapi.people.saving import mark_people

_PEOPLE_A_STATEMENT = 10_000
_DIGEST_BYTES = 12
# The form of marshal without references: equal values give equal bytes, whatever else holds them.
_FORM = 2


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be remembered: each person's mark as it was seen, and the new one. same: ids of whom it is equal."""

    same: frozenset[str]
    new: Mapping[str, tuple[str, str]]


def marks_of(bundle: Bundle, before: Mapping[str, str]) -> Marks:
    """The marks of everybody of whom the bundle speaks; before: those that are stored, an empty text for none."""
    now = said_of(bundle) if bundle.said is None else bundle.said
    same = frozenset(person_id for person_id, mark in now.items() if before.get(person_id) == mark)
    return Marks(
        same,
        {person_id: (before.get(person_id, ""), mark) for person_id, mark in now.items() if person_id not in same},
    )


async def remember(editor: Editor, marks: Marks, progress: Progress) -> None:
    """Stores the marks of all whose mark is still the one that was seen: the others have been edited meanwhile."""
    done = 0
    for some in batched(marks.new.items(), _PEOPLE_A_STATEMENT):
        rows = [Mark(person_id, mark, before) for person_id, (before, mark) in some]
        await editor.edit("rememberImport", lambda e, rows=rows: mark_people(e.tx, rows))
        done += len(some)
        progress("remembering what was said", done, len(marks.new))


def said_of(bundle: Bundle) -> dict[str, str]:
    """A checksum of everything that the bundle says of each person, in any order of its rows."""
    parts: dict[str, list[bytes]] = defaultdict(list)
    cached: dict[Any, bytes] = {}

    def packed(said: Any) -> bytes:
        found = cached.get(said)
        if found is None:
            found = cached[said] = marshal.dumps(_plain(said), _FORM)
        return found

    for claim in bundle.claims:
        parts[claim.person_id].append(packed((claim.skill_id, claim.level, claim.last_used_on)))
    for window in bundle.availability:
        parts[window.person_id].append(packed(window.pattern))
    for away in bundle.leaves:
        parts[away.person_id].append(packed(away.leave))
    for goal in bundle.goals:
        targets = sorted((target.skill_id, target.level, target.weight) for target in goal.targets)
        said = ("goal", goal.id, goal.statement, str(goal.due_on), *chain.from_iterable(targets))
        parts[goal.person_id].append(marshal.dumps(said, _FORM))
    for kind, ids in (("no windows", bundle.without_windows), ("no leave", bundle.without_leaves)):
        for person_id in ids:
            parts[person_id].append(packed((kind,)))
    for person_id, day in bundle.leaving:
        parts[person_id].append(packed(("leaves", day)))
    for person in bundle.people:
        said = tuple(str(getattr(person, name)) for name in person.__slots__)
        parts[person.id].append(marshal.dumps(("person", *said), _FORM))
    of_all = marshal.dumps(tuple(sorted(bundle.left_alone)), _FORM)
    return {person_id: _digest(of_all, said) for person_id, said in parts.items()}


def _digest(of_all: bytes, said: list[bytes]) -> str:
    said.sort()
    # Each part says how long it is, so that joined they are one text only.
    return hashlib.blake2b(of_all + b"".join(said), digest_size=_DIGEST_BYTES).hexdigest()


def _plain(said: Any) -> Any:
    if isinstance(said, Pattern):
        return ("window", *map(str, said.timing), str(said.format))
    if isinstance(said, Leave):
        return ("away", str(said.first_day), str(said.last_day), said.time_zone)
    return tuple(part if isinstance(part, (str, int)) else str(part) for part in said)
