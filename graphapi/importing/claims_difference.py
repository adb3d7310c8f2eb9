"""Compares what people claim with what is stored, some people at a time, because there may be more than a million."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.batches import batched
from graphapi.importing.differences import Column, Difference, Stored, Tally, Values, compare, kept_places
from graphapi.importing.graph import StoredClaims
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, Progress
from graphapi.importing.writes import PersonWrites, Writes
from graphapi.journal.facts import FactChange
from graphapi.people.model import ClaimsChange

_PEOPLE_A_STATEMENT = 4_000
_COLUMNS = (Column("level", "claim.level"), Column("last_used_on", "claim.lastUsedOn"))


async def compare_claims(
    tx: Transaction,
    bundle: Bundle,
    known: KnownMap,
    same: AbstractSet[str],
    labels: Mapping[str, str],
    writes: Writes,
    progress: Progress,
) -> Tally:
    """The tally of claims; same: ids of people who need no comparing."""
    tally = Tally("claims")
    wanted: dict[str, dict[str, Values]] = {}
    for claim in bundle.claims:
        if claim.person_id in same:
            tally.unchanged += 1
            continue
        wanted.setdefault(claim.person_id, {})[claim.skill_id] = (claim.level, claim.last_used_on)
    kept = kept_places("claims", _COLUMNS, bundle.left_alone)
    done = 0
    for person_ids in batched(wanted, _PEOPLE_A_STATEMENT):
        existing = [person_id for person_id in person_ids if person_id in known.people]
        stored = {claims.person_id: _stored(claims) for claims in await graph.claims_of(tx, existing)}
        for person_id in person_ids:
            found = compare(wanted[person_id], stored.get(person_id, {}), kept)
            tally.count(
                found,
                _COLUMNS,
                lambda skill_id, person_id=person_id: (
                    f"person {person_id}, skill {labels.get(skill_id, skill_id)}"
                ),
            )
            if found:
                _note(found, writes.of(person_id, is_new=person_id not in known.people))
        done += len(person_ids)
        progress("comparing claims", done, len(wanted))
    return tally


def _stored(claims: StoredClaims) -> dict[str, Stored]:
    return {
        skill_id: Stored((level, date.fromisoformat(day) if day else None), revision)
        for skill_id, level, day, revision in zip(
            claims.skill_ids, claims.levels, claims.last_used, claims.revisions, strict=True
        )
    }


def _note(found: Difference, person: PersonWrites) -> None:
    person.skills.update(found.created)
    person.claims = ClaimsChange(
        person.person_id,
        {skill_id: (level, day) for skill_id, (level, day) in found.created.items()},
        {skill_id: (level, day, before.revision) for skill_id, (before, (level, day)) in found.changed.items()},
        is_new=person.is_new,
    )
    if not person.is_new:
        person.facts.extend(
            FactChange(column.fact, person.person_id, was, now, skill_id, SOURCE)
            for skill_id, column, was, now in found.changes(_COLUMNS)
        )
