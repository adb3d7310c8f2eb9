"""Pages follow each other without a gap, and cursors are read by the connection that made them and no other."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.errors import InvalidInput
from graphapi.wire.connection import DEFAULT_FIRST, Page, checked_first
from graphapi.wire.cursor import decode_cursor, encode_cursor
from graphapi.wire.measuring import MAXIMUM_FIRST
from tests.wire.schema import NUMBER_OF_THINGS, THINGS, ask

PAGE = """query ($first: Int!, $after: String) { things(first: $first, after: $after) {
    edges { node { number } cursor weight } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=50)
scalars = st.one_of(
    texts, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)


async def test_the_pages_together_are_the_whole_connection() -> None:
    seen: list[int] = []
    after: str | None = None
    while True:
        page = (await ask(PAGE, {"first": 60, "after": after}))["data"]["things"]
        numbers = [edge["node"]["number"] for edge in page["edges"]]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["edges"][0]["weight"] == numbers[0] / 2
        seen += numbers
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == list(range(NUMBER_OF_THINGS))
    empty = (await ask(PAGE, {"first": 60, "after": after}))["data"]["things"]
    assert empty["edges"] == []
    assert empty["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize("first", [0, -1, 101, 1_000_000])
async def test_first_out_of_bounds_is_refused_with_the_bounds(first: int) -> None:
    answer = await ask(PAGE, {"first": first})
    assert answer["data"] is None
    assert answer["errors"][0]["message"] == f"first must be between 1 and 100; you sent {first}."
    assert answer["errors"][0]["extensions"] == {"code": "INVALID_INPUT", "path": ["first"]}
    literal = await ask(f"{{ things(first: {first}) {{ edges {{ cursor }} }} }}")
    assert literal["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


@pytest.mark.parametrize("first", [2**31, 10**400])
async def test_first_beyond_an_int_is_refused(first: int) -> None:
    assert (await ask(PAGE, {"first": first}))["errors"][0]["extensions"] == {
        "code": "INVALID_INPUT",
        "path": ["first"],
    }


@pytest.mark.parametrize(
    "after", ["", "x", "ü", "\x00", "=" * 8, "A" * 5000, "bnVsbA", encode_cursor("other", [1, "1"])]
)
async def test_a_cursor_of_something_else_is_refused(after: str) -> None:
    answer = await ask(PAGE, {"first": 5, "after": after})
    assert answer["errors"][0]["extensions"] == {"code": "INVALID_INPUT", "path": ["after"]}
    assert answer["errors"][0]["message"].startswith("This cursor is not from this connection")


@given(texts, st.lists(scalars, max_size=4))
def test_a_cursor_is_read_back_exactly(kind: str, values: list[Any]) -> None:
    shapes = [type(value) for value in values]
    found = decode_cursor(kind, encode_cursor(kind, values), shapes)
    assert list(found) == values
    assert [type(value) for value in found] == shapes


@given(
    st.text()
    | st.binary().map(lambda plain: base64.urlsafe_b64encode(plain).decode())
    | st.recursive(st.none() | scalars | st.floats(), lambda inner: st.lists(inner, max_size=5)).map(
        lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    )
)
def test_any_text_is_a_cursor_or_invalid(text: str) -> None:
    try:
        key = THINGS.decode(text)
    except InvalidInput:
        return
    assert THINGS.encode(key) == text


@pytest.mark.parametrize(
    "plain",
    [
        '[1,"things",1,"1"] ',
        '[1,"things",1.0,"1"]',
        '[1,"things",true,"1"]',
        '[1,"things",null,"1"]',
        '[1,"things","1","1"]',
        '[1,"things",1]',
        '[1,"things",1,"1","1"]',
        '[1,"things",1,"\\ud800"]',
        '[1,"things",9223372036854775808,"1"]',
        '[1,"things",' + "9" * 4000 + ',"1"]',
        '[1,"things",NaN,"1"]',
        '[2,"things",1,"1"]',
        '[true,"things",1,"1"]',
        '{"1":"things"}',
        "[" * 3000,
    ],
)
def test_a_forged_cursor_is_refused(plain: str) -> None:
    text = base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")
    with pytest.raises(InvalidInput):
        THINGS.decode(text)


@pytest.mark.parametrize("plain", ['[1,"far",Infinity]', '[1,"far",1e999]', '[1,"far",NaN]', '[1,"far",1]'])
def test_a_cursor_holds_finite_floats(plain: str) -> None:
    text = base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")
    with pytest.raises(InvalidInput):
        decode_cursor("far", text, [float])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**63, "\ud800", "x" * 5000])
def test_no_cursor_is_made_that_would_be_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="A cursor"):
        encode_cursor("things", [value])


def test_a_page_is_cut_where_more_was_found() -> None:
    assert Page.cut([1, 2, 3], 2) == Page((1, 2), has_next=True)
    assert Page.cut([1, 2], 2).map(str) == Page(("1", "2"), has_next=False)


@given(st.integers())
def test_first_is_what_was_given_or_invalid(first: int) -> None:
    if 1 <= first <= MAXIMUM_FIRST:
        assert checked_first(first, 7) == first
    else:
        with pytest.raises(InvalidInput, match=f"between 1 and {MAXIMUM_FIRST}"):
            checked_first(first, 7)


def test_null_means_the_default() -> None:
    assert checked_first(None) == DEFAULT_FIRST
    assert checked_first(None, 7) == 7
