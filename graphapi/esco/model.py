"""The values that a reading of ESCO yields: concepts, groups, occupations, and what was wrong in the files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graphapi.errors import InvalidInput

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
NAME = "ESCO"

NeedKind: TypeAlias = Literal["essential", "optional"]
Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 when that is not known)."""


class EscoRefused(InvalidInput):
    """The files given are not those of ESCO, or not all of them; the message names each."""

    code = "ESCO_REFUSED"


@dataclass(frozen=True, slots=True)
class Names:
    """What a concept is called in one language; no two of the texts say the same."""

    preferred: str
    alternative: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill of ESCO. groups and broader hold URIs, in order; names: by language, always in the main one."""

    uri: str
    names: Mapping[str, Names]
    definition: str | None = None
    skill_type: str | None = None
    reuse_level: str | None = None
    groups: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of skills, nested in at most one other."""

    uri: str
    label: str
    definition: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation with the URIs of the skills that it needs, in order."""

    uri: str
    label: str
    isco_group: str | None = None
    essential: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """A skill (a) uses another one (b): ESCO's relation between skills."""

    a: str
    b: str
    kind: NeedKind


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect of the files, or what was done about one on this map: how often, in words, with some examples."""

    key: str
    count: int
    said: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """ESCO as it will be stored; every URI in it leads to something in it. All tuples are in the order of URIs."""

    version: str
    language: str
    languages: tuple[str, ...]
    concepts: tuple[Concept, ...]
    groups: tuple[Group, ...]
    occupations: tuple[Occupation, ...]
    uses: tuple[Use, ...]
    findings: tuple[Finding, ...]


def silent(stage: str, done: int, total: int) -> None:
    """A progress that nobody watches."""
