"""Validation helps with typing errors, stops at five errors, and gives other tasks a turn."""

import asyncio

import pytest
from graphql import GraphQLError, parse

from graphapi.wire.validating import errors_of
from tests.wire.schema import SCHEMA, ask


async def found(query: str) -> list[GraphQLError]:
    return await errors_of(SCHEMA._schema, parse(query))


async def test_few_short_names_get_suggestions() -> None:
    (error,) = await found("{ thing { nummer } }")
    assert error.message == "Cannot query field 'nummer' on type 'Thing'. Did you mean 'number'?"
    answer = await ask("{ thing { nummer } }")
    assert answer["errors"][0]["message"] == error.message


@pytest.mark.parametrize(
    "query",
    [
        "{ thing { " + " ".join(f"nummer{i}" for i in range(900)) + " } }",
        "{ thing { " + " ".join(f"... on Thinng{i} {{ id }}" for i in range(150)) + " } }",
        "query (" + " ".join(f"$a{i}: Thinng" for i in range(200)) + ") { thing { id } }",
        "{ things(" + " ".join(f"firrst{i}: 1" for i in range(300)) + ") { edges { cursor } } }",
        "{ thing { nummer" + "r" * 50 + " } }",
        "{ thing { nummer } fail(how: " + '"' + "x" * 41 + '") }',
    ],
)
async def test_many_or_long_names_get_none_and_errors_end_at_five(query: str) -> None:
    errors = await found(query)
    assert 1 <= len(errors) <= 6
    assert [error.message for error in errors if "Did you mean" in error.message] == []


async def test_errors_of_variables_come_without_suggestions() -> None:
    many = {f"firrst{i}": 1 for i in range(2_000)}
    answer = await ask("query ($id: ID!) { node(id: $id) { id } }", {"id": many})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert "Did you mean" not in str(answer)


async def test_every_rule_of_graphql_is_applied() -> None:
    for query, said in [
        ("{ thing { id: number id } }", "conflict"),
        ("query ($a: Int) { thing { id } }", "never used"),
        ("{ thing { ...A } } fragment A on Query { thing { id } }", "can never be of type"),
        ("{ node { id } }", "required"),
        ("{ thing }", "must have a selection"),
    ]:
        assert said in (await found(query))[0].message


async def test_other_tasks_get_a_turn_between_the_steps() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    try:
        await found("{ thing { id } }")
    finally:
        counting.cancel()
    assert turns >= 4
