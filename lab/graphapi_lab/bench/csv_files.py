"""The people of the benchmark's map as the CSV files that `graphapi import people` takes."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphapi_lab.bench.dataset import BenchPerson, Shape, goal_id, person_id, skill_id
from graphapi_lab.bench.loading import spans


def write_csv(shape: Shape, folder: Path) -> int:
    """Writes people, skills, goals and availability; returns how many bytes there are."""
    folder.mkdir(parents=True, exist_ok=True)
    everybody = list(shape.everybody())
    files: tuple[tuple[str, str, Iterator[Iterable[object]]], ...] = (
        (
            "people.csv",
            "id,name,reports_to,time_zone,languages,mentoring,places,formats",
            map(_person, everybody),
        ),
        ("person_skills.csv", "person_id,skill,level", _claims(everybody)),
        ("goals.csv", "goal_id,person_id,skill,target_level,statement", _goals(everybody)),
        ("availability.csv", "person_id,weekday,from,until", _time(everybody)),
    )
    for name, header, rows in files:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header.split(","))
            writer.writerows(rows)
    return sum((folder / name).stat().st_size for name, _, _ in files)


def change_some_claims(folder: Path, every: int) -> None:
    """Gives the first skill of every so manieth person another level."""
    path = folder / "person_skills.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    seen: dict[str, int] = {}
    for row in rows:
        if row[0] not in seen:
            seen[row[0]] = len(seen)
            if seen[row[0]] % every == 0:
                row[2] = "1" if row[2] != "1" else "2"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def write_one(folder: Path, number: int) -> None:
    """Files with one new person, a skill, a goal and a window."""
    folder.mkdir(parents=True, exist_ok=True)
    who = f"one-{number}"
    files = {
        "people": [("id", "name", "time_zone"), (who, f"Person {who}", "UTC")],
        "person_skills": [("person_id", "skill", "level"), (who, skill_id(number), 3)],
        "goals": [
            ("goal_id", "person_id", "skill", "target_level"),
            (f"goal-{who}", who, skill_id(number + 9), 2),
        ],
        "availability": [("person_id", "weekday", "from", "until"), (who, "mon", "09:00", "10:00")],
    }
    for name, rows in files.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def _person(person: BenchPerson) -> Iterable[object]:
    who = person_id(person.number)
    manager = "" if person.manager is None else person_id(person.manager)
    yes = "true" if person.mentoring else "false"
    languages, formats = ";".join(person.languages), ";".join(person.formats)
    return who, f"Person {who}", manager, "UTC", languages, yes, person.places, formats


def _claims(everybody: Iterable[BenchPerson]) -> Iterator[Iterable[object]]:
    for person in everybody:
        for skill, level in person.skills:
            yield person_id(person.number), skill_id(skill), level


def _goals(everybody: Iterable[BenchPerson]) -> Iterator[Iterable[object]]:
    for person in everybody:
        goal = goal_id(person.number)
        for skill, level in person.targets:
            yield goal, person_id(person.number), skill_id(skill), level, f"Goal {goal}"


def _time(everybody: Iterable[BenchPerson]) -> Iterator[Iterable[object]]:
    for person in everybody:
        for weekday, start, end in spans(person.slots):
            yield person_id(person.number), weekday, _clock(start), _clock(end)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
