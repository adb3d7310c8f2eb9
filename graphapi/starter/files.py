"""Reads the starter taxonomy's files and says everything that is wrong with them.

One TOML file a cluster; relations name skills by their preferred label. The shape is in
taxonomy/seed/schema.json, which is made from the classes here.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from graphapi.errors import InvalidInput
from graphapi.resources import resource_dir
from graphapi.starter.places import Places
from graphapi.taxonomy.labels import normalise
from graphapi.text import cleaned, fault_in


def _composed(text: object) -> object:
    return cleaned(text) if isinstance(text, str) else text


def _sound(text: str) -> str:
    if fault := fault_in(text):
        raise ValueError(f"this {fault}")
    return text


Tier = Literal["technical", "people", "leadership", "domain"]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, strip_whitespace=True),
    BeforeValidator(_composed, json_schema_input_type=str),
]
LabelText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"),
    BeforeValidator(_composed, json_schema_input_type=str),
    AfterValidator(_sound),
]
Strength = Annotated[float, Field(gt=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EscoMatch(_Strict):
    """The concept of ESCO that means the same (exact) or nearly the same (close)."""

    uri: Annotated[str, StringConstraints(pattern=r"^http://data\.europa\.eu/esco/skill/[0-9a-f-]{36}$")]
    label: LabelText = Field(description="ESCO's own preferred label, to check the URI by.")
    match: Literal["exact", "close"]


class SeedCluster(_Strict):
    """A cluster with the words for the five levels of its skills."""

    id: Annotated[str, StringConstraints(pattern=r"^cluster-\d{3}$")]
    label: LabelText
    tier: Tier
    definition: Text
    parent: str | None = Field(None, description="Id of the cluster that this one is part of.")
    levels: Annotated[list[Text], Field(min_length=5, max_length=5)]


class SeedSkill(_Strict):
    """A skill; `broader` and `related` map preferred labels to strengths."""

    id: Annotated[str, StringConstraints(pattern=r"^skill-\d{4}$")]
    label: LabelText
    definition: Text
    aliases: list[LabelText] = []
    esco: EscoMatch | None = None
    broader: dict[LabelText, Strength] = {}
    related: dict[LabelText, Strength] = {}


class SeedFile(_Strict):
    """One file: a cluster and its skills."""

    cluster: SeedCluster
    skill: list[SeedSkill]


class SeedRefused(InvalidInput):
    """The files are not right; `problems` says all of it, one sentence each, with its file and line."""

    code = "SEED_REFUSED"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            f"The starter taxonomy has {len(problems)} {'problem' if len(problems) == 1 else 'problems'}:\n"
            + "\n".join(problems[:200])
        )
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Seed:
    """The whole starter taxonomy, checked."""

    files: tuple[SeedFile, ...]

    @property
    def skills(self) -> list[SeedSkill]:
        """All skills, in the order of their ids."""
        return sorted((skill for file in self.files for skill in file.skill), key=lambda skill: skill.id)

    @property
    def clusters(self) -> list[SeedCluster]:
        """All clusters, in the order of their ids."""
        return sorted((file.cluster for file in self.files), key=lambda cluster: cluster.id)


def read_seed(folder: Path | None = None) -> Seed:
    """Reads and checks every file below `clusters/`. Raises SeedRefused with all problems."""
    root = folder or resource_dir("taxonomy/seed")
    problems: list[str] = []
    files: list[SeedFile] = []
    places = Places()
    for path in sorted((root / "clusters").glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8")
            places.read(path.name, text)
            files.append(SeedFile.model_validate(tomllib.loads(text)))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: not TOML: {error}")
        except ValidationError as error:
            problems.extend(
                f"{places.of_value(path.name, fault['loc'])}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
                for fault in error.errors()
            )
    if not files and not problems:
        problems.append(f"There are no files in {root / 'clusters'}.")
    seed = Seed(tuple(files))
    problems.extend(places.said(problem) for problem in _problems(seed))
    if problems:
        raise SeedRefused(problems)
    return seed


def _problems(seed: Seed) -> list[str]:
    return [
        *_repeated("id", [(skill.id, skill.label) for skill in seed.skills]),
        *_repeated("id", [(cluster.id, cluster.label) for cluster in seed.clusters]),
        *_repeated("cluster label", [(normalise(c.label), c.id) for c in seed.clusters]),
        *_repeated(
            "label",
            [(normalise(text), skill.id) for skill in seed.skills for text in (skill.label, *skill.aliases)],
        ),
        *_repeated("ESCO concept", [(skill.esco.uri, skill.id) for skill in seed.skills if skill.esco]),
        *_wrong_parents(seed),
        *_wrong_relations(seed),
    ]


def _repeated(what: str, pairs: list[tuple[str, str]]) -> list[str]:
    users: dict[str, list[str]] = defaultdict(list)
    for key, user in pairs:
        users[key].append(user)
    return [f"The {what} '{key}' is used by {', '.join(who)}." for key, who in users.items() if len(who) > 1]


def _wrong_parents(seed: Seed) -> list[str]:
    parents = {cluster.id: cluster.parent for cluster in seed.clusters}
    problems = [
        f"Cluster {child}: its parent {parent} does not exist."
        for child, parent in parents.items()
        if parent is not None and parent not in parents
    ]
    steps = {child: [parent] for child, parent in parents.items() if parent in parents and parent}
    return problems + [
        f"Cluster {cluster} contains itself." for cluster in parents if cluster in above(cluster, steps)
    ]


def _wrong_relations(seed: Seed) -> list[str]:
    ids = {skill.label: skill.id for skill in seed.skills}
    problems = [
        f"{skill.id} ({skill.label}): there is no skill labelled '{other}'."
        for skill in seed.skills
        for other in (*skill.broader, *skill.related)
        if other not in ids
    ]
    steps = {s.id: [ids[other] for other in s.broader if other in ids] for s in seed.skills}
    ancestors = {skill: above(skill, steps) for skill in steps}
    problems += [f"{skill} is broader than itself." for skill, upper in ancestors.items() if skill in upper]
    seen: set[frozenset[str]] = set()
    for skill in seed.skills:
        for other in (ids[label] for label in skill.related if label in ids):
            pair = frozenset((skill.id, other))
            if len(pair) == 1:
                problems.append(f"{skill.id} is related to itself.")
            elif pair in seen:
                problems.append(f"{skill.id} and {other} are related twice.")
            elif other in ancestors[skill.id] or skill.id in ancestors[other]:
                problems.append(f"{skill.id} is related to {other}, which is broader or narrower already.")
            seen.add(pair)
    return problems


def above(start: str, steps: dict[str, list[str]]) -> set[str]:
    """Everything that can be reached from `start` along `steps`; holds `start` itself only in a cycle."""
    reached: set[str] = set()
    waiting = list(steps.get(start, []))
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(steps.get(node, []))
    return reached
