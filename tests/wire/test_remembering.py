"""A document that was found valid is neither parsed nor validated again, and is held to the limits all the same."""

import pytest
from graphql import parse
from strawberry.schema import schema as strawberry_schema

from graphapi.wire.remembering import Documents
from tests.wire.schema import ask, refusals

_BY_SIZE = (
    "query Remembered($n: Int!) {"
    " things(first: $n) { edges { node { things(first: $n) { edges { node { number } } } } } } }"
)


async def test_a_document_is_validated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    query = "query ValidatedOnce { thing { number } }"
    first = await ask(query)

    def fail(*_: object) -> None:
        raise AssertionError("validated again")

    monkeypatch.setattr(strawberry_schema, "validate_document", fail)

    assert await ask(query) == first
    assert first["data"] == {"thing": {"number": 0}}


async def test_the_limits_hold_for_what_is_remembered() -> None:
    assert await refusals(_BY_SIZE, {"n": 1}) == []

    assert [code for code, _ in await refusals(_BY_SIZE, {"n": 100})] == ["QUERY_TOO_COSTLY"]
    assert await refusals(_BY_SIZE, {"n": 1}) == []


async def test_variables_are_checked_for_what_is_remembered() -> None:
    query = "query Checked($n: Int!) { things(first: $n) { edges { node { number } } } }"
    assert await refusals(query, {"n": 1}) == []

    answer = await ask(query, {"n": "many"})

    assert "Int cannot represent" in answer["errors"][0]["message"]


async def test_what_is_wrong_is_wrong_each_time() -> None:
    query = "{ thing { nothingOfThisName } }"
    once = await ask(query)

    assert "nothingOfThisName" in once["errors"][0]["message"]
    assert await ask(query) == once


def test_the_documents_that_were_asked_last_stay() -> None:
    documents = Documents(most=2, longest=20)
    for text in ("{ a }", "{ b }"):
        documents.keep(text, parse(text))

    assert documents.find("{ a }") is not None
    documents.keep("{ c }", parse("{ c }"))
    documents.keep("{ much_too_long_to_keep }", parse("{ much_too_long_to_keep }"))

    assert len(documents) == 2
    assert documents.find("{ b }") is None
    assert documents.find("{ a }") is not None
    assert documents.find("{ much_too_long_to_keep }") is None
