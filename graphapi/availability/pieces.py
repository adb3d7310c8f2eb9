"""The pieces of half-hours in which a person is free in one UTC week, and in which formats they meet then."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from graphapi.availability.covering import WHOLE_SLOT, Cover, without
from graphapi.availability.model import SLOT_MINUTES

_ANY: tuple[str, ...] = ()


class Piece(NamedTuple):
    """Minutes [begins, ends) of the half-hour `slot` (0..335 from Monday 00:00 UTC); no formats: any format."""

    slot: int
    begins: int
    ends: int
    formats: tuple[str, ...]


class Free(NamedTuple):
    """One week: half-hours that are wholly free for any format, as bits, and the pieces of all others."""

    whole: int
    pieces: frozenset[Piece]


NEVER = Free(0, frozenset())


def free_of(in_any: Cover, in_format: Mapping[str, Cover]) -> Free:
    """Splits what is free into pieces that do not overlap.

    in_any: minutes in which any format will do. in_format: minutes in which this format will do, and perhaps others.
    """
    if not in_any.parts and not in_format:
        return Free(in_any.whole, frozenset())
    by_slot: dict[int, list[tuple[str | None, int]]] = {slot: [(None, minutes)] for slot, minutes in in_any.parts}
    for name in sorted(in_format):
        rest = without(in_format[name], in_any)
        for slot, minutes in rest.parts:
            by_slot.setdefault(slot, []).append((name, minutes))
        whole = rest.whole
        while whole:
            lowest = whole & -whole
            whole ^= lowest
            by_slot.setdefault(lowest.bit_length() - 1, []).append((name, WHOLE_SLOT))
    return Free(
        in_any.whole,
        frozenset(Piece(slot, *run) for slot, masks in by_slot.items() for run in _runs(tuple(masks))),
    )


@lru_cache(maxsize=4096)
def _runs(masks: tuple[tuple[str | None, int], ...]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """(begins, ends, formats) of the longest runs of minutes with the same formats; None is any format."""
    runs: list[tuple[int, int, tuple[str, ...]]] = []
    for minute in range(SLOT_MINUTES):
        names = [name for name, minutes in masks if minutes >> minute & 1]
        if not names:
            continue
        formats = _ANY if None in names else tuple(name for name in names if name is not None)
        if runs and runs[-1][1:] == (minute, formats):
            runs[-1] = (runs[-1][0], minute + 1, formats)
        else:
            runs.append((minute, minute + 1, formats))
    return tuple(runs)
