"""When the people of the sample organisation are free: windows inside local working hours, and a few outside."""

from datetime import date, timedelta
from random import Random

from graphapi.availability.model import Pattern
from graphapi_lab.sampling.chance import Weighted, pick
from graphapi_lab.sampling.model import Place

_HAS_NO_PATTERN = 0.05
_BLOCKS = Weighted(((2, 15), (3, 35), (4, 30), (5, 20)))
_MINUTES = Weighted(((30, 10), (60, 35), (90, 30), (120, 25)))
# Starts that people like, before the working day is shifted: mornings after the first coffee, afternoons, lunch.
_STARTS = Weighted((
    (9 * 60, 10), (10 * 60, 22), (10 * 60 + 30, 6), (11 * 60, 8), (12 * 60, 8), (12 * 60 + 30, 4), (13 * 60, 8),
    (14 * 60, 16), (14 * 60 + 45, 2), (15 * 60, 10), (16 * 60, 12), (16 * 60 + 30, 4),
))  # fmt: skip
_SHIFT = Weighted(((-60, 15), (0, 55), (30, 12), (60, 18)))
_IS_OUTSIDE = 0.04
_OUTSIDE = (7 * 60, 7 * 60 + 30, 19 * 60, 20 * 60, 21 * 60)
_IS_LIMITED = 0.1
_HAS_FORMAT = 0.1


def patterns_of(rng: Random, place: Place, formats: tuple[str, ...], today: date) -> list[Pattern]:
    """No pattern for one person in twenty, else two to five of 30 to 120 minutes that do not overlap."""
    if rng.random() < _HAS_NO_PATTERN:
        return []
    shift = _SHIFT.draw(rng)
    taken: list[tuple[int, int, int]] = []
    wanted = _BLOCKS.draw(rng)
    while len(taken) < wanted:
        weekday, minutes = pick(rng, place.workdays), _MINUTES.draw(rng)
        starts = pick(rng, _OUTSIDE) if rng.random() < _IS_OUTSIDE else _STARTS.draw(rng) + shift
        if all(day != weekday or starts + minutes <= low or high <= starts for day, low, high in taken):
            taken.append((weekday, starts, starts + minutes))
    valid_from, valid_until = _validity(rng, today)
    return [
        Pattern(
            weekday=weekday,
            starts=starts,
            ends=ends,
            time_zone=place.time_zone,
            valid_from=valid_from,
            valid_until=valid_until,
            format=pick(rng, formats) if formats and rng.random() < _HAS_FORMAT else None,
        )
        for weekday, starts, ends in sorted(taken)
    ]


def _validity(rng: Random, today: date) -> tuple[date | None, date | None]:
    """Mostly open on both sides; else free from a day to come, or until one, or both."""
    if rng.random() >= _IS_LIMITED:
        return None, None
    opens = today + timedelta(days=int(rng.random() * 60) - 20) if rng.random() < 0.5 else None
    if opens is None or rng.random() < 0.5:
        return opens, today + timedelta(days=60 + int(rng.random() * 240))
    return opens, None
