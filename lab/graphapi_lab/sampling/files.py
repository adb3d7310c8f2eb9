"""Writes a bundle as the CSV files that `graphapi import people` reads, for people to see and edit."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from graphapi.availability.model import WEEKDAYS, clock
from graphapi.errors import InvalidInput
from graphapi.importing.model import Bundle

_PEOPLE = (
    *("id", "name", "unit", "function", "reports_to", "time_zone", "languages"),
    *("mentoring", "places", "weekly_minutes", "formats", "pace", "left_on"),
)
_CLAIMS = ("person_id", "skill", "level", "last_used_on")
_GOALS = (
    *("goal_id", "person_id", "skill", "target_level", "statement", "due_on", "weight"),
    *("stated_on", "closed_on", "outcome"),
)
_AVAILABILITY = ("person_id", "weekday", "from", "until", "time_zone", "valid_from", "valid_until", "format")
_LEAVE = ("person_id", "first_day", "last_day", "time_zone")
_MATCHES = ("match_id", "mentor_id", "mentee_id", "started_on", "ended_on")
_SKILLS = ("id", "label", "cluster", "tier", "definition", "aliases")
_RELATED = ("a", "b", "strength", "kind")

_BETWEEN_UNITS = " > "
_BETWEEN_WORDS = ";"

_Line = Iterable[str | int | float]


def write_csv(
    bundle: Bundle, directory: Path, *, labels: Mapping[str, str] | None = None, replace: bool = False
) -> tuple[Path, ...]:
    """Writes people.csv and, where there is something to say, the other files; answers which.

    `labels` leads from a skill's id to what to write for it, so that people can read the files; an id that is not
    in it stands for itself. Raises InvalidInput when the folder cannot be written, and, without `replace`, when
    one of the files is there already.
    """
    named = labels or {}
    files: list[tuple[str, tuple[str, ...], Iterable[_Line] | None]] = [
        ("people.csv", _PEOPLE, _people(bundle)),
        ("person_skills.csv", _CLAIMS, _claims(bundle, named) if bundle.claims else None),
        ("goals.csv", _GOALS, _goals(bundle, named) if bundle.goals else None),
        ("availability.csv", _AVAILABILITY, _availability(bundle) if bundle.availability else None),
        ("leave.csv", _LEAVE, _leave(bundle) if bundle.leaves else None),
        ("matches.csv", _MATCHES, _matches(bundle) if bundle.matches else None),
        ("skills.csv", _SKILLS, _skills(bundle) if bundle.skills else None),
        ("related.csv", _RELATED, _related(bundle) if bundle.relations else None),
    ]
    present = [name for name, _, _ in files if (directory / name).exists()]
    if present and not replace:
        raise InvalidInput(
            f"{directory} already contains {', '.join(present)}. Choose an empty folder, so that nothing is "
            "overwritten."
        )
    written: list[Path] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        # What is left of an earlier sample would be imported together with this one.
        for name in present:
            (directory / name).unlink()
        for name, header, lines in files:
            if lines is not None:
                _write(directory / name, header, lines)
                written.append(directory / name)
    except OSError as error:
        raise InvalidInput(
            f"The CSV files cannot be written to {directory} ({error.strerror}); name another folder."
        ) from error
    return tuple(written)


def _write(path: Path, header: tuple[str, ...], lines: Iterable[_Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def _people(bundle: Bundle) -> Iterable[_Line]:
    for person in bundle.people:
        yield (
            person.id,
            person.name,
            _BETWEEN_UNITS.join(person.unit),
            person.function or "",
            person.reports_to or "",
            person.time_zone or "",
            _BETWEEN_WORDS.join(person.languages),
            "true" if person.mentoring else "false",
            person.places,
            "" if person.weekly_minutes is None else person.weekly_minutes,
            _BETWEEN_WORDS.join(person.formats),
            person.pace or "",
            _day(person.left_on),
        )


def _claims(bundle: Bundle, named: Mapping[str, str]) -> Iterable[_Line]:
    for claim in bundle.claims:
        skill = named.get(claim.skill_id, claim.skill_id)
        yield claim.person_id, skill, claim.level, _day(claim.last_used_on)


def _goals(bundle: Bundle, named: Mapping[str, str]) -> Iterable[_Line]:
    for goal in bundle.goals:
        for target in goal.targets:
            skill = named.get(target.skill_id, target.skill_id)
            said = (goal.statement or "", _day(goal.due_on))
            days = (_day(goal.stated_on), _day(goal.closed_on), goal.outcome or "")
            yield goal.id, goal.person_id, skill, target.level, *said, target.weight, *days


def _availability(bundle: Bundle) -> Iterable[_Line]:
    for row in bundle.availability:
        pattern = row.pattern
        yield (
            row.person_id,
            WEEKDAYS[pattern.weekday - 1],
            clock(pattern.starts),
            clock(pattern.ends),
            pattern.time_zone,
            _day(pattern.valid_from),
            _day(pattern.valid_until),
            pattern.format or "",
        )


def _leave(bundle: Bundle) -> Iterable[_Line]:
    for row in bundle.leaves:
        yield row.person_id, _day(row.leave.first_day), _day(row.leave.last_day), row.leave.time_zone


def _matches(bundle: Bundle) -> Iterable[_Line]:
    for row in bundle.matches:
        yield row.id, row.mentor_id, row.mentee_id, _day(row.started_on), _day(row.ended_on)


def _skills(bundle: Bundle) -> Iterable[_Line]:
    for skill in bundle.skills:
        said = (skill.cluster or "", skill.tier or "", skill.definition or "")
        yield skill.id, skill.label, *said, _BETWEEN_WORDS.join(skill.aliases)


def _related(bundle: Bundle) -> Iterable[_Line]:
    for relation in bundle.relations:
        yield relation.a, relation.b, relation.strength, relation.kind


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
