"""What can change in the map: a table of all kinds of facts, and the change of one fact.

An edit can report only facts in the table. A test requires that each is followed, or that a reason is given.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal

from graphapi.errors import SetupProblem

MAP: Final = "map"
"""The source of what people say by hand."""

RankedKind = Literal["people", "skills", "policy", "everything"]


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact, `entity.field`.

    about: what its id refers to in the journal; None for derived facts, which are not recorded. ranked: the kind
    of entry in the change log, for readers that keep a copy of what rankings need. values: whether the journal
    keeps the values; it never keeps people's names and free text.
    """

    meaning: str
    about: Literal["person", "goal", "skill", "cluster", "occupation", "match", "attribute", "policy"] | None
    ranked: RankedKind | None = None
    values: bool = True


FACTS: Final[dict[str, FactKind]] = {
    "person.created": FactKind("somebody came into the map", "person", "people"),
    "person.name": FactKind("the name", "person", values=False),
    "person.unit": FactKind("the unit in which the person works", "person", "people"),
    "person.function": FactKind("what the person does", "person"),
    "person.manager": FactKind("to whom the person reports", "person", "people"),
    "person.timeZone": FactKind("the zone in which the person lives", "person"),
    "person.leftOn": FactKind("when the person left the organisation", "person"),
    "person.blocks": FactKind("whom the person is never matched with; other: that person", "person"),
    "person.furtherId": FactKind("a further id that leads to the person; other: that id", "person"),
    "person.apart": FactKind("whom the person can be matched with was changed by a block", None, "people"),
    "person.languages": FactKind("in which the person mentors", "person", "people"),
    "person.formats": FactKind("in which the person meets", "person", "people"),
    "person.attributes": FactKind(
        "what the organisation says of the person in its own columns", "person", "people"
    ),
    "attribute.values": FactKind("the values that people can have, or any", "attribute"),
    "attribute.kind": FactKind("whether the values have an order", "attribute"),
    "person.pace": FactKind("how often the person likes to meet", "person"),
    "person.mentoring": FactKind("whether the person mentors", "person", "people"),
    "person.places": FactKind("how many mentees the person takes", "person", "people"),
    "person.weeklyMinutes": FactKind("minutes a week for mentoring", "person", "people"),
    "person.placesTaken": FactKind("how many places of a mentor are taken was counted again", None, "people"),
    "person.matches": FactKind("a match of the person began or ended", None, "people"),
    "match.startedOn": FactKind("when the match began", "match"),
    "match.endedOn": FactKind("when the match ended", "match"),
    "match.active": FactKind("mentor and mentee, by id, while the match is active", "match"),
    "claim.level": FactKind("the level of a skill; other: the skill", "person", "people"),
    "claim.lastUsedOn": FactKind("when a skill was last used; other: the skill", "person"),
    "time.patterns": FactKind("when the person has time", "person"),
    "time.leaves": FactKind("when the person is away", "person"),
    "goal.statement": FactKind("what the person wants to be able to do; other: the person", "goal", values=False),
    "goal.dueOn": FactKind("until when; other: the person", "goal"),
    "goal.status": FactKind("active or closed; other: the person", "goal"),
    "goal.outcome": FactKind("how the goal ended; other: the person", "goal"),
    "goal.statedOn": FactKind("when the goal was stated; other: the person", "goal"),
    "goal.closedOn": FactKind("when the goal was closed; other: the person", "goal"),
    "goal.priority": FactKind("the weight among the person's goals; other: the person", "goal"),
    "goal.targets": FactKind("the skills and levels aimed at; other: the person", "goal"),
    "skill.label": FactKind("the preferred label", "skill"),
    "skill.definition": FactKind("what the skill is", "skill"),
    "skill.tier": FactKind("technical, people, leadership or domain", "skill"),
    "skill.status": FactKind("active or retired", "skill", "skills"),
    "skill.cluster": FactKind("the primary cluster", "skill"),
    "skill.otherId": FactKind("a further id that leads to the skill; other: that id", "skill"),
    "skill.external": FactKind("the concept that means the same elsewhere", "skill"),
    "skill.skillType": FactKind("the type in its classification", "skill"),
    "skill.reuseLevel": FactKind("how widely the skill is used", "skill"),
    "skill.labels": FactKind("the labels that the source gives", "skill"),
    "skill.holders": FactKind("other people hold the skill, of whom some came as a whole", None),
    "skill.placements": FactKind("the further clusters in which the source places the skill", "skill"),
    "cluster.label": FactKind("the label", "cluster"),
    "cluster.tier": FactKind("as of a skill", "cluster"),
    "cluster.definition": FactKind("what belongs to the cluster", "cluster"),
    "cluster.levels": FactKind("what the levels look like here", "cluster"),
    "cluster.parent": FactKind("the cluster in which it is nested", "cluster"),
    "cluster.source": FactKind("the classification whose group it is", "cluster"),
    "relation.broader": FactKind("the strength towards a broader skill; other: that skill", "skill"),
    "relation.related": FactKind("the strength of a relation; other: the second skill", "skill"),
    "occupation.needs": FactKind("the skills that an occupation needs", "occupation"),
    "skill.uses": FactKind("the skills that its classification says it uses", "skill"),
    "classification.complete": FactKind("everything of a classification is there", None),
    "evidence.relations": FactKind("relations by evidence around a skill were recomputed", None),
    "nearness.derived": FactKind("nearness around a skill was recomputed", None, "skills"),
    "freeTime.derived": FactKind("free time of a person was recomputed", None, "people"),
    "policy.rules": FactKind("what mentors must have in common with their mentees, or not", "policy"),
    "policy.version": FactKind("another version of the policy is in force", None, "policy"),
    "map.restored": FactKind("so much has changed that copies of the map are made again", None, "everything"),
}


@dataclass(frozen=True, slots=True)
class FactChange:
    """The change of one fact. before and after: plain JSON, None for absent; other: the second id, if any."""

    fact: str
    id: str
    before: Any = None
    after: Any = None
    other: str | None = None
    source: str = MAP


def fact_kind(fact: str) -> FactKind:
    """The row of the table. Raises SetupProblem for a fact that is not in it."""
    kind = FACTS.get(fact)
    if kind is None:
        raise SetupProblem(f"There is no fact {fact}. Add it to the table in journal/facts.py.")
    return kind
