"""Lists of different lengths as runs of rows in shared columns; a list that outgrows its room moves to the end."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[Any]
Int32s: TypeAlias = npt.NDArray[np.int32]
Int64s: TypeAlias = npt.NDArray[np.int64]

# Room that nobody uses any more is given back when it is more than a quarter of all.
_MOST_WASTE = 0.25
_LEAST_WASTE_ROWS = 4096


class Ragged:
    """`columns` have one type each; list `i` has its rows from `start[i]` on, `length[i]` of them.

    There may be room for more lists than there are; those are empty. An update makes no copy of the whole.
    """

    __slots__ = ("_room", "_used", "_wasted", "columns", "length", "start")

    def __init__(self, lengths: Int32s, columns: Sequence[Column]) -> None:
        """From rows that lie one list after the other. Keeps the arrays given."""
        self.columns = list(columns)
        self.length = lengths.astype(np.int32)
        self.start: Int64s = np.zeros(len(lengths), np.int64)
        if len(lengths):
            np.cumsum(lengths[:-1], out=self.start[1:])
        self._room = self.length.copy()
        self._used = len(columns[0])
        self._wasted = 0

    def __len__(self) -> int:
        return len(self.length)

    @property
    def rows(self) -> int:
        """How many rows all lists have together."""
        return int(self.length.sum())

    @property
    def nbytes(self) -> int:
        """What all of it takes in memory."""
        arrays = (*self.columns, self.start, self.length, self._room)
        return sum(array.nbytes for array in arrays)

    def view(self, place: int, column: int = 0) -> Any:
        """One column of one list; what is written there is written to the list."""
        start = self.start[place]
        return self.columns[column][start : start + self.length[place]]

    def replace(self, place: int, *columns: Column) -> None:
        """Gives the list new rows."""
        rows = len(columns[0])
        if rows > self._room[place]:
            self._move_to_end(place, rows)
        start = self.start[place]
        for column, new in zip(self.columns, columns, strict=True):
            column[start : start + rows] = new
        self.length[place] = rows

    def make_room(self, lists: int) -> None:
        """Makes room for at least so many lists."""
        missing = lists - len(self.length)
        if missing > 0:
            missing = max(missing, len(self.length) // 16)
            self.start = np.concatenate([self.start, np.zeros(missing, np.int64)])
            self.length = np.concatenate([self.length, np.zeros(missing, np.int32)])
            self._room = np.concatenate([self._room, np.zeros(missing, np.int32)])

    def packed(self, lists: int) -> list[Column]:
        """Copies of the lengths and then of each column, rows one list after the other, for the first `lists`."""
        lengths = self.length[:lists].copy()
        rows = np.repeat(self.start[:lists] - np.cumsum(lengths) + lengths, lengths)
        rows += np.arange(len(rows))
        return [lengths, *(column[rows] for column in self.columns)]

    def _move_to_end(self, place: int, rows: int) -> None:
        if self._wasted > max(_LEAST_WASTE_ROWS, _MOST_WASTE * self._used):
            self._pack()
        self._wasted += int(self._room[place])
        room = rows + rows // 8 + 1
        if self._used + room > len(self.columns[0]):
            more = max(room, len(self.columns[0]) // 16)
            self.columns = [_longer(column, more) for column in self.columns]
        self.start[place] = self._used
        self._room[place] = room
        self._used += room

    def _pack(self) -> None:
        lengths, *columns = self.packed(len(self.length))
        fresh = Ragged(lengths, columns)
        self.columns, self.start, self._room = fresh.columns, fresh.start, fresh._room
        self._used, self._wasted = fresh._used, 0


def gathered(lists: Ragged, places: Int32s | Int64s) -> tuple[Column, Int64s]:
    """The rows of these lists one after the other, and for each row the number of its list among them."""
    lengths = lists.length[places].astype(np.int64)
    which = np.repeat(np.arange(len(places)), lengths)
    rows = np.repeat(lists.start[places] - np.cumsum(lengths) + lengths, lengths)
    rows += np.arange(len(rows))
    return lists.columns[0][rows], which


def _longer(column: Column, rows: int) -> Column:
    longer: Column = np.zeros(len(column) + rows, column.dtype)
    longer[: len(column)] = column
    return longer


def empty(*dtypes: Any) -> Ragged:
    """No list at all, with columns of these types."""
    return Ragged(np.zeros(0, np.int32), [np.zeros(0, dtype) for dtype in dtypes])
