"""A global id says what it is the id of, and nothing else passes for one."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.errors import InvalidInput
from graphapi.journal.editing import checked_id
from graphapi.wire.node import decode_global_id, encode_global_id, local_id
from tests.wire.schema import ask

own_ids = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=200)
type_names = st.from_regex(r"[A-Z][A-Za-z0-9]{0,20}", fullmatch=True)


@given(type_names, own_ids)
def test_a_global_id_is_read_back(type_name: str, id: str) -> None:
    text = encode_global_id(type_name, id)
    assert decode_global_id(text) == (type_name, id)
    assert local_id(type_name, text) == id
    assert "=" not in text


@given(own_ids | st.builds(encode_global_id, type_names, own_ids).map(lambda text: text.removeprefix("~")))
def test_whatever_people_may_call_something_is_read_as_they_wrote_it(id: str) -> None:
    try:
        own = checked_id(id, ["id"])
    except InvalidInput:
        return
    assert local_id("Thing", own) == local_id("Thing", id) == own
    assert local_id("Thing", encode_global_id("Thing", own)) == own


@given(
    st.text()
    | st.text(alphabet="ABCdef09-_=")
    | st.binary().map(lambda b: "~" + base64.urlsafe_b64encode(b).decode())
)
def test_any_text_is_an_id_or_invalid(text: str) -> None:
    for read in (decode_global_id, lambda given: local_id("Thing", given)):
        try:
            read(text)
        except InvalidInput:
            continue


def test_a_global_id_is_spelled_exactly() -> None:
    # "Thing:1" with padding, and with bits in the last character that mean nothing.
    for text in ("~VGhpbmc6MQ==", "~VGhpbmc6MR", "~", "~Thing:1", "~" + "A" * 2_000):
        with pytest.raises(InvalidInput, match="begins with ~"):
            local_id("Thing", text)
        with pytest.raises(InvalidInput):
            decode_global_id(text)
    assert local_id("Thing", "~VGhpbmc6MQ") == "1"
    # Without its mark it is an id that somebody gave.
    assert local_id("Thing", "VGhpbmc6MQ") == "VGhpbmc6MQ"


def test_the_id_of_another_type_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidInput, match="This is the id of a Gadget; a Thing is needed") as caught:
        local_id("Thing", encode_global_id("Gadget", "1"), path=["thingId"])
    assert caught.value.path == ("thingId",)
    with pytest.raises(InvalidInput, match="begins with ~"):
        local_id("Thing", encode_global_id("Unheard", "1"))


@pytest.mark.parametrize("id", ["", "a\nb", "\x00", "a\x7f", "\ud800", "x" * 201])
def test_what_cannot_be_an_id_is_refused_in_both_spellings(id: str) -> None:
    with pytest.raises(InvalidInput):
        local_id("Thing", id)
    if "\ud800" not in id and id:
        with pytest.raises(InvalidInput):
            local_id("Thing", encode_global_id("Thing", id))


async def test_node_finds_what_there_is() -> None:
    found = await ask(
        "query ($id: ID!) { node(id: $id) { id __typename } }", {"id": encode_global_id("Thing", "5")}
    )
    assert found["data"]["node"] == {"id": encode_global_id("Thing", "5"), "__typename": "Thing"}


@pytest.mark.parametrize("id", [encode_global_id("Thing", "none"), encode_global_id("Unheard", "5")])
async def test_node_is_null_where_there_is_nothing(id: str) -> None:
    assert (await ask("query ($id: ID!) { node(id: $id) { id } }", {"id": id}))["data"] == {"node": None}


async def test_node_refuses_a_malformed_id() -> None:
    answer = await ask('{ node(id: "5") { id } }')
    assert answer["data"] == {"node": None}
    assert answer["errors"][0]["extensions"] == {"code": "INVALID_INPUT", "path": ["id"]}
