"""Reads matches.csv: pairs who are mentor and mentee already, or were, and holds them to the map."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.graph import StoredMatch
from graphapi.importing.known import KnownMap
from graphapi.importing.model import MatchRow, PersonRow
from graphapi.importing.problems import Problems, shown
from graphapi.importing.resolving import PersonIndex
from graphapi.importing.tables import Shape, Table

MATCHES = Shape("matches.csv", ("mentor_id", "mentee_id"), ("match_id", "started_on", "ended_on"))
_ID_DIGITS = 32


@dataclass(slots=True)
class MatchesFile:
    """The rows of matches.csv with their lines. A row without an id has an empty one until `settle_matches`."""

    rows: list[tuple[int, MatchRow]] = field(default_factory=list[tuple[int, MatchRow]])
    absent: frozenset[str] = frozenset()


def read_matches(table: Table, people: PersonIndex, problems: Problems, today: date | None) -> MatchesFile:
    """Every row that is right; faults are noted. With `today`, nothing can have begun or ended on a later day."""
    file = MatchesFile()
    row = Row(MATCHES.file, problems)
    person_of, day_of = Remembering(people.resolve), Remembering(cells.past_day(today))
    for line, cell in table.rows():
        row.begin(line)
        mentor = people.note(row, "mentor_id", cell[0], person_of)
        mentee = people.note(row, "mentee_id", cell[1], person_of)
        match_id = row.optional("match_id", cell[2], cells.identifier, "")
        started = row.optional("started_on", cell[3], day_of.__getitem__, None)
        ended = row.optional("ended_on", cell[4], day_of.__getitem__, None)
        if mentor is not None and mentor == mentee:
            row.bad("mentee_id", f"{shown(mentor)} cannot be their own mentor", "name another person")
        if started is not None and ended is not None and ended < started:
            row.bad(
                "ended_on", f"{ended} comes before {started}, when the match began", "exchange or correct them"
            )
        if row.right and mentor is not None and mentee is not None:
            file.rows.append((line, MatchRow(match_id, mentor, mentee, started, ended)))
    file.absent = table.absent
    return file


def settle_matches(
    file: MatchesFile,
    stored: Mapping[str, StoredMatch],
    known: KnownMap,
    people: Collection[PersonRow],
    problems: Problems,
    *,
    places_given: bool,
) -> None:
    """Gives rows without an id that of the match they mean, and notes what cannot be true together with the map.

    places_given: people.csv says how many places people have.
    """
    active = {
        (match.mentor_id, match.mentee_id): match.id for match in stored.values() if match.status == "active"
    }
    lines: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    settled: list[tuple[int, MatchRow]] = []
    for line, match in file.rows:
        pair = (match.mentor_id, match.mentee_id)
        row = replace(match, id=match.id or active.get(pair) or match_id(match))
        settled.append((line, row))
        before = stored.get(row.id)
        if before is not None and (before.mentor_id, before.mentee_id) != pair:
            said = f"{shown(before.mentor_id)} with {shown(before.mentee_id)}"
            problems.add(
                MATCHES.file,
                line,
                "match_id",
                f"the match {shown(row.id)} is already that of {said}",
                "a match cannot change its people; use another match_id",
            )
        if lines.setdefault(row.id, line) != line:
            advice = "keep one row, or tell them apart by match_id or started_on"
            problems.add(MATCHES.file, line, None, f"this match is already in line {lines[row.id]}", advice)
        elif row.ended_on is None:
            other = active.get(pair)
            if pairs.setdefault(pair, line) != line:
                reason = f"this pair already has an active match in line {pairs[pair]}"
                problems.add(MATCHES.file, line, None, reason, "give one of them its ended_on")
            elif other is not None and other != row.id and (before is None or before.status == "active"):
                reason = f"this pair already has an active match, {shown(other)}"
                problems.add(MATCHES.file, line, "match_id", reason, "use that match_id, or leave it out")
    file.rows = settled
    _check_places(file, stored, known, people, problems, places_given=places_given)


def match_id(match: MatchRow) -> str:
    """The id of a match without one: always the same for the same pair and first day."""
    said = "\n".join(("match", match.mentor_id, match.mentee_id, str(match.started_on or "")))
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_DIGITS]


def _check_places(
    file: MatchesFile,
    stored: Mapping[str, StoredMatch],
    known: KnownMap,
    people: Collection[PersonRow],
    problems: Problems,
    *,
    places_given: bool,
) -> None:
    """Notes the first match for which a mentor has no place left."""
    places = dict(known.places)
    places |= {person.id: person.places for person in people if places_given or person.id not in places}
    taken = Counter(known.places_taken)
    began: dict[str, list[int]] = {}
    for line, match in file.rows:
        before = stored.get(match.id)
        was_active = before is not None and before.status == "active"
        if was_active and match.ended_on is not None:
            taken[match.mentor_id] -= 1
        elif match.ended_on is None and before is None:
            taken[match.mentor_id] += 1
            began.setdefault(match.mentor_id, []).append(line)
    for mentor, lines in began.items():
        room = places.get(mentor, 0)
        over = taken[mentor] - room
        if over > 0:
            problems.add(
                MATCHES.file,
                lines[-min(over, len(lines))],
                "mentor_id",
                f"with these {shown(mentor)} has {taken[mentor]} active matches, but places for {room}",
                "give more places in people.csv, or give matches that are over their ended_on",
            )
