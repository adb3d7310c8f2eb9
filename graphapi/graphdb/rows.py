"""What a query's row becomes: a frozen value whose snake_case fields carry the camelCase columns."""

from typing import Any, TypeVar, dataclass_transform

import pydantic.dataclasses
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True)
def row(cls: type[Value]) -> type[Value]:
    """Class decorator: a frozen dataclass that a row, or a map inside a row, is read into.

    Column `sharedMinutes` fills the field `shared_minutes`; an unexpected column is an error.
    """
    config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    decorated: Any = pydantic.dataclasses.dataclass(frozen=True, slots=True, config=config)(cls)
    return decorated


@row
class Nothing:
    """The row of a query that returns nothing."""
