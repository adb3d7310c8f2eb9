"""Skills, clusters, labels and relations as one source wants them."""

from dataclasses import dataclass, field
from typing import Literal

from graphapi.journal.facts import MAP, FactChange

RelationKind = Literal["BROADER", "RELATED"]
LabelKind = Literal["preferred", "alternative", "hidden"]


@dataclass(frozen=True, slots=True)
class ClusterState:
    """What a source says of a cluster; levels holds five descriptors or none."""

    id: str
    label: str
    tier: str | None = None
    definition: str | None = None
    levels: tuple[str, ...] = ()
    parent_id: str | None = None
    source: str = MAP


@dataclass(frozen=True, slots=True)
class SkillState:
    """What a source says of a skill, with its primary cluster and its labels in one language.

    None and empty tuples say nothing. external: (uri, scheme, label, kind) of the concept that means the same
    elsewhere. source: who says all this, see taxonomy/precedence.py.
    """

    id: str
    label: str
    definition: str | None = None
    tier: str | None = None
    cluster_id: str | None = None
    language: str = "en"
    aliases: tuple[str, ...] = ()
    external: tuple[str, str, str, str] | None = None
    hidden: tuple[str, ...] = ()
    source: str = MAP
    skill_type: str | None = None
    reuse_level: str | None = None


@dataclass(frozen=True, slots=True)
class LabelState:
    """A further label of a skill as it should be."""

    text: str
    lang: str
    kind: LabelKind


@dataclass(frozen=True, slots=True)
class RelationState:
    """A relation as it should be: BROADER leads from a (narrower) to b; RELATED from smaller to larger id."""

    a: str
    b: str
    kind: RelationKind
    strength: float

    def stored(self) -> "RelationState":
        """The same relation in the direction in which it is stored."""
        if self.kind == "RELATED" and self.b < self.a:
            return RelationState(self.b, self.a, self.kind, self.strength)
        return self


@dataclass(slots=True)
class Changes:
    """What a writing changed, for people to read; facts: each difference of what the source says."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    facts: list[FactChange] = field(default_factory=list[FactChange], compare=False, repr=False)

    @property
    def any(self) -> bool:
        """True when something was written."""
        return bool(self.created or self.changed or self.removed)

    def add(self, other: "Changes") -> None:
        """Counts what another writing changed as well."""
        self.created += other.created
        self.changed += other.changed
        self.removed += other.removed
        self.unchanged += other.unchanged
        self.facts.extend(other.facts)

    def count(self, before: object | None, now: object) -> bool:
        """Counts one thing as created, changed or unchanged; true when it must be written."""
        if before is None:
            self.created += 1
        elif before == now:
            self.unchanged += 1
            return False
        else:
            self.changed += 1
        return True
