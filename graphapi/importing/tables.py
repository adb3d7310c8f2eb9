"""CSV files as rows of cells with the physical line on which each row starts.

UTF-8 with or without a byte order mark, any line ends, quotes as in RFC 4180; columns are separated by commas, or
by semicolons or tabs when the header says so, or by what a first line such as "sep=;" says.
"""

import csv
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO

from graphapi.importing.headers import advice_for, find_columns, named, proposals
from graphapi.importing.options import AS_WRITTEN, ReadingOptions
from graphapi.importing.problems import Problems
from graphapi.text import cleaned

MOST_BYTES = 1_000_000_000
_DELIMITERS = (",", ";", "\t")
# A first line by which spreadsheets say what separates the cells.
_SEPARATOR = re.compile(r'"?sep=([^\r\n"])"?[\r\n]*', re.IGNORECASE)
_KNOWN_COUNTS = 1_000
_FIRST_BYTES = 4096
_LONGEST_HEADER = 65_536


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a file, required ones first.

    together: the column whose value rows share that are taken as a whole, so that all or none of them count.
    """

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    together: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order in which a row gives its cells."""
        return self.required + self.optional


class Table:
    """One file. `absent` holds the optional columns that it does not have, `ignored` those that are left out.

    `complete` is false when not all rows could be read, so that nothing is concluded from what is missing.
    left_out: lines of rows that are passed over. `with_them` leads from the lines of further rows, which are passed
    over because they belong together with one of those, to that one's line.
    """

    def __init__(
        self,
        path: Path,
        shape: Shape,
        problems: Problems,
        options: ReadingOptions = AS_WRITTEN,
        left_out: AbstractSet[int] = frozenset(),
    ) -> None:
        self.shape = shape
        self.ignored: tuple[str, ...] = ()
        self.with_them: dict[int, int] = {}
        self._options = options
        self._left_out = left_out
        self.complete = True
        self.absent: frozenset[str] = frozenset()
        self._path = path
        self._problems = problems

    @property
    def leaves_out(self) -> bool:
        """Whether rows are passed over."""
        return bool(self._left_out)

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(line, cells in the order of the shape's columns); blank lines are left out, faults are noted."""
        return self._rows_but(self._left_out) if self._left_out else self._all_rows()

    def _rows_but(self, left_out: AbstractSet[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        rows = list(self._all_rows())
        shared = self.shape.columns.index(self.shape.together) if self.shape.together else None
        wrong = (
            {}
            if shared is None
            else {cleaned(cell[shared]): line for line, cell in reversed(rows) if line in left_out}
        )
        for line, cell in rows:
            if line in left_out:
                continue
            if shared is not None and cleaned(cell[shared]) in wrong:
                self.with_them[line] = wrong[cleaned(cell[shared])]
                continue
            yield line, cell

    def _all_rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        if not self._is_text():
            return
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                header = file.readline(_LONGEST_HEADER)
                if said := _SEPARATOR.fullmatch(header):
                    yield from self._data(file, said[1], 1)
                    return
                file.seek(0)
                delimiter = max(_DELIMITERS, key=lambda sign: self._recognised(header, sign))
                yield from self._data(file, delimiter, 0)
        except UnicodeDecodeError:
            self._refuse(self._line_that_is_not_utf8(), "this is not UTF-8 text", "save the file as CSV in UTF-8")
        except OSError as error:
            self._refuse(None, f"the file cannot be read ({error.strerror})", None)

    def _data(self, file: TextIO, delimiter: str, before: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows after the header; before: how many lines stand above it."""
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = before + 1
        try:
            header = next(reader, list[str]())
            cells = self._cells_of(header, line)
            if cells is None:
                return
            width = len(header)
            unnamed = [place for place, name in enumerate(header) if not name.strip()]
            line = before + reader.line_num + 1
            for row in reader:
                if line in self._left_out and len(row) != width:
                    pass
                elif len(row) != width:
                    if any(map(str.strip, row)):
                        self._wrong_width(line, len(row), width)
                elif any(map(str.strip, row)):
                    if unnamed and line not in self._left_out and any(row[place].strip() for place in unnamed):
                        self._note(
                            line, "a cell is in a column without a name", "name the column or clear its cells"
                        )
                    row.append("")
                    yield line, cells(row)
                line = before + reader.line_num + 1
        except csv.Error as error:
            self._refuse(line, f"the row cannot be read as CSV ({error})", "check the quotes of this row")

    def _cells_of(self, header: list[str], line: int) -> Callable[[list[str]], tuple[str, ...]] | None:
        """What picks the cells of a row that got one empty cell more, for absent columns; None: bad header."""
        ours = self.shape.columns
        found = find_columns(header, ours, self._options.columns.get(self.shape.file, {}))
        right = True
        for column in found.twice:
            right = self._note(line, f"the column {column} occurs twice", "keep one of them")
        if not found.places and not found.unknown:
            said = any(map(str.strip, header))
            reason = "the first line names no column" if said else "the file is empty"
            right = self._note(line, reason, f"begin with the line {','.join(ours)}")
        meant = proposals(found.unknown, [column for column in ours if column not in found.places])
        if found.unknown and self._options.ignore_unknown:
            self.ignored = tuple(found.unknown)
            meant = {}
        elif found.unknown:
            reason = "there is no column" if len(found.unknown) == 1 else "there are no columns"
            advice = advice_for(self.shape.file, found.unknown, meant, ours)
            right = self._note(line, f"{reason} {named(found.unknown)}", advice)
        for column in self.shape.required if found.places or found.unknown else ():
            if column not in found.places and column not in meant.values():
                right = self._note(line, f"the column {column} is missing", "every row needs a value")
        self.complete = right
        self.absent = frozenset(self.shape.optional) - found.places.keys()
        if not right:
            return None
        # Every shape has two columns at least, so what picks them gives a tuple.
        pick: Any = itemgetter(*(found.places.get(column, len(header)) for column in ours))
        return pick

    def _recognised(self, header: str, delimiter: str) -> int:
        """How well the sign separates the header: by columns that are known, and else by those that there are."""
        mapped = self._options.columns.get(self.shape.file, {})
        try:
            names = next(csv.reader([header], delimiter=delimiter), list[str]())
            found = find_columns(names, self.shape.columns, mapped)
            return _KNOWN_COUNTS * len(found.places) + min(len(names), _KNOWN_COUNTS - 1)
        except csv.Error:
            return 0

    def _is_text(self) -> bool:
        """Whether the file can be read as text at all; notes why not."""
        try:
            if not self._path.is_file():
                return self._refuse(None, "this is not a file", "replace it with a CSV file")
            if self._path.stat().st_size > MOST_BYTES:
                return self._refuse(None, "the file is larger than 1 GB", "split it and import the parts in turn")
            with self._path.open("rb") as file:
                first = file.read(_FIRST_BYTES)
        except OSError as error:
            return self._refuse(None, f"the file cannot be read ({error.strerror})", None)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            return self._refuse(None, "the file is UTF-16", "save it as CSV in UTF-8")
        if first.startswith(b"PK\x03\x04"):
            return self._refuse(None, "this is a spreadsheet or an archive", "export it as CSV in UTF-8")
        if b"\0" in first:
            return self._refuse(None, "this is not a text file", "export it as CSV in UTF-8")
        return True

    def _line_that_is_not_utf8(self) -> int | None:
        with self._path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    return number
        return None

    def _wrong_width(self, line: int, found: int, width: int) -> None:
        advice = "quote cells that contain a separator" if found > width else "keep empty cells"
        self._note(line, f"the row has {found} cells, the header has {width}", advice)

    def _refuse(self, line: int | None, reason: str, advice: str | None) -> bool:
        self.complete = False
        return self._note(line, reason, advice)

    def _note(self, line: int | None, reason: str, advice: str | None) -> bool:
        self._problems.add(self.shape.file, line, None, reason, advice)
        return False
