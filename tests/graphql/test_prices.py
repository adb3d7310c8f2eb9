"""What rankings cost within one document: ordinary pages are allowed, fifteen large ones are not."""

import pytest
from graphql import parse

from graphapi.graphql.schema import graphql_schema
from graphapi.wire.limits import weigh
from graphapi.wire.measuring import Measurer

_PAGE = (
    'mentorMatches(menteeId: "a", first: FIRST) { edges { distance sharedMinutes node { name } why { text } } }'
)


def _asked(rankings: int, first: int) -> tuple[int, set[str]]:
    """Cost and refusals of a document with so many rankings of so many mentors."""
    text = "{" + " ".join(f"a{at}: {_PAGE.replace('FIRST', str(first))}" for at in range(rankings)) + "}"
    document = parse(text)
    weighed = weigh(Measurer(graphql_schema()._schema, document, {}), document, None)
    return weighed.cost, {str((error.extensions or {})["code"]) for error in weighed.errors}


@pytest.mark.parametrize(("rankings", "first"), [(1, 20), (1, 100), (5, 100), (15, 20)])
def test_ordinary_pages_are_allowed(rankings: int, first: int) -> None:
    assert _asked(rankings, first) == (rankings * (200 + 1 + first * (1 + 5)), set())


@pytest.mark.parametrize(("rankings", "first"), [(15, 100), (7, 100), (15, 25)])
def test_many_large_rankings_in_one_document_are_refused(rankings: int, first: int) -> None:
    assert _asked(rankings, first)[1] == {"QUERY_TOO_COSTLY"}
