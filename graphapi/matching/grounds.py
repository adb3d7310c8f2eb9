"""What makes skills near, along the paths of an explanation: the relations, each with its evidence."""

from collections.abc import Sequence
from itertools import pairwise

from graphapi.graphdb.database import Transaction
from graphapi.matching.model import ContributingPath, Ground, SkillName
from graphapi.relatedness.describing import describe_relations

_MOST_PATHS = 20
# A path runs along two relations at most.
MOST_GROUNDS = 2 * _MOST_PATHS


async def grounds_of(tx: Transaction, paths: Sequence[ContributingPath]) -> tuple[Ground, ...]:
    """The relations of the first paths, each once, in path order starting at the goal."""
    steps: dict[tuple[str, str], tuple[SkillName, SkillName]] = {}
    for path in paths[:_MOST_PATHS]:
        for start, end in pairwise((path.target, *path.via, path.held)):
            if start.id != end.id:
                steps.setdefault((start.id, end.id), (start, end))
    if not steps:
        return ()
    found = await describe_relations(tx, list(steps))
    return tuple(Ground(*steps[pair], found[pair]) for pair in steps if pair in found)


def describe_ground(ground: Ground) -> str:
    """A relation in one sentence: its strength, its source, and its evidence."""
    relation = ground.relation
    kinds = {"RELATED": "related to", "BROADER": "narrower than", "NARROWER": "broader than"}
    said = f"{ground.start.label} is {kinds[relation.kind]} {ground.end.label} ({relation.strength:.2f}"
    if relation.parts is None:
        return f"{said}, as {relation.source} says)." if relation.source else f"{said})."
    parts = [f"hierarchy {relation.parts.hierarchy:.2f}", f"occupations {relation.parts.occupations:.2f}"]
    if relation.parts.holders is not None:
        parts.append(f"holders {relation.parts.holders:.2f}")
    return f"{said} by evidence: {', '.join(parts)})."
