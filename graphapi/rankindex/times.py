"""When people are free, as numbers: an entry is a half-hour of the week and the number of what is said about it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphapi.rankindex.model import DAY_BITS, MINUTE_BITS, SLOT_BITS
from graphapi.rankindex.ragged import Int32s, Int64s

_SLOT_MASK = (1 << SLOT_BITS) - 1
_DAY_MASK = (1 << DAY_BITS) - 1
_MINUTE_MASK = (1 << MINUTE_BITS) - 1

Entries = npt.NDArray[np.uint32]


class Kinds(NamedTuple):
    """Of each kind, parallel: days [begins, ends) as day_number, the minutes of the half-hour as bits, the formats."""

    begins: Int64s
    ends: Int64s
    minutes: Int64s
    format_set: Int32s


class Times:
    """The kinds of time: weeks, minutes of the half-hour, and formats. People share the same few.

    kinds: (weeks and minutes as PersonRow packs them, without the slot; formats). format_sets: those that occur; the
    first is any format. An entry is kind << 9 | slot.
    """

    def __init__(self, kinds: Iterable[tuple[int, tuple[str, ...]]] = ()) -> None:
        self.kinds: list[tuple[int, tuple[str, ...]]] = []
        self.format_sets: list[tuple[str, ...]] = [()]
        self._places: dict[tuple[int, tuple[str, ...]], int] = {}
        self._columns: Kinds | None = None
        for packed, formats in kinds:
            self._kind_of(packed, formats)

    def columns(self) -> Kinds:
        """The kinds as arrays."""
        if self._columns is None:
            packed = np.array([kind for kind, _ in self.kinds], np.int64)
            minutes_begin, minutes_end = packed >> MINUTE_BITS & _MINUTE_MASK, packed & _MINUTE_MASK
            weeks = packed >> 2 * MINUTE_BITS
            places = {formats: place for place, formats in enumerate(self.format_sets)}
            self._columns = Kinds(
                weeks >> DAY_BITS,
                weeks & _DAY_MASK,
                (np.int64(1) << minutes_end) - (np.int64(1) << minutes_begin),
                np.array([places[formats] for _, formats in self.kinds], np.int32),
            )
        return self._columns

    def entries(self, packed: Int64s) -> Entries:
        """Entries of times for any format, given as numbers."""
        kinds, which = np.unique(packed >> SLOT_BITS, return_inverse=True)
        numbers = np.array([self._kind_of(kind, ()) for kind in kinds.tolist()], np.uint32)
        if not len(packed):
            return np.zeros(0, np.uint32)
        return (numbers[which].astype(np.int64) << SLOT_BITS | packed & _SLOT_MASK).astype(np.uint32)

    def entries_of(self, texts: Sequence[str]) -> Entries:
        """Entries of times as PersonRow says them."""
        found: list[int] = []
        for text in texts:
            number, *formats = text.split("\t")
            kind = self._kind_of(int(number) >> SLOT_BITS, tuple(formats))
            found.append(kind << SLOT_BITS | int(number) & _SLOT_MASK)
        return np.array(found, np.uint32)

    def said(self, entries: Entries) -> list[str]:
        """The inverse of `entries_of`."""
        numbers: list[int] = entries.tolist()
        return [
            "\t".join((str(packed << SLOT_BITS | entry & _SLOT_MASK), *formats))
            for entry in numbers
            for packed, formats in (self.kinds[entry >> SLOT_BITS],)
        ]

    def _kind_of(self, packed: int, formats: tuple[str, ...]) -> int:
        known = self._places.get((packed, formats))
        if known is None:
            known = self._places[packed, formats] = len(self.kinds)
            self.kinds.append((packed, formats))
            if formats not in self.format_sets:
                self.format_sets.append(formats)
            self._columns = None
        return known
