"""Says how well relatedness tells skills that adverts ask for together: python -m tools.evaluate_relatedness PATH...

It reads the map that the settings name, and writes nothing. The protocol is in docs/relatedness.md.
"""

import asyncio
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from graphapi.cli.reaching import open_database
from graphapi.cli.running import errors_in_words
from graphapi.derived import graph as derived_graph
from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.relatedness.loading import Places, load_evidence, load_places
from graphapi.relatedness.model import LEAST_HOLDERS
from graphapi.relatedness.naming import Evidence
from graphapi.relatedness.relating import stored_relations
from graphapi.relatedness.sharing import Postings
from graphapi.taxonomy import graph as taxonomy_graph
from graphapi.taxonomy.labels import normalise
from tools.judging import Judge, Pair, judged_pairs, read_adverts, skills_in

_SKILLS_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class Map:
    """What is judged. numbers: of the one skill that bears a label; related and near: as they are stored."""

    evidence: Evidence
    numbers: Mapping[str, int]
    related: Mapping[Pair, float]
    near: Mapping[Pair, float]


def main(
    adverts: Annotated[list[Path], typer.Argument(help="CSV files: an id, then names of skills; may be gzipped.")],
    seed: Annotated[int, typer.Option(help="Of the negative pairs and of the draws.")] = 1,
) -> None:
    """Print the AUC of relatedness and of its parts on pairs of skills from adverts."""
    with errors_in_words():
        sys.stdout.write(asyncio.run(_run(adverts, seed)))


async def _run(paths: list[Path], seed: int) -> str:
    async with open_database() as database:
        return report(paths, await read_map(database), seed)


async def read_map(database: Database) -> Map:
    """Reads everything in one transaction."""

    async def work(tx: Transaction) -> Map:
        places = await load_places(tx)
        numbers = await _numbers(tx, places)
        related = {
            _pair(places, a, b): parts.strength
            for (a, b), (kind, parts) in (await stored_relations(tx)).items()
            if kind == "RELATED" and a in places.numbers and b in places.numbers
        }
        near: dict[Pair, float] = {}
        for start in range(0, len(places.skills), _SKILLS_A_QUERY):
            for each in await derived_graph.near_relationships(tx, places.skills[start : start + _SKILLS_A_QUERY]):
                if each.from_id in places.numbers and each.to_id in places.numbers:
                    pair = _pair(places, each.from_id, each.to_id)
                    near[pair] = max(near.get(pair, 0.0), each.strength)
        return Map(await load_evidence(tx, places), numbers, related, near)

    return await database.read("tools/evaluate_relatedness", work, deadline_seconds=600.0)


def _pair(places: Places, a: str, b: str) -> Pair:
    first, second = places.numbers[a], places.numbers[b]
    return min(first, second), max(first, second)


async def _numbers(tx: Transaction, places: Places) -> dict[str, int]:
    bearers: dict[str, set[int]] = defaultdict(set)
    for start in range(0, len(places.skills), _SKILLS_A_QUERY):
        for skill in await taxonomy_graph.skills_by_id(tx, places.skills[start : start + _SKILLS_A_QUERY]):
            for label in skill.labels:
                bearers[normalise(label.text)].add(places.numbers[skill.id])
    return {norm: next(iter(skills)) for norm, skills in bearers.items() if len(skills) == 1}


def report(paths: list[Path], judged: Map, seed: int) -> str:
    """The figures as text. Raises InvalidInput when no pair can be judged."""
    adverts = read_adverts(paths)
    held_out = skills_in(adverts.judged, judged.numbers)
    positive, negative = judged_pairs(held_out, seed)
    if not positive:
        raise InvalidInput("These adverts ask for no skills of the map together; import a classification first.")
    like_people = Postings(skills_in(adverts.set_aside, judged.numbers), LEAST_HOLDERS)
    measures = _measures(judged, [*positive, *negative], like_people)
    judge = Judge(positive, negative, seed)
    several = sum(len(skills) > 1 for skills in held_out)
    lines = [
        f"adverts: {len(adverts.set_aside)} set aside, {len(adverts.judged)} judged by; {several} ask for two skills",
        f"skills judged: {len({skill for pair in (*positive, *negative) for skill in pair})}",
        f"pairs: {len(positive)} positive, {len(negative)} negative; seed {seed}",
        "",
    ]
    for name, strengths in measures.items():
        found = judge.judge(strengths)
        lines.append(f"{name:<34} AUC {found.value:.3f}  [{found.low:.3f}, {found.high:.3f}]")
    fused = measures["fused"]
    for part in ("hierarchy", "occupations"):
        gain = judge.gain(fused, measures[part])
        lines.append(f"{f'fused above {part}':<34}    {gain.value:+.3f}  [{gain.low:+.3f}, {gain.high:+.3f}]")
    return "\n".join(lines) + "\n"


def _measures(judged: Map, pairs: list[Pair], like_people: Postings) -> dict[str, dict[Pair, float]]:
    cold = replace(judged.evidence, holders=Postings([]))
    warm = replace(judged.evidence, holders=like_people)
    needing = {a: cold.occupations.with_others(a) for a, _ in pairs}
    having = {a: like_people.with_others(a) for a, _ in pairs}
    parts = {(a, b): cold.parts(a, b, needing[a].get(b, 0), 0) for a, b in pairs}
    return {
        "fused": {pair: each.strength for pair, each in parts.items()},
        "hierarchy": {pair: each.hierarchy for pair, each in parts.items()},
        "occupations": {pair: each.occupations for pair, each in parts.items()},
        "RELATED as stored": {pair: judged.related.get(pair, 0.0) for pair in pairs},
        "NEAR as stored": {pair: judged.near.get(pair, 0.0) for pair in pairs},
        "fused, adverts set aside as people": {
            (a, b): warm.parts(a, b, needing[a].get(b, 0), having[a].get(b, 0)).strength for a, b in pairs
        },
    }


if __name__ == "__main__":
    typer.run(main)
