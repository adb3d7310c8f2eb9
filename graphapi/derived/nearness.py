"""Keeps NEAR, the bounded relatedness of skills, equal to what RELATED and BROADER imply.

near(a, b) is the largest product of (strength * decay) over the paths of one or two relations between a and
b, read in both directions, kept when above the threshold. Source: docs/matching.md.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from graphapi.derived import graph
from graphapi.derived.graph import NearRow, RelationRecord
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.policy.model import Policy
from graphapi.policy.versions import active_policy

_SKILLS_A_STATEMENT = 250
_STEP_SECONDS = 600.0


async def derive_near(e: Edit, skill_ids: Sequence[str] | None) -> int:
    """Rebuilds NEAR around the given skills (None: all of them) and returns how many it wrote.

    Of a relation that was removed give both ends.
    """
    await graph.hold_nearness(e.tx)
    policy = await active_policy(e.tx)
    affected = (
        await graph.all_skill_ids(e.tx) if skill_ids is None else await graph.skills_within_reach(e.tx, skill_ids)
    )
    written = 0
    for start in range(0, len(affected), _SKILLS_A_STATEMENT):
        written += await _rebuild_near(e, affected[start : start + _SKILLS_A_STATEMENT], policy)
        e.progress("relating skills", min(start + _SKILLS_A_STATEMENT, len(affected)), len(affected))
    return written


async def derive_near_in_steps(
    editor: Editor,
    skill_ids: Sequence[str] | None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    ends: bool = False,
) -> int:
    """The same in a transaction for every few hundred skills, for more NEAR than one transaction can hold.

    ends: the skills are both ends of all relations that have changed, and nothing else about them has; then a path
    with such a relation begins at one of them or right beside it, and many fewer skills are rebuilt.
    Whoever calls it remembers that it is due until it returns; until then some NEAR is that of before.
    """

    async def reach(tx: Transaction) -> list[str]:
        if skill_ids is None:
            return await graph.all_skill_ids(tx)
        return await (graph.skills_beside if ends else graph.skills_within_reach)(tx, skill_ids)

    affected = await editor.database.read("taxonomy/near_within_reach", reach, deadline_seconds=_STEP_SECONDS)
    written = 0
    for start in range(0, len(affected), _SKILLS_A_STATEMENT):
        batch = affected[start : start + _SKILLS_A_STATEMENT]

        async def step(e: Edit, batch: list[str] = batch) -> int:
            await graph.hold_nearness(e.tx)
            return await _rebuild_near(e, batch, await active_policy(e.tx))

        written += await editor.edit("deriveNearness", step, deadline_seconds=_STEP_SECONDS)
        progress(start + len(batch), len(affected))
    return written


async def _rebuild_near(e: Edit, skill_ids: Sequence[str], policy: Policy) -> int:
    # Under the lock of nearness: two at once would each delete the old and both write the new.
    written = await graph.rebuild_near(e.tx, skill_ids, policy)
    e.derived("nearness.derived", skill_ids)
    e.tally["nearness"] += written
    return written


async def wrong_nearness(tx: Transaction) -> list[str]:
    """Compares every stored NEAR with a recomputation in plain Python; describes the differences."""
    policy = await active_policy(tx)
    skill_ids = await graph.all_skill_ids(tx)
    found = [
        near
        for start in range(0, len(skill_ids), _SKILLS_A_STATEMENT)
        for near in await graph.near_relationships(tx, skill_ids[start : start + _SKILLS_A_STATEMENT])
    ]
    stored = {(near.from_id, near.to_id): near for near in found}
    times = Counter((near.from_id, near.to_id) for near in found)
    right = {(near.from_id, near.to_id): near for near in compute_near(await graph.relations(tx), policy)}
    twice = [
        f"NEAR from skill {pair[0]} to {pair[1]} stands {count} times"
        for pair, count in sorted(times.items())
        if count > 1
    ]
    return twice + [
        f"NEAR from skill {pair[0]} to {pair[1]} is {_said(stored.get(pair))}, should be {_said(right.get(pair))}"
        for pair in sorted(stored.keys() | right.keys())
        if stored.get(pair) != right.get(pair)
    ]


def _said(near: NearRow | None) -> str:
    return "absent" if near is None else f"{near.strength:.6f} via {near.via or 'nothing'}"


def compute_near(relations: Sequence[RelationRecord], policy: Policy) -> list[NearRow]:
    """NEAR as it should be, from the relations alone; ordered by both ids."""
    steps: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for relation in relations:
        steps[relation.a].append((relation.b, relation.strength * policy.decay))
        steps[relation.b].append((relation.a, relation.strength * policy.decay))
    found: list[NearRow] = []
    for skill, first_steps in steps.items():
        paths: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
        for other, strength in first_steps:
            paths[other].append((-strength, 0, ""))
            if policy.hops < 2:
                continue
            for further, second in steps[other]:
                if further not in (skill, other):
                    paths[further].append((-(strength * second), 1, other))
        best = [(min(choices), other) for other, choices in paths.items() if other != skill]
        kept = sorted((path[0], other, path[2]) for path, other in best if -path[0] > policy.near_threshold)
        found.extend(
            NearRow(skill, other, -negated, (via,) if via else ())
            for negated, other, via in kept[: policy.neighbours]
        )
    return sorted(found, key=lambda near: (near.from_id, near.to_id))
