"""What an import would change: counted and in words for people, and as rows to write for the graph."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphapi.journal.facts import FactChange
from graphapi.taxonomy.other_ids import OtherId
from graphapi.taxonomy.recording import ClusterState, LabelState, RelationState, SkillState

MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class KindDifference:
    """How many things of one kind would be new, changed, removed or stay, with up to 20 examples in words."""

    kind: str
    created: int
    changed: int
    removed: int
    unchanged: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts the things of one kind while they are compared."""

    kind: str
    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    _changes: list[str] = field(default_factory=list[str])
    _creations: list[str] = field(default_factory=list[str])

    @property
    def shows_more(self) -> bool:
        """Whether something new would still become an example; there may be a million of them."""
        return len(self._creations) < MOST_EXAMPLES

    def create(self, what: str) -> None:
        """Counts something new."""
        self.created += 1
        if len(self._creations) < MOST_EXAMPLES:
            self._creations.append(f"{what}: new")

    def change(self, what: str, how: Iterable[str]) -> None:
        """Counts something that changes; `how` says each change, such as "places 3 -> 2"."""
        self.changed += 1
        if len(self._changes) < MOST_EXAMPLES:
            self._changes.append(f"{what}: {', '.join(how)}")

    def remove(self, what: str) -> None:
        """Counts something that goes."""
        self.removed += 1
        if len(self._changes) < MOST_EXAMPLES:
            self._changes.append(f"{what}: removed")

    def difference(self) -> KindDifference:
        """The result; what changes is shown before what is new."""
        examples = (self._changes + self._creations)[:MOST_EXAMPLES]
        return KindDifference(self.kind, self.created, self.changed, self.removed, self.unchanged, tuple(examples))


@dataclass(slots=True)
class Writes:
    """The rows to write, and nothing but the differences; their keys are those of the query files."""

    clusters: list[ClusterState] = field(default_factory=list[ClusterState])
    skills: list[SkillState] = field(default_factory=list[SkillState])
    other_ids: list[OtherId] = field(default_factory=list[OtherId])
    other_labels: dict[str, list[LabelState]] = field(default_factory=dict[str, list[LabelState]])
    """By skill: all labels that imports have given it beside those of the map itself, now or before."""
    own_ids: list[str] = field(default_factory=list[str])
    """Ids of new skills that led to another skill until now."""
    relations: list[RelationState] = field(default_factory=list[RelationState])
    units: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    unit_parents: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    functions: list[str] = field(default_factory=list[str])
    new_people: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    changed_people: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    units_of: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    functions_of: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    managers_of: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    new_claims: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    changed_claims: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    new_goals: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    changed_goals: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    targets: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    lost_patterns: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    new_patterns: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    other_time: set[str] = field(default_factory=set[str])
    """Ids of the people whose free time must be worked out anew."""
    claimed_skills: set[str] = field(default_factory=set[str])
    """Ids of the skills that gain a claim or become a target, and so must be active."""

    facts: dict[str, list[FactChange]] = field(default_factory=dict[str, list[FactChange]])
    """What changes about people who are there already, by their ids."""

    def say(self, person_id: str, change: FactChange) -> None:
        """Notes a difference of somebody who is there already."""
        self.facts.setdefault(person_id, []).append(change)

    @property
    def skills_of_new_people(self) -> set[str]:
        """Ids of the skills that people claim who are not there yet."""
        return {skill_id for row in self.new_claims if row["isNew"] for skill_id in row["skillIds"]}


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. imports_before: how many had changed the map when this was worked out.

    fingerprint: the same for the same import. resumes: it was begun in parts and stopped.
    """

    differences: tuple[KindDifference, ...]
    warnings: tuple[str, ...]
    writes: Writes
    imports_before: int
    fingerprint: str
    resumes: bool

    @property
    def changes_anything(self) -> bool:
        """False when the map holds everything already."""
        return any(kind.created or kind.changed or kind.removed for kind in self.differences)


def said(value: object) -> str:
    """A value for people."""
    if value is None or value in ((), ""):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def step(field_name: str, before: object, after: object) -> str:
    """One change in words: "places 3 -> 2"."""
    return f"{field_name} {said(before)} -> {said(after)}"
