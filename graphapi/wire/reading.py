"""Reads requests strictly: unambiguous JSON, exact content types, finite numbers."""

import json
import math
from collections.abc import Iterator
from email.message import Message
from typing import Any, Final, NoReturn

from cross_web import HTTPException
from graphql import DocumentNode, GraphQLError, Token, TokenKind

_UNREADABLE: Final = "The JSON in the request cannot be read: "
# The longest finite number in full has 309 digits before its point; no meaning needs more than these.
_MOST_DIGITS: Final = 400


def read_json(data: str | bytes) -> object:
    """Parses JSON. Raises HTTPException for what is ambiguous, too large or not JSON."""
    try:
        value: object = json.loads(data, parse_constant=_refuse_constant, object_pairs_hook=_unambiguous)
        # Half of a surrogate pair passes as JSON, and fails later wherever it is written.
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise HTTPException(400, _UNREADABLE + "it is nested too deep.") from None
    except UnicodeError:
        raise HTTPException(400, _UNREADABLE + "it is not valid Unicode.") from None
    except json.JSONDecodeError as error:
        raise HTTPException(400, f"{_UNREADABLE}{error.msg} at character {error.pos}.") from None
    except ValueError:
        raise HTTPException(
            400, _UNREADABLE + "it contains NaN, infinity, or a number with too many digits."
        ) from None
    return value


def require_json(content_type: str | None, content_encoding: str | None) -> None:
    """Raises HTTPException unless these headers say that the body is plain JSON in UTF-8."""
    message = Message()
    message["content-type"] = (content_type or "").replace("\0", "")
    charset = message.get_param("charset", "utf-8")
    if message.get_content_type() != "application/json" or str(charset).lower() not in ("utf-8", "utf8"):
        raise HTTPException(400, "Unsupported content type; send the request as application/json in UTF-8.")
    if (content_encoding or "identity").strip().lower() != "identity":
        raise HTTPException(400, "Unsupported content encoding; send the request without compression.")


def refused_numbers(document: DocumentNode) -> list[GraphQLError]:
    """An error for each number in a document that is infinite or has too many digits."""
    return [
        GraphQLError(
            "A number in the document is too large or has too many digits.",
            source=document.loc.source if document.loc else None,
            positions=[token.start],
            extensions={"code": "INVALID_INPUT"},
        )
        for token in _tokens(document)
        if token.kind in (TokenKind.INT, TokenKind.FLOAT)
        and (len(token.value or "") > _MOST_DIGITS or math.isinf(float(token.value or "0")))
    ]


def _tokens(document: DocumentNode) -> Iterator[Token]:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        yield token
        token = token.next


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise HTTPException(400, _UNREADABLE + "an object has the same name twice.")
    return found
