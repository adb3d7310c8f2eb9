"""Documents that ask for too much are refused with the limit and what was found, and in no time."""

import time

import pytest
from graphql import get_introspection_query
from hypothesis import given
from hypothesis import strategies as st
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from tests.wire.schema import SCHEMA, ask, client, refusals

DOUBLINGS = 30


def nested(depth: int, field: str = "neighbours") -> str:
    """A query whose deepest field lies at `depth`."""
    return "{ thing " + f"{{ {field} " * (depth - 2) + "{ number }" + " }" * (depth - 2) + " }"


def chain(length: int, body: str) -> str:
    """Fragments F0..Fn, each one spreading the next in `body`, where it says NEXT."""
    links = " ".join(f"fragment F{i} on Thing {{ {body.replace('NEXT', f'...F{i + 1}')} }}" for i in range(length))
    return f"{{ thing {{ ...F0 }} }} {links} fragment F{length} on Thing {{ number }}"


async def test_a_plain_query_is_answered_with_its_cost() -> None:
    answer = await ask("{ thing { number } }")
    assert answer == {"data": {"thing": {"number": 0}}, "extensions": {"cost": {"estimated": 2, "maximum": 5000}}}


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ things { edges { node { number } } } }", 1 + 1 + 20 * (1 + 1)),
        ("{ things(first: 50) { edges { node { number } } } }", 1 + 1 + 50 * (1 + 1)),
        ("{ things(first: 50) { pageInfo { endCursor hasNextPage } edges { cursor } } }", 1 + 1),
        ("{ things { edges { weight node { things(first: 2) { edges { node { id } } } } } } }", 2 + 20 * (2 + 6)),
        ("{ thing { three { number } } }", 1 + 5 + 3 * 1),
        ("{ thing { neighbours { number } } }", 1 + 1 + 10 * 1),
        ("{ thing { ...A ...A } } fragment A on Thing { number }", 1 + 2),
        ('{ node(id: "x") { id ... on Thing { number } ... { __typename } } }', 1 + 2),
        ("query A { thing { number } } query B { thing { id number } }", 2),
        ("mutation { do { __typename } }", 10),
    ],
)
async def test_the_cost_is_the_sum_of_the_declared_prices(query: str, cost: int) -> None:
    answer = await ask(query, operationName="A" if "query A" in query else None)
    assert answer["extensions"]["cost"]["estimated"] == cost


@pytest.mark.parametrize(
    ("declared", "given", "items"),
    [
        ("$n: Int!", {"n": 7}, 7),
        ("$n: Int! = 9", {}, 9),
        ("$n: Int! = 9", {"n": 3}, 3),
        ("$n: Int!", {"n": 1_000_000}, 100),
        ("$n: Int!", {"n": -4}, 1),
        ("$n: Int!", {"n": "many"}, 100),
        ("$n: Int!", {"n": [1]}, 100),
    ],
)
async def test_the_cost_follows_the_variables(declared: str, given: dict[str, object], items: int) -> None:
    answer = await ask(f"query ({declared}) {{ things(first: $n) {{ edges {{ node {{ number }} }} }} }}", given)
    assert answer["extensions"]["cost"]["estimated"] == 2 + items * 2


async def test_ten_deep_is_answered_and_eleven_is_not() -> None:
    assert await refusals(nested(10, "three")) == [("QUERY_TOO_COSTLY", 1 + (3**8 - 1) // 2 * 5 + 3**8)]
    assert await refusals(nested(4)) == []
    assert ("QUERY_TOO_DEEP", 11) in await refusals(nested(11))
    assert ("QUERY_TOO_DEEP", 10) not in await refusals(nested(10))
    # Deeper than can be measured, and deeper than can be parsed.
    assert await refusals(nested(150)) == [("QUERY_TOO_DEEP", 101)]
    assert await refusals(nested(230)) == [("QUERY_TOO_DEEP", None)]


async def test_a_costly_query_is_refused_with_both_numbers() -> None:
    answer = await ask("{ things(first: 100) { edges { node { things(first: 100) { edges { weight } } } } } }")
    message = "The query costs 10302; at most 5000 is allowed. Ask for fewer items (first) or fewer fields."
    assert answer["data"] is None
    assert answer["errors"] == [
        {
            "message": message,
            "extensions": {"code": "QUERY_TOO_COSTLY", "found": 10302, "limit": 5000},
        }
    ]


async def test_fifteen_aliases_are_answered_and_three_hundred_are_not() -> None:
    few = "{" + " ".join(f"a{i}: thing {{ id }}" for i in range(15)) + "}"
    assert len((await ask(few))["data"]) == 15
    assert await refusals(few.replace("{a0", "{ b: thing { id } a0")) == [("TOO_MANY_ALIASES", 16)]
    # Three hundred of them with a selection each are over the limit of tokens too, which is met first.
    assert await refusals("{" + " ".join(f"a{i}: thing {{ id }}" for i in range(300)) + "}") == [
        ("TOO_MANY_TOKENS", None)
    ]
    assert await refusals("{ thing {" + " ".join(f"a{i}: id" for i in range(300)) + "} }") == [
        ("TOO_MANY_ALIASES", 300)
    ]


async def test_repeating_a_field_counts_like_an_alias() -> None:
    assert await refusals("{" + "thing { id } " * 240 + "}") == [("TOO_MANY_ALIASES", 239)]


async def test_a_thousand_tokens_are_the_most() -> None:
    # `{ thing { ... } }` is 5 tokens.
    assert ("TOO_MANY_TOKENS", None) not in await refusals("{ thing {" + " id" * 995 + "} }")
    answer = await ask("{ thing {" + " id" * 996 + "} }")
    assert answer["errors"][0]["message"] == "The document has more than 1000 tokens; at most 1000 are allowed."
    assert answer["errors"][0]["extensions"] == {"code": "TOO_MANY_TOKENS", "limit": 1000}
    assert await refusals("#\n" * 9_000 + "{ thing { id } }") == [("TOO_MANY_TOKENS", None)]


async def test_twenty_thousand_bytes_of_document_are_the_most_and_variables_are_not_counted() -> None:
    query = "query ($id: ID!) { node(id: $id) { id } }"
    long = query + "#" + "é" * 9_979
    assert len(long.encode()) == 20_000
    assert await refusals(long, {"id": "x" * 200_000}) == [("INVALID_INPUT", None)]
    answer = await ask(long + "x")
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "DOCUMENT_TOO_LONG", "found": 20_001, "limit": 20_000}
    assert "20001 bytes; at most 20000" in answer["errors"][0]["message"]


async def test_four_mutations_are_done_and_five_are_not() -> None:
    four = "mutation { " + " ".join(f"m{i}: do {{ __typename }}" for i in range(4)) + " ...M }"
    assert await refusals(f"{four} fragment M on Mutation {{ __typename }}") == []
    five = await ask(f"{four} fragment M on Mutation {{ m4: do {{ __typename }} }}")
    assert five["data"] is None
    assert five["errors"][0]["extensions"] == {"code": "TOO_MANY_MUTATIONS", "found": 5, "limit": 4}
    assert await refusals(" ".join(f"mutation M{i} {{ do {{ __typename }} }}" for i in range(5))) == [
        ("TOO_MANY_MUTATIONS", 5)
    ]


async def test_fragments_nested_thirty_deep_are_answered() -> None:
    answer = await ask(chain(30, "NEXT number"))
    assert answer["data"] == {"thing": {"number": 0}}


@pytest.mark.parametrize(
    "body",
    ["three { NEXT } more: three { NEXT }", "three { NEXT NEXT }", "NEXT NEXT", "... { NEXT } ... { NEXT }"],
)
async def test_doubling_fragments_are_refused_in_no_time(body: str) -> None:
    started = time.perf_counter()
    found = await refusals(chain(DOUBLINGS, body))
    assert "QUERY_TOO_COSTLY" in {code for code, _ in found}
    assert time.perf_counter() - started < 20


async def test_fragments_that_spread_all_later_ones_are_refused_in_no_time() -> None:
    links = " ".join(
        f"fragment F{i} on Thing {{ number {' '.join(f'...F{j}' for j in range(i + 1, 25))} }}" for i in range(25)
    )
    started = time.perf_counter()
    assert await refusals(f"{{ thing {{ ...F0 }} }} {links}") == [("QUERY_TOO_COSTLY", 1 + 2**24)]
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    "query",
    [
        "{ thing { ...A } } fragment A on Thing { ...A }",
        "{ thing { ...A } } fragment A on Thing { three { ...B } } fragment B on Thing { three { ...A } }",
        "{ thing { ...Unknown } }",
        "{ nothing { at all } }",
        "{ thing { ... on Nothing { number } } }",
        "fragment A on Thing { number }",
        "{ thing { number { deeper } } }",
        "subscription { thing { id } }",
        "type Query { a: Int }",
    ],
)
async def test_what_is_not_valid_is_left_to_validation(query: str) -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": query})
    codes = {error["extensions"]["code"] for error in response.json()["errors"]}
    assert codes <= {"GRAPHQL_VALIDATION_FAILED", "BAD_REQUEST"}


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(),
        get_introspection_query(
            descriptions=True,
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
        ),
    ],
)
async def test_an_ide_may_introspect(query: str) -> None:
    answer = await ask(query)
    assert "errors" not in answer
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"
    assert answer["extensions"]["cost"]["estimated"] < 1000


async def test_introspection_is_bounded_too() -> None:
    deep = "{ __schema { types { fields { type { " + "ofType { " * 16 + "name" + " }" * 16 + " } } } } }"
    assert await refusals(deep) == [("QUERY_TOO_DEEP", 21)]
    lists = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    assert [code for code, _ in await refusals(lists)] == ["QUERY_TOO_COSTLY"]
    aliases = " ".join(f"a{i}: fields {{ b{i}: args {{ name }} }}" for i in range(7))
    assert await refusals(f"{{ __schema {{ c: types {{ {aliases} }} }} }}") == []
    aliases = " ".join(f"a{i}: fields {{ args {{ name }} b{i}: args {{ name }} }}" for i in range(7))
    assert await refusals(f"{{ __schema {{ types {{ {aliases} }} }} }}") == [("QUERY_TOO_COSTLY", 1 + 20 * 7 * 41)]


@given(st.text(max_size=80), st.text(alphabet='{}()[]:.$!@# "a1thingnumber', max_size=60))
async def test_no_text_is_answered_with_an_internal_error(text: str, like_a_query: str) -> None:
    for query in (text, like_a_query):
        if query:
            try:
                result = await SCHEMA.execute(query)
            except (CannotGetOperationTypeError, InvalidOperationTypeError):
                continue
            for found in result.errors or ():
                assert found.extensions
                assert found.extensions["code"] != "INTERNAL_ERROR"
