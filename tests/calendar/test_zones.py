"""Which zones exist, what was meant instead, and where their clocks change."""

import re
import struct
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest

from graphapi.calendar.errors import UnknownTimeZone
from graphapi.calendar.weeks import MINUTES_PER_WEEK, week_number
from graphapi.calendar.zones import (
    STEP,
    Stretch,
    known_zones,
    require_zone,
    stretches,
    suggest_zone,
    zone_advice,
)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Asia/Calcuta", "Asia/Calcutta"),
        ("CEST", None),
        ("Etc/GMT+99", None),
        ("GMT+99", None),
        ("etc/gmt-8", "Etc/GMT-8"),
        ("utc", "UTC"),
        ("", None),
        ("Europe/Berlin" * 1000, None),
        ("../../etc/passwd", None),
    ],
)
def test_the_nearest_zone_is_suggested(given: str, meant: str | None) -> None:
    assert suggest_zone(given) == meant
    with pytest.raises(UnknownTimeZone) as raised:
        require_zone(given, path=("time_zone",))
    assert raised.value.suggestion == meant
    assert raised.value.path == ("time_zone",)
    assert len(raised.value.message) < 200
    assert raised.value.message.endswith(f"did you mean {meant}?" if meant else "Europe/Berlin or UTC.")


@pytest.mark.parametrize(
    ("given", "city", "fixed"),
    [
        ("GMT+8", "Asia/Singapore", "Etc/GMT-8"),
        ("UTC+8", "Asia/Singapore", "Etc/GMT-8"),
        ("utc +08:00", "Asia/Singapore", "Etc/GMT-8"),
        ("+0800", "Asia/Singapore", "Etc/GMT-8"),
        ("GMT-5", "America/Bogota", "Etc/GMT+5"),
        ("UTC\u22125", "America/Bogota", "Etc/GMT+5"),
        ("UTC+5:30", "Asia/Kolkata", None),
        ("GMT+0545", "Asia/Kathmandu", None),
    ],
)
def test_an_offset_leads_to_a_city_with_that_offset(given: str, city: str, fixed: str | None) -> None:
    assert suggest_zone(given) == city
    said = zone_advice(given)
    assert city in said
    assert (f", or {fixed} for UTC" in said) if fixed else "Etc/" not in said


@pytest.mark.parametrize("hours", range(-12, 15))
def test_what_is_suggested_for_an_offset_has_it_all_year(hours: int) -> None:
    suggestion = suggest_zone(f"GMT{hours:+}")
    named = {suggestion} if suggestion else set[str]()
    named |= {word for word in re.split(r"[ ,]+", zone_advice(f"UTC{hours:+}")) if word.startswith("Etc/")}
    for zone in named:
        for month in range(1, 13):
            assert datetime(2027, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() == timedelta(hours=hours), zone
    assert suggestion or hours in (-12, -2)


@pytest.mark.parametrize("key", ["localtime", "Factory", "posixrules"])
def test_what_depends_on_the_machine_is_not_a_zone(key: str) -> None:
    assert key not in known_zones()


def test_stretches_meet_at_the_minute_of_each_change() -> None:
    first, until = week_number(date(2026, 1, 5)), week_number(date(2027, 1, 4))

    def minute(moment: datetime) -> int:
        return (moment.toordinal() - 1) * 1440 + moment.hour * 60 + moment.minute

    summer = minute(datetime(2026, 3, 29, 1, tzinfo=UTC))
    winter = minute(datetime(2026, 10, 25, 1, tzinfo=UTC))
    assert stretches("Europe/Berlin", first, until) == (
        Stretch(first * MINUTES_PER_WEEK, summer, 60),
        Stretch(summer, winter, 120),
        Stretch(winter, until * MINUTES_PER_WEEK, 60),
    )


def test_a_change_just_outside_the_weeks_is_not_one_of_theirs() -> None:
    first = week_number(date(2026, 3, 30))
    assert len(stretches("Europe/Berlin", first, first + 1)) == 1
    # The week before ends 23 hours after the change.
    assert len(stretches("Europe/Berlin", first - 1, first)) == 2
    assert len(stretches("Europe/Berlin", first - 2, first - 1)) == 1
    # Tehran's last summer began on a Monday at 20:30 UTC, which a reading after the end of the week before sees.
    tehran = week_number(date(2022, 3, 21))
    assert len(stretches("Asia/Tehran", tehran, tehran + 1)) == 2
    assert len(stretches("Asia/Tehran", tehran - 1, tehran)) == 1


def test_no_zone_changes_too_soon_again_or_off_the_minute() -> None:
    """`stretches` may read every third day only while this holds, in all the years that `slots` accepts."""
    begins = datetime(1998, 12, 1, tzinfo=UTC).timestamp()
    for key in sorted(known_zones()):
        listed = [(moment, offset) for moment, offset in _changes(_file(key)) if moment >= begins]
        for (before, _), (moment, offset) in pairwise(listed):
            assert moment - before > STEP * 60, key
            assert moment % 60 == offset % 60 == 0, key


def test_the_rules_that_follow_the_listed_changes_are_met_to_the_hour() -> None:
    # given one zone for each of the rules by which a file goes on after its last change
    zones = {_file(key).rstrip(b"\n").rpartition(b"\n")[2]: key for key in sorted(known_zones())}
    first = week_number(date(2098, 1, 6))

    for key in zones.values():
        # when two years are read hour by hour
        zone, moment, hours = ZoneInfo(key), datetime(2098, 1, 6, tzinfo=UTC), 104 * 7 * 24
        offsets = [(moment + timedelta(hours=hour)).astimezone(zone).utcoffset() for hour in range(hours)]
        changes = [hour + 1 for hour, (one, following) in enumerate(pairwise(offsets)) if one != following]

        # then the stretches begin at just these hours
        found = [stretch.starts - first * MINUTES_PER_WEEK for stretch in stretches(key, first, first + 104)]
        assert [-(-minute // 60) for minute in found] == [0, *changes], key


def _file(key: str) -> bytes:
    """The TZif file (RFC 8536) that `zoneinfo` reads for a zone."""
    for path in (Path(root) / key for root in TZPATH):
        if path.is_file():
            return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *key.split("/")).read_bytes()


def _changes(content: bytes) -> list[tuple[int, int]]:
    """The changes of offset that a TZif file lists: the POSIX second and the new offset in seconds."""
    # The first block, with times of 32 bits, is skipped for the second, with 64.
    isut, isstd, leaps, times, kinds, letters = struct.unpack(">6l", content[20:44])
    start = 44 + times * 5 + kinds * 6 + letters + leaps * 8 + isstd + isut
    _, _, _, times, kinds, _ = struct.unpack(">6l", content[start + 20 : start + 44])
    start += 44
    moments = struct.unpack(f">{times}q", content[start : start + 8 * times])
    indexes = content[start + 8 * times : start + 9 * times]
    start += 9 * times
    offsets = [struct.unpack(">l", content[start + 6 * kind : start + 6 * kind + 4])[0] for kind in range(kinds)]
    changes: list[tuple[int, int]] = []
    for moment, index in zip(moments, indexes, strict=True):
        if not changes or changes[-1][1] != offsets[index]:
            changes.append((moment, offsets[index]))
    return changes
