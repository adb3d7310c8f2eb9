"""What an import writes: of the taxonomy, of units and functions, and of each person everything that changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphapi.attributes.model import Attribute, AttributeRule
from graphapi.availability.model import TimeChange
from graphapi.engagements.model import MatchSaving
from graphapi.goals.model import GoalSaving
from graphapi.importing.differences import KindDifference
from graphapi.importing.remembering import Marks
from graphapi.journal.facts import FactChange
from graphapi.people.model import ClaimsChange, PersonChange
from graphapi.taxonomy.other_ids import OtherId
from graphapi.taxonomy.states import ClusterState, LabelState, RelationState, SkillState

# About how many nodes and relationships follow from a person with unit, function and manager, and from a window.
_OF_A_PERSON = 5
_OF_A_WINDOW = 8
_OF_A_MATCH = 3


@dataclass(slots=True)
class PersonWrites:
    """Everything that an import changes about one person.

    further_ids: new ones that lead to the person. skills: ids of those that the person newly claims or aims at, which
    must be active. facts: what the journal is told of somebody who was there before. matches: as the mentee;
    match_facts: what the journal is told of these.
    """

    person_id: str
    is_new: bool
    person: PersonChange | None = None
    further_ids: list[str] = field(default_factory=list[str])
    claims: ClaimsChange | None = None
    goals: list[GoalSaving] = field(default_factory=list[GoalSaving])
    matches: list[MatchSaving] = field(default_factory=list[MatchSaving])
    time: TimeChange | None = None
    skills: set[str] = field(default_factory=set[str])
    facts: list[FactChange] = field(default_factory=list[FactChange])
    match_facts: list[FactChange] = field(default_factory=list[FactChange])

    @property
    def manager(self) -> str | None:
        """The id of the new manager, if the import names one."""
        return self.person.links.get("REPORTS_TO") if self.person else None

    @property
    def size(self) -> int:
        """About how many nodes and relationships it makes or changes, those that are derived included."""
        claims = len(self.claims.created) + len(self.claims.changed) if self.claims else 0
        targets = sum(len(goal.targets or ()) for goal in self.goals)
        windows = len(self.time.patterns) + len(self.time.kept_patterns or ()) if self.time else 0
        return _OF_A_PERSON + claims + targets + _OF_A_WINDOW * windows + _OF_A_MATCH * len(self.matches)


@dataclass(slots=True)
class TaxonomyWrites:
    """Clusters, skills with their further ids and labels, and relations.

    own_ids: ids of new skills that led to another skill until now. other_labels: by skill, all labels that imports
    have given it beside those of the map itself, now or before.
    """

    clusters: list[ClusterState] = field(default_factory=list[ClusterState])
    skills: list[SkillState] = field(default_factory=list[SkillState])
    other_ids: list[OtherId] = field(default_factory=list[OtherId])
    other_labels: dict[str, list[LabelState]] = field(default_factory=dict[str, list[LabelState]])
    own_ids: list[str] = field(default_factory=list[str])
    relations: list[RelationState] = field(default_factory=list[RelationState])


@dataclass(frozen=True, slots=True)
class UnitWrites:
    """New units by path, each after the one around it, and the names of new functions."""

    units: Sequence[str] = ()
    functions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class AttributeWrites:
    """Attributes to declare or to change, what the journal is told of them, and the rules, None to leave them alone."""

    attributes: Sequence[Attribute] = ()
    facts: Sequence[FactChange] = ()
    rules: Sequence[AttributeRule] | None = None


@dataclass(slots=True)
class Writes:
    """The differences and nothing else."""

    attributes: AttributeWrites = field(default_factory=AttributeWrites)

    taxonomy: TaxonomyWrites = field(default_factory=TaxonomyWrites)
    units: UnitWrites = field(default_factory=UnitWrites)
    people: dict[str, PersonWrites] = field(default_factory=dict[str, PersonWrites])

    def of(self, person_id: str, *, is_new: bool) -> PersonWrites:
        """Where to note what changes about this person."""
        found = self.people.get(person_id)
        if found is None:
            found = self.people[person_id] = PersonWrites(person_id, is_new)
        return found

    @property
    def size(self) -> int:
        """About how many nodes and relationships are made or changed for people."""
        return sum(person.size for person in self.people.values())


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. imports_before: how many had changed the map when it was planned.

    marks: what is remembered of people once it is done.

    fingerprint: the same for the same import. resumes: it was begun in parts and stopped.
    """

    differences: tuple[KindDifference, ...]
    warnings: tuple[str, ...]
    writes: Writes
    marks: Marks
    imports_before: int
    fingerprint: str
    resumes: bool

    @property
    def changes_anything(self) -> bool:
        """False when the map holds everything already."""
        return any(kind.created or kind.changed or kind.removed for kind in self.differences)
