"""What a mutation's rule raises is in the union that the mutation answers with, and nothing else is."""

from types import FunctionType

import pytest
from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.union import StrawberryUnion

from graphapi.graphql.schema import Mutation
from graphapi.wire.errors import UserError, user_error_type
from tests.raising import raised_by

# tests/test_schema.py demands these of every mutation, whether today's rule raises them or not.
_EVERYWHERE = {"InvalidInputError", "NotFoundError", "NotAllowedError"}
_MUTATIONS = {field.python_name: field for field in get_object_definition(Mutation, strict=True).fields}


@pytest.mark.parametrize("name", sorted(_MUTATIONS))
def test_the_union_has_what_the_rule_raises(name: str) -> None:
    raised = _raised(_MUTATIONS[name])
    members = _members(_MUTATIONS[name])

    assert raised - members == set(), "the rule raises these; add them to the union"
    assert members - raised - _EVERYWHERE == set(), "nothing raises these; take them out of the union"


def _raised(field: StrawberryField) -> set[str]:
    assert field.base_resolver
    rule = field.base_resolver.wrapped_func
    assert isinstance(rule, FunctionType)
    types = {user_error_type(error) for error in raised_by(rule)}
    return {error.__name__ for error in types if error is not None}


def _members(field: StrawberryField) -> set[str]:
    union = field.type
    assert isinstance(union, StrawberryUnion), "a mutation answers with a union"
    return {
        member.__name__ for member in union.types if isinstance(member, type) and issubclass(member, UserError)
    }
