"""Compares what people claim with what is stored, person by person, because there may be more than a million."""

from collections.abc import Mapping
from datetime import date

from graphapi.graphdb.database import Transaction
from graphapi.importing import graph
from graphapi.importing.differences import Tally, Writes, step
from graphapi.importing.graph import StoredClaims
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle, ClaimRow, Progress
from graphapi.journal.facts import FactChange

_PEOPLE_A_STATEMENT = 4_000


async def compare_claims(
    tx: Transaction,
    bundle: Bundle,
    known: KnownMap,
    labels: Mapping[str, str],
    writes: Writes,
    progress: Progress,
) -> Tally:
    """The tally of claims."""
    tally = Tally("claims")
    wanted: dict[str, dict[str, ClaimRow]] = {}
    for claim in bundle.claims:
        wanted.setdefault(claim.person_id, {})[claim.skill_id] = claim
    keep_days = "claims.last_used_on" in bundle.left_alone
    existing = [person_id for person_id in wanted if person_id in known.people]
    for start in range(0, len(existing), _PEOPLE_A_STATEMENT):
        for stored in await graph.claims_of(tx, existing[start : start + _PEOPLE_A_STATEMENT]):
            rest = _compare(stored, wanted[stored.person_id], keep_days, labels, tally, writes)
            wanted[stored.person_id] = rest
        progress("comparing claims", min(start + _PEOPLE_A_STATEMENT, len(existing)), len(existing))
    for person_id, claims in wanted.items():
        if not claims:
            continue
        if tally.shows_more:
            for skill_id in claims:
                tally.create(f"person {person_id}, skill {labels.get(skill_id, skill_id)}")
        else:
            tally.created += len(claims)
        writes.claimed_skills.update(claims)
        if person_id in known.people:
            for claim in claims.values():
                _say(writes, person_id, claim.skill_id, (None, None), (claim.level, claim.last_used_on))
        writes.new_claims.append(
            {
                "personId": person_id,
                "isNew": person_id not in known.people,
                "skillIds": list(claims),
                "levels": [claim.level for claim in claims.values()],
                "lastUsed": [claim.last_used_on for claim in claims.values()],
            }
        )
    return tally


def _compare(
    stored: StoredClaims,
    wanted: dict[str, ClaimRow],
    keep_days: bool,
    labels: Mapping[str, str],
    tally: Tally,
    writes: Writes,
) -> dict[str, ClaimRow]:
    """Compares one person's claims; returns those that are new."""
    rest = dict(wanted)
    for skill_id, level, day, revision in zip(
        stored.skill_ids, stored.levels, stored.last_used, stored.revisions, strict=True
    ):
        claim = rest.pop(skill_id, None)
        if claim is None:
            continue
        used = claim.last_used_on
        same_day = keep_days or day == (used.isoformat() if used else "")
        if level == claim.level and same_day:
            tally.unchanged += 1
            continue
        before = date.fromisoformat(day) if day else None
        after = before if keep_days else used
        changes = [step("level", level, claim.level)] if level != claim.level else []
        changes += [step("last_used_on", before, after)] if before != after else []
        tally.change(f"person {stored.person_id}, skill {labels.get(skill_id, skill_id)}", changes)
        _say(writes, stored.person_id, skill_id, (level, before), (claim.level, after))
        writes.changed_claims.append(
            {
                "personId": stored.person_id,
                "skillId": skill_id,
                "revision": revision,
                "level": claim.level,
                "lastUsed": after,
            }
        )
    return rest


def _say(
    writes: Writes,
    person_id: str,
    skill_id: str,
    before: tuple[int | None, date | None],
    after: tuple[int, date | None],
) -> None:
    for fact, was, now in zip(("claim.level", "claim.lastUsedOn"), before, after, strict=True):
        if was != now:
            writes.say(person_id, FactChange(fact, person_id, was, now, skill_id, SOURCE))
