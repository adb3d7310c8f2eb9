"""Compares matches with what is stored."""

from collections.abc import Set as AbstractSet

from graphapi.engagements.model import MatchSaving
from graphapi.graphdb.database import Transaction
from graphapi.importing.differences import Column, Stored, Tally, compare, kept_places, left_alone, step
from graphapi.importing.graph import StoredMatch
from graphapi.importing.known import KnownMap, stored_matches
from graphapi.importing.model import SOURCE, Bundle, MatchRow
from graphapi.importing.writes import Writes
from graphapi.journal.facts import FactChange

_COLUMNS = (
    Column("started_on", "match.startedOn"),
    Column("ended_on", "match.endedOn"),
    Column(
        "status",
        "match.active",
        lambda before, after: [step("status", _status(before), _status(after))],
        lambda pair: None if pair is None else list(pair),
    ),
)


async def compare_matches(
    tx: Transaction, bundle: Bundle, known: KnownMap, left: AbstractSet[str], writes: Writes
) -> tuple[Tally, list[str]]:
    """The tally of matches, and warnings about those that are left alone. left: ids of people who have left."""
    tally = Tally("matches")
    rows = {
        row.id: row for row in bundle.matches if row.ended_on or left.isdisjoint({row.mentor_id, row.mentee_id})
    }
    stored = await stored_matches(tx, list(rows), [])
    before = {match.id: _stored(match) for match in stored.values()}
    kept = kept_places("matches", _COLUMNS, bundle.left_alone)
    if "matches.ended_on" in bundle.left_alone:
        # A file without ends says nothing about whether a match that is there goes on.
        kept = [*kept, len(_COLUMNS) - 1]
    found = compare({match_id: _wanted(row) for match_id, row in rows.items()}, before, kept)
    tally.count(
        found, _COLUMNS, lambda match_id: f"match of {rows[match_id].mentor_id} with {rows[match_id].mentee_id}"
    )
    for match_id, values in (*found.created.items(), *((key, now) for key, (_, now) in found.changed.items())):
        row, was = rows[match_id], before.get(match_id)
        person = writes.of(row.mentee_id, is_new=row.mentee_id not in known.people)
        writes.of(row.mentor_id, is_new=row.mentor_id not in known.people)
        was_active = None if was is None else was.values[2] is not None
        person.matches.append(
            MatchSaving(match_id, row.mentor_id, row.mentee_id, values[0], values[1], was_active)
        )
    for match_id, column, was, now in found.changes(_COLUMNS):
        fact = FactChange(column.fact, match_id, column.recorded(was), column.recorded(now), source=SOURCE)
        writes.people[rows[match_id].mentee_id].match_facts.append(fact)
    warnings = [left_alone("Ended matches are not changed", found.closed)] if found.closed else []
    if unmade := [row.id for row in bundle.matches if row.id not in rows and row.id not in before]:
        warnings.append(left_alone("Matches of people who have left are not active", unmade))
    return tally, warnings


def _wanted(row: MatchRow) -> tuple[object, ...]:
    return (row.started_on, row.ended_on, None if row.ended_on else (row.mentor_id, row.mentee_id))


def _stored(match: StoredMatch) -> Stored:
    is_active = match.status == "active"
    pair = (match.mentor_id, match.mentee_id) if is_active else None
    return Stored((match.started_on, match.ended_on, pair), closed=not is_active)


def _status(pair: object) -> str:
    return "ended" if pair is None else "active"
