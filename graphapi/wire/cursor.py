"""Keyset cursors: opaque texts that hold where a page ended, made for one connection and read by no other."""

import base64
import binascii
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final, NoReturn, cast

from graphapi.errors import InvalidInput

Scalar = str | int | float | bool

LONGEST_CURSOR: Final = 4_096
_VERSION: Final = 1
# Neo4j's integers have 64 bits; a bigger one cannot have come from it.
_LARGEST_INT: Final = 2**63 - 1


def encode_cursor(kind: str, values: Sequence[Scalar]) -> str:
    """The cursor of the connection `kind` for the sort values of its last item.

    Raises ValueError for values that `decode_cursor` would refuse.
    """
    if not all(_storable(value) for value in values):
        raise ValueError("A cursor can hold only finite 64-bit numbers and valid text.")
    plain = json.dumps([_VERSION, kind, *values], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = base64.urlsafe_b64encode(plain.encode()).rstrip(b"=").decode("ascii")
    if len(text) > LONGEST_CURSOR:
        raise ValueError(f"A cursor of {len(text)} characters is too long; sort by something shorter.")
    return text


def decode_cursor(
    kind: str, text: str, shapes: Sequence[type[Scalar]], *, path: Iterable[str] = ("after",)
) -> tuple[Scalar, ...]:
    """The sort values in a cursor that `encode_cursor` made for this kind, of exactly these types.

    Raises InvalidInput for any other text.
    """
    values = _decoded(text)
    if (
        values is None
        or values[:2] != [_VERSION, kind]
        or [type(value) for value in values[2:]] != list(shapes)
        or not all(_storable(value) for value in values[2:])
        or encode_cursor(kind, values[2:]) != text
    ):
        raise InvalidInput(
            "This cursor is not from this connection. Send an `endCursor` unchanged, or none.",
            path=path,
        )
    return tuple(values[2:])


def _decoded(text: str) -> list[Any] | None:
    if len(text) > LONGEST_CURSOR:
        return None
    try:
        plain = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode()
        value = json.loads(plain, parse_constant=_refuse)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return cast(list[Any], value) if isinstance(value, list) else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _storable(value: Scalar) -> bool:
    if isinstance(value, str):
        return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return -_LARGEST_INT - 1 <= value <= _LARGEST_INT
