"""The public contract: schema.graphql is what the code serves, and everything in it is described."""

from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    find_breaking_changes,
    is_specified_scalar_type,
)

from graphapi.errors import GraphapiError
from graphapi.graphql.schema import graphql_schema
from graphapi.wire.errors import user_error_type

_COMMITTED = Path(__file__).parent.parent / "schema.graphql"
_AT_TOP_LEVEL = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "SETUP_PROBLEM", "COMMIT_UNKNOWN", "ERROR"}


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    served, committed = graphql_schema().as_str() + "\n", _COMMITTED.read_text(encoding="utf-8")
    changes = find_breaking_changes(build_schema(committed), build_schema(served))
    assert changes == [], "A breaking change: announce it in the CHANGELOG, then: make schema"
    assert served == committed, "The schema changed; run: make schema"


def test_everything_is_described() -> None:
    schema = build_schema(graphql_schema().as_str())
    silent: list[str] = []
    for name, kind in schema.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        if not kind.description:
            silent.append(name)
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType)):
            for field_name, field in kind.fields.items():
                if not field.description:
                    silent.append(f"{name}.{field_name}")
                for argument_name, argument in getattr(field, "args", {}).items():
                    if not argument.description:
                        silent.append(f"{name}.{field_name}({argument_name})")
        if isinstance(kind, GraphQLEnumType):
            silent += [f"{name}.{value}" for value, spec in kind.values.items() if not spec.description]
    assert silent == []


def test_every_mutation_answers_with_success_or_typed_errors() -> None:
    schema = build_schema(graphql_schema().as_str())
    assert schema.mutation_type is not None
    for name, field in schema.mutation_type.fields.items():
        union = getattr(field.type, "of_type", field.type)
        assert isinstance(union, GraphQLUnionType), name
        errors = {member.name for member in union.types if member.name.endswith("Error")}
        assert {"InvalidInputError", "NotFoundError", "NotAllowedError"} <= errors, name
        assert list(field.args) == ["input"], name


def test_mentor_matches_takes_exactly_what_was_promised() -> None:
    text = " ".join(graphql_schema().as_str().split())
    fields = build_schema(text).query_type.fields  # type: ignore[union-attr]
    arguments = {name: str(argument.type) for name, argument in fields["mentorMatches"].args.items()}
    assert arguments == {
        "menteeId": "ID!",
        "goalIds": "[ID!]",
        "minimumSharedMinutes": "Int",
        "minimumSessionMinutes": "Int",
        "week": "Date",
        "first": "Int",
        "after": "String",
    }


def _leaves(kind: type[GraphapiError]) -> list[type[GraphapiError]]:
    below = kind.__subclasses__()
    return [leaf for child in below for leaf in _leaves(child)] if below else [kind]


def test_every_error_has_a_typed_answer_or_belongs_to_the_top_level() -> None:
    for leaf in _leaves(GraphapiError):
        at_top = any(getattr(parent, "code", "") in _AT_TOP_LEVEL - {"ERROR"} for parent in leaf.__mro__)
        assert at_top or user_error_type(leaf) is not None, leaf
