"""The GraphQL types for what makes skills near."""

import strawberry

from graphapi.graphql.pairing import FREE, NamedSkill
from graphapi.graphql.skill import RelationKind
from graphapi.matching.grounds import describe_ground
from graphapi.matching.model import Ground


@strawberry.type(description="A relation between two skills along a path.")
class PathRelation:
    text: str = strawberry.field(description="The relation in a sentence.", metadata=FREE)
    start: NamedSkill = strawberry.field(description="The skill on the goal's side.", metadata=FREE)
    end: NamedSkill = strawberry.field(description="The skill on the mentor's side.", metadata=FREE)
    kind: RelationKind = strawberry.field(description="How they are related.", metadata=FREE)
    strength: float = strawberry.field(
        description="Strength of the relation, above 0 and at most 1.", metadata=FREE
    )
    source: str | None = strawberry.field(
        description="Where the relation comes from: `seed`, `ESCO`, `import` or `evidence`.", metadata=FREE
    )
    hierarchy: float | None = strawberry.field(
        description="Evidence from the classification, 0 to 1: how close the two skills are in it.", metadata=FREE
    )
    occupations: float | None = strawberry.field(
        description="Evidence from occupations, 0 to 1: how often the same occupations need both.", metadata=FREE
    )
    holders: float | None = strawberry.field(
        description="Evidence from people, 0 to 1: how often the same people hold both; null below ten holders.",
        metadata=FREE,
    )

    @classmethod
    def of(cls, ground: Ground) -> "PathRelation":
        """The GraphQL value of a relation along a path."""
        relation = ground.relation
        parts = relation.parts
        return cls(
            text=describe_ground(ground),
            start=NamedSkill.of(ground.start),
            end=NamedSkill.of(ground.end),
            kind=RelationKind(relation.kind),
            strength=relation.strength,
            source=relation.source,
            hierarchy=parts and parts.hierarchy,
            occupations=parts and parts.occupations,
            holders=parts and parts.holders,
        )
