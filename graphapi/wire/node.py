"""Global object identification: opaque ids made from our own immutable ones, and looking up an object by id."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, TypeVar, cast

import strawberry

from graphapi.errors import InvalidInput
from graphapi.text import GLOBAL_ID_MARK, LONGEST_ID, cleaned

# A global id holds the type's name and up to LONGEST_ID characters of four bytes each.
_LONGEST_GLOBAL_ID: Final = 1_200
# Controls, and halves of surrogate pairs, which no encoding can write.
_UNPRINTABLE: Final = ("Cc", "Cs")
_TYPE_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*")

ContextT = TypeVar("ContextT")


@strawberry.interface(description="An object with a global id, which `node(id:)` looks up.")
class Node:
    """Every object with a global id. The class has the name of its GraphQL type."""

    id: strawberry.ID = strawberry.field(
        description="Opaque, stable id, unique across all types. It never changes and is never reused."
    )


NodeLoader = Callable[[ContextT, str], Awaitable[Node | None]]


def encode_global_id(type_name: str, id: str) -> strawberry.ID:  # noqa: A002
    """The global id of our own id `id`: a tilde and the base64url of `Type:id`, without padding.

    No id that people give begins with a tilde, so that a global id is never somebody's own id.
    """
    return strawberry.ID(GLOBAL_ID_MARK + _base64url(f"{type_name}:{id}".encode()))


def decode_global_id(text: str) -> tuple[str, str]:
    """The type's name and our own id in it. Raises InvalidInput for everything that is not a global id."""
    decoded = _decoded(text)
    if decoded is None:
        raise InvalidInput("This is not a valid global id. Send an id as the API returned it.", path=["id"])
    return decoded


def local_id(type_name: str, given: str, *, path: Iterable[str] = ("id",)) -> str:
    """Our own id, from the global id of a `type_name` or from our own id itself, as it was imported.

    The first character tells which one it is. Raises InvalidInput for the global id of another type, and for what
    cannot be an id: nothing, more than LONGEST_ID characters, control characters.
    """
    text = cleaned(given)
    if not text.startswith(GLOBAL_ID_MARK):
        return _checked(text, path)
    decoded = _decoded(text)
    if decoded is None or decoded[0] not in {type_name, *_known_types()}:
        raise InvalidInput(
            f"This begins with {GLOBAL_ID_MARK} like a global id, but is not a valid one. Send the id as the "
            "API returned it, or as it was imported.",
            path=path,
        )
    found, own = decoded
    if found != type_name:
        raise InvalidInput(
            f"This is the id of {_article(found)} {found}; {_article(type_name)} {type_name} is needed.",
            path=path,
        )
    return _checked(own, path)


async def find_node(loaders: Mapping[str, NodeLoader[ContextT]], context: ContextT, global_id: str) -> Node | None:
    """The object with this global id, or None when there is none; `loaders` has the loader of each type by its name.

    A loader checks what the viewer may see, like every other access. Raises InvalidInput for a malformed id.
    """
    type_name, own = decode_global_id(global_id)
    load = loaders.get(type_name)
    return await load(context, _checked(own, ["id"])) if load else None


def _known_types() -> set[str]:
    """The names of all types that implement Node."""
    names: set[str] = set()
    pending: list[type[Node]] = [Node]
    while pending:
        for subclass in pending.pop().__subclasses__():
            pending.append(subclass)
            definition: Any = getattr(subclass, "__strawberry_definition__", None)
            names.add(cast(str, definition.name) if definition else subclass.__name__)
    return names


def _decoded(text: str) -> tuple[str, str] | None:
    """The parts of a global id, or None unless the text is exactly what `encode_global_id` would produce."""
    if not text.startswith(GLOBAL_ID_MARK) or len(text) > _LONGEST_GLOBAL_ID:
        return None
    digits = text.removeprefix(GLOBAL_ID_MARK)
    try:
        plain = base64.urlsafe_b64decode(digits.encode("ascii") + b"=" * (-len(digits) % 4)).decode()
    except (binascii.Error, UnicodeError):
        return None
    type_name, colon, own = plain.partition(":")
    if not colon or not own or not _TYPE_NAME.fullmatch(type_name) or _base64url(plain.encode()) != digits:
        return None
    return type_name, own


def _checked(own: str, path: Iterable[str]) -> str:
    if not own:
        raise InvalidInput("The id is empty.", path=path)
    if len(own) > LONGEST_ID:
        raise InvalidInput(f"The id has more than {LONGEST_ID} characters.", path=path)
    if any(unicodedata.category(character) in _UNPRINTABLE for character in own):
        raise InvalidInput("The id has control characters.", path=path)
    return own


def _base64url(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode("ascii")


def _article(noun: str) -> str:
    return "an" if noun[:1] in "AEIOU" else "a"
