"""Records which skills an occupation needs, and which a skill uses: what relatedness is computed from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from graphapi.esco import graph
from graphapi.esco.model import Occupation, Use
from graphapi.graphdb.database import Transaction
from graphapi.taxonomy.states import Changes


async def record_occupations(
    tx: Transaction, wanted: Sequence[Occupation], skill_of: Mapping[str, str], *, dry_run: bool = False
) -> tuple[Changes, Changes]:
    """Makes these occupations and their needs as wanted; returns the changes of needs and of occupations."""
    stored = {each.id: each for each in await graph.occupations_by_id(tx, [each.uri for each in wanted])}
    needs, occupations, rows = Changes(), Changes(), list[dict[str, Any]]()
    for each in wanted:
        before = stored.get(each.uri)
        had = _kinds(before.essential, before.optional) if before else dict[str, str]()
        has = _kinds([skill_of[uri] for uri in each.essential], [skill_of[uri] for uri in each.optional])
        new = {skill: kind for skill, kind in has.items() if had.get(skill) != kind}
        lost = sorted(had.keys() - has.keys())
        needs.created += len(new.keys() - had.keys())
        needs.changed += len(new.keys() & had.keys())
        needs.removed += len(lost)
        needs.unchanged += len(has) - len(new)
        named = before is not None and (before.label, before.isco_group) == (each.label, each.isco_group)
        if before is None:
            occupations.created += 1
        elif named:
            occupations.unchanged += 1
        else:
            occupations.changed += 1
        if new or lost or not named:
            rows.append(
                {
                    "id": each.uri,
                    "label": each.label,
                    "iscoGroup": each.isco_group,
                    "needs": [{"skillId": skill, "kind": kind} for skill, kind in new.items()],
                    "lost": lost,
                }
            )
    if rows and not dry_run:
        await graph.write_occupations(tx, rows)
    return needs, occupations


async def record_uses(
    tx: Transaction,
    wanted: Sequence[Use],
    skill_of: Mapping[str, str],
    users: Collection[str],
    *,
    dry_run: bool = False,
) -> Changes:
    """Makes what these skills (users) use as wanted; what other skills use is left alone."""
    those = set(users)
    had = {(row.a, row.b): row.kind for row in await graph.uses_of(tx, sorted(those))}
    has: dict[tuple[str, str], str] = {}
    for use in wanted:
        a, b = skill_of[use.a], skill_of[use.b]
        if a in those and a != b:
            # Where two concepts are one skill of the map, essential wins.
            has[a, b] = min(has.get((a, b), use.kind), use.kind)
    new = [{"a": a, "b": b, "kind": kind} for (a, b), kind in has.items() if had.get((a, b)) != kind]
    lost = [{"a": a, "b": b} for a, b in sorted(had.keys() - has.keys())]
    created = len(has.keys() - had.keys())
    if new and not dry_run:
        await graph.write_uses(tx, new)
    if lost and not dry_run:
        await graph.remove_uses(tx, lost)
    return Changes(created, len(new) - created, len(lost), len(has) - len(new))


def _kinds(essential: Sequence[str], optional: Sequence[str]) -> dict[str, str]:
    """The kind of every need; what is essential is not optional too."""
    found: dict[str, str] = defaultdict(str)
    found.update(dict.fromkeys(optional, "optional"))
    found.update(dict.fromkeys(essential, "essential"))
    return dict(found)
