"""When two people are free together in one UTC week, to the minute, and in which formats."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphapi.availability.model import SLOT_MINUTES


@dataclass(frozen=True, slots=True, order=True)
class FreePiece:
    """Minutes [starts, ends) from Monday 00:00 UTC inside one half-hour; formats: the accepted ones, empty for any."""

    starts: int
    ends: int
    formats: tuple[str, ...] = ()


def shared_pieces(
    mine: Iterable[FreePiece], theirs: Iterable[FreePiece], *, whatever_format: bool = False
) -> tuple[FreePiece, ...]:
    """When both are free, in order; only in formats both accept, unless formats are ignored.

    The pieces of one person do not overlap, so neither do these.
    """
    by_slot: dict[int, list[FreePiece]] = defaultdict(list)
    for piece in mine:
        by_slot[piece.starts // SLOT_MINUTES].append(piece)
    found: list[FreePiece] = []
    for their in theirs:
        for my in by_slot[their.starts // SLOT_MINUTES]:
            starts, ends = max(my.starts, their.starts), min(my.ends, their.ends)
            formats = () if whatever_format else _common(my.formats, their.formats)
            if starts < ends and formats is not None:
                found.append(FreePiece(starts, ends, formats))
    return tuple(sorted(found))


def minutes_of(pieces: Iterable[FreePiece]) -> int:
    """How long they are together."""
    return sum(piece.ends - piece.starts for piece in pieces)


def longest_of(pieces: Sequence[FreePiece]) -> int:
    """Minutes of the longest stretch without a gap in one format both accept; pieces in order."""
    formats: set[str | None] = {None, *(name for piece in pieces for name in piece.formats)}
    return max(
        _longest([piece for piece in pieces if not piece.formats or name in piece.formats]) for name in formats
    )


def _longest(pieces: Sequence[FreePiece]) -> int:
    longest, begun, until = 0, 0, -1
    for piece in pieces:
        if piece.starts != until:
            begun = piece.starts
        until = piece.ends
        longest = max(longest, until - begun)
    return longest


def _common(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...] | None:
    """The formats both accept, () for any; None when there is none."""
    if not mine or not theirs:
        return mine or theirs
    return tuple(name for name in mine if name in theirs) or None
