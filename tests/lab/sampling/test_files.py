"""The CSV files of a sample: what they look like, and that an import reads the same organisation out of them."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from graphapi_lab.sampling.files import write_csv
from graphapi_lab.sampling.making import make_sample, starter_taxonomy

from graphapi.availability.model import Leave, Pattern
from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.importing.model import (
    AvailabilityRow,
    Bundle,
    ClaimRow,
    GoalRow,
    LeaveRow,
    MatchRow,
    PersonRow,
    RelationRow,
    SkillRow,
    TargetRow,
)
from graphapi.importing.reading import read_bundle
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from tests.editing import editor

TODAY = date(2026, 3, 2)

EVERYTHING = Bundle(
    people=(
        PersonRow("b", "Head, of all"),
        PersonRow(
            "a",
            'Ana "Nia" Ruiz',
            ("Engineering", "Platform"),
            "Engineering",
            "b",
            "Europe/Madrid",
            ("es", "en"),
            mentoring=False,
            places=0,
            weekly_minutes=60,
            formats=("video", "chat"),
            pace="steady",
            left_on=date(2026, 2, 27),
        ),
    ),
    skills=(SkillRow("s1", "Juggling", "Circus", "domain", "Keeps three balls up.", ("Ball juggling", "Toss")),),
    relations=(RelationRow("s1", "s2", 0.5),),
    claims=(ClaimRow("a", "s1", 0), ClaimRow("b", "s1", 4, date(2026, 1, 31))),
    goals=(
        GoalRow("g", "a", (TargetRow("s1", 2, 0.5), TargetRow("s2", 1)), "Juggle,\nwith fire.", date(2026, 9, 1)),
        GoalRow(
            "h",
            "b",
            (TargetRow("s1", 1),),
            stated_on=date(2025, 5, 1),
            closed_on=date(2025, 6, 1),
            outcome="achieved",
        ),
    ),
    availability=(
        AvailabilityRow("a", Pattern(7, 22 * 60 + 30, 24 * 60, "Asia/Kathmandu", date(2026, 4, 1), None, "chat")),
    ),
    leaves=(LeaveRow("a", Leave(date(2026, 4, 6), date(2026, 4, 10), "UTC")),),
    matches=(MatchRow("m", "b", "a", date(2025, 9, 1), date(2026, 1, 15)),),
)


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_field_of_every_row_is_written(tmp_path: Path):
    written = write_csv(EVERYTHING, tmp_path, labels={"s1": "Juggling"})
    assert {path.name for path in written} == {path.name for path in tmp_path.iterdir()}
    assert cells(tmp_path / "people.csv") == [
        [
            *("id", "name", "unit", "function", "reports_to", "time_zone", "languages"),
            *("mentoring", "places", "weekly_minutes", "formats", "pace", "left_on"),
        ],
        ["b", "Head, of all", "", "", "", "", "", "true", "3", "", "", "", ""],
        [
            *("a", 'Ana "Nia" Ruiz', "Engineering > Platform", "Engineering", "b", "Europe/Madrid", "es;en"),
            *("false", "0", "60", "video;chat", "steady", "2026-02-27"),
        ],
    ]
    assert cells(tmp_path / "person_skills.csv") == [
        ["person_id", "skill", "level", "last_used_on"],
        ["a", "Juggling", "0", ""],
        ["b", "Juggling", "4", "2026-01-31"],
    ]
    assert cells(tmp_path / "goals.csv") == [
        [
            *("goal_id", "person_id", "skill", "target_level", "statement", "due_on", "weight"),
            *("stated_on", "closed_on", "outcome"),
        ],
        ["g", "a", "Juggling", "2", "Juggle,\nwith fire.", "2026-09-01", "0.5", "", "", ""],
        ["g", "a", "s2", "1", "Juggle,\nwith fire.", "2026-09-01", "1.0", "", "", ""],
        ["h", "b", "Juggling", "1", "", "", "1.0", "2025-05-01", "2025-06-01", "achieved"],
    ]
    assert cells(tmp_path / "availability.csv") == [
        ["person_id", "weekday", "from", "until", "time_zone", "valid_from", "valid_until", "format"],
        ["a", "Sunday", "22:30", "24:00", "Asia/Kathmandu", "2026-04-01", "", "chat"],
    ]
    assert cells(tmp_path / "leave.csv")[1:] == [["a", "2026-04-06", "2026-04-10", "UTC"]]
    assert cells(tmp_path / "matches.csv")[1:] == [["m", "b", "a", "2025-09-01", "2026-01-15"]]
    assert cells(tmp_path / "skills.csv") == [
        ["id", "label", "cluster", "tier", "definition", "aliases"],
        ["s1", "Juggling", "Circus", "domain", "Keeps three balls up.", "Ball juggling;Toss"],
    ]
    assert cells(tmp_path / "related.csv") == [["a", "b", "strength", "kind"], ["s1", "s2", "0.5", "related"]]


def test_what_is_empty_gets_no_file_and_a_folder_is_made(tmp_path: Path):
    written = write_csv(Bundle(people=EVERYTHING.people), tmp_path / "new" / "folder")
    assert [path.name for path in written] == ["people.csv"]
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["people.csv"]


def test_files_that_are_there_stay_unless_they_may_be_replaced(tmp_path: Path):
    write_csv(EVERYTHING, tmp_path)
    before = (tmp_path / "goals.csv").read_bytes()
    with pytest.raises(InvalidInput, match=r"people.csv.* Choose an empty folder"):
        write_csv(Bundle(), tmp_path)
    assert (tmp_path / "goals.csv").read_bytes() == before
    # A goals.csv of the earlier bundle would be imported with the later one.
    write_csv(Bundle(people=EVERYTHING.people), tmp_path, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_a_folder_that_cannot_be_written_is_an_error_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InvalidInput, match="cannot be written to"):
        write_csv(EVERYTHING, tmp_path / "file" / "below")


@pytest.mark.parametrize("by_label", [True, False])
async def test_an_import_reads_the_same_organisation_back(by_label: bool, database: Database, tmp_path: Path):
    # Given
    await load_seed(editor(database), read_seed())
    taxonomy = starter_taxonomy()
    bundle = make_sample(300, 11, taxonomy, TODAY)
    # When
    write_csv(bundle, tmp_path, labels=taxonomy.labels if by_label else None)
    read = await read_bundle(database, tmp_path, today=TODAY)
    # Then
    assert read.warnings == ()
    assert replace(read, goals=by_target(read), claims=in_order(read), fingerprint="") == replace(
        bundle, goals=by_target(bundle), claims=in_order(bundle)
    )


def in_order(bundle: Bundle) -> tuple[ClaimRow, ...]:
    return tuple(sorted(bundle.claims, key=lambda claim: (claim.person_id, claim.skill_id)))


def by_target(bundle: Bundle) -> tuple[GoalRow, ...]:
    return tuple(
        replace(goal, targets=tuple(sorted(goal.targets, key=lambda target: target.skill_id)))
        for goal in sorted(bundle.goals, key=lambda goal: goal.id)
    )
