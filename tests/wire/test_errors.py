"""Each error has its type or its code, and what nobody expected says nothing but a reference."""

import logging
from collections.abc import Iterator

import pytest
from graphql import GraphQLError, GraphQLInterfaceType, GraphQLObjectType

from graphapi import errors
from graphapi.wire.errors import as_user_error, user_error_type
from graphapi.wire.schema import Schema
from tests.wire.schema import FAULTS, SCHEMA, SECRET, ask

DO = """mutation ($how: String) { do(how: $how) { __typename ... on UserError { code message path }
    ... on StaleRevisionError { currentRevision } ... on Done { thing { number } } } }"""


def leaves(root: type[errors.GraphapiError]) -> Iterator[type[errors.GraphapiError]]:
    for child in root.__subclasses__():
        yield child
        yield from leaves(child)


@pytest.mark.parametrize(
    ("how", "answer"),
    [
        (None, {"__typename": "Done", "thing": {"number": 1}}),
        (
            "invalid",
            {
                "__typename": "InvalidInputError",
                "code": "INVALID_INPUT",
                "message": "Not so.",
                "path": ["input", "name"],
            },
        ),
        ("missing", {"__typename": "NotFoundError", "code": "NOT_FOUND", "message": "Not here.", "path": []}),
        ("conflict", {"__typename": "ConflictError", "code": "CONFLICT", "message": "Not now.", "path": []}),
        (
            "stale",
            {
                "__typename": "StaleRevisionError",
                "code": "STALE_REVISION",
                "message": "Not any more.",
                "path": [],
                "currentRevision": 7,
            },
        ),
    ],
)
async def test_a_mutation_answers_with_a_typed_error(how: str | None, answer: dict[str, object]) -> None:
    assert (await ask(DO, {"how": how}))["data"] == {"do": answer}


async def test_an_error_that_is_not_in_the_union_stays_at_the_top() -> None:
    answer = await ask(DO, {"how": "forbidden"})
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "NOT_ALLOWED"}


@pytest.mark.parametrize(
    ("how", "extensions"),
    [
        ("invalid", {"code": "INVALID_INPUT", "path": ["input", "name"]}),
        ("missing", {"code": "NOT_FOUND"}),
        ("stale", {"code": "STALE_REVISION", "currentRevision": 7}),
        ("away", {"code": "UNAVAILABLE"}),
    ],
)
async def test_a_query_answers_with_a_coded_error(how: str, extensions: dict[str, object]) -> None:
    answer = await ask("query ($how: String!) { fail(how: $how) thing { number } }", {"how": how})
    assert answer["data"] == {"fail": None, "thing": {"number": 0}}
    fault = FAULTS[how]
    assert isinstance(fault, errors.GraphapiError)
    assert [(e["message"], e["path"], e["extensions"]) for e in answer["errors"]] == [
        (fault.message, ["fail"], extensions)
    ]


@pytest.mark.parametrize("how", ["bug", "setup"])
@pytest.mark.parametrize("query", ["query ($how: String!) { fail(how: $how) }", DO])
async def test_the_unexpected_is_masked_and_logged_without_what_it_says(
    how: str, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await ask(query, {"how": how})
    reference = answer["errors"][0]["extensions"]["reference"]
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
    assert answer["errors"][0]["message"] == f"Internal error; reference {reference}."
    assert SECRET not in str(answer)
    logged = [record for record in caplog.records if reference in record.getMessage()]
    assert len(logged) == 1
    assert "schema.py" in logged[0].getMessage()
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{", None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ('{ things(first: "x") { edges { cursor } } }', None, "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { things(first: $n) { edges { cursor } } }", {"n": "x"}, "INVALID_INPUT"),
        ("query ($n: Int!) { things(first: $n) { edges { cursor } } }", {"n": None}, "INVALID_INPUT"),
        ("query ($n: Int!) { things(first: $n) { edges { cursor } } }", {}, "INVALID_INPUT"),
    ],
)
async def test_each_error_of_a_request_has_a_code(
    query: str, variables: dict[str, object] | None, code: str
) -> None:
    answer = await ask(query, variables)
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


async def test_what_an_extension_raises_is_masked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("graphapi.wire.limits.weigh", broken)
    answer = await ask("{ thing { number } }")
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
    assert SECRET not in str(answer)


def test_every_leaf_has_a_type_or_belongs_at_the_top() -> None:
    top = {errors.Unavailable, errors.DeadlineExceeded, errors.SetupProblem}
    for leaf in leaves(errors.GraphapiError):
        if not issubclass(leaf, tuple(top)):
            assert user_error_type(leaf) is not None, leaf
    for leaf in top:
        assert user_error_type(leaf) is None
        assert as_user_error(leaf("x")) is None


def test_a_leaf_of_a_room_has_the_type_of_its_branch_and_its_own_code() -> None:
    class SlotTaken(errors.Conflict):
        code = "SLOT_TAKEN"

    found = as_user_error(SlotTaken("Taken.", path=["slot"]))
    assert type(found).__name__ == "ConflictError"
    assert found is not None
    assert (found.code, found.message, found.path) == ("SLOT_TAKEN", "Taken.", ["slot"])


def test_the_schema_describes_every_field_of_the_plumbing() -> None:
    assert isinstance(SCHEMA, Schema)
    for kind in SCHEMA._schema.type_map.values():
        if not kind.name.startswith("__") and isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            assert kind.description, kind.name
            assert all(field.description for field in kind.fields.values()), kind.name


async def test_a_graphql_error_keeps_its_own_words() -> None:
    from graphapi.wire.reporting import reported

    kept = reported(GraphQLError("Mine.", path=["a"], original_error=GraphQLError("Inner.")))
    assert (kept.message, kept.extensions) == ("Mine.", {"code": "GRAPHQL_EXECUTION_FAILED"})
