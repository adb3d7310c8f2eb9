"""What an organisation says of its people in columns of its own, and the rules that look at it."""

from enum import Enum

import strawberry

from graphapi.attributes import model
from graphapi.attributes.declaring import declared
from graphapi.graphql.context import Info
from graphapi.identity.viewer import Capability
from graphapi.policy.versions import active_policy
from graphapi.wire.price import price

_FREE = price(0)


@strawberry.enum(description="Whether the values of an attribute have an order.")
class AttributeKind(Enum):
    CHOICE = strawberry.enum_value("choice", description="They have none.")
    SCALE = strawberry.enum_value("scale", description="They are listed from the lowest.")


@strawberry.enum(description="What a rule asks of the mentor's value, compared with the mentee's.")
class Requirement(Enum):
    SAME = strawberry.enum_value("same", description="It is the same.")
    DIFFERENT = strawberry.enum_value("different", description="It is another.")
    ABOVE = strawberry.enum_value("above", description="It is higher on the scale, by `least` to `most` steps.")
    BELOW = strawberry.enum_value("below", description="It is lower on the scale, by `least` to `most` steps.")


@strawberry.type(description="What is said of a person in a column of the organisation's own, such as a grade.")
class PersonAttribute:
    name: str = strawberry.field(description="The attribute's name, such as 'grade'.", metadata=_FREE)
    value: str = strawberry.field(description="The person's value.", metadata=_FREE)


@strawberry.type(description="A column of the organisation's own about people, declared by an import.")
class Attribute:
    name: str = strawberry.field(description="Its name, such as 'grade'.", metadata=_FREE)
    kind: AttributeKind = strawberry.field(description="Whether its values have an order.", metadata=_FREE)
    values: list[str] = strawberry.field(
        description="The values that people can have, from the lowest for a scale; empty when any will do.",
        metadata=_FREE,
    )


@strawberry.type(description="A rule about an attribute: mentors who do not meet it are not ranked.")
class AttributeRule:
    attribute: str = strawberry.field(description="The attribute's name.", metadata=_FREE)
    requires: Requirement = strawberry.field(
        description="What the mentor's value must be, compared with the mentee's.", metadata=_FREE
    )
    least: int = strawberry.field(description="On a scale, the fewest steps.", metadata=_FREE)
    most: int = strawberry.field(description="On a scale, the most steps.", metadata=_FREE)
    words: str = strawberry.field(
        description="The rule in words, such as 'another organisation' or 'a grade 1 to 2 steps above the "
        "mentee's'.",
        metadata=_FREE,
    )


@strawberry.type
class AttributeQuery:
    """Queries for attributes and rules."""

    @strawberry.field(
        description="The attributes that the organisation has declared, ordered by name; 20 at most.",
        metadata=price(2, items=model.MOST_ATTRIBUTES),
    )
    async def attributes(self, info: Info) -> list[Attribute] | None:
        info.context.viewer.require(Capability.READ_PEOPLE)
        found = await info.context.database.read("attributes/declared", declared)
        return [
            Attribute(name=each.name, kind=AttributeKind(each.kind), values=list(each.values)) for each in found
        ]

    @strawberry.field(
        description="The rules about attributes that hold for every ranking, in the order in which they were given; "
        "20 at most.",
        metadata=price(2, items=model.MOST_RULES),
    )
    async def attribute_rules(self, info: Info) -> list[AttributeRule] | None:
        info.context.viewer.require(Capability.READ_PEOPLE)
        policy = await info.context.database.read("policy/active", active_policy)
        return [
            AttributeRule(
                attribute=rule.attribute,
                requires=Requirement(rule.requires),
                least=rule.least,
                most=rule.most,
                words=rule.words,
            )
            for rule in policy.rules
        ]


def attributes_of(said: tuple[str, ...]) -> list[PersonAttribute]:
    """A person's attributes as GraphQL shows them."""
    return [PersonAttribute(name=name, value=value) for name, value in model.values_in(said).items()]
