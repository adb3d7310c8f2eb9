"""Rows that are wrong are left out with whatever needs them, and a report names every one of them."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.importing.applying import apply_import
from graphapi.importing.options import AS_WRITTEN
from graphapi.importing.planning import plan_import
from graphapi.importing.problems import ImportRefused, Problem
from graphapi.importing.reading import read_bundle
from graphapi.importing.reports import check_report, write_report
from tests.editing import editor
from tests.importing.folders import TODAY, a_folder, some_skills
from tests.people.builders import values

_SKIP = replace(AS_WRITTEN, skip_wrong=True)


async def test_wrong_rows_are_left_out_with_whatever_needs_them(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        people="id,name,time_zone,places\nada,Ada,UTC,2\nbo,Bo,Mars/Base,2\ncy,Cy,UTC,2\ndee,Dee,UTC\neve,Eve,UTC,2\n",
        person_skills="person_id,skill,level\nada,go,3\nada,gogo,2\nbo,go,3\ncy,py,9\n",
        goals="goal_id,person_id,skill,target_level\ng,ada,py,2\ng,ada,k9s,2\nh,cy,go,1\n",
        availability="person_id,weekday,from,until\nada,mon,9:00,10:00\nada,mon,25:00,26:00\ncy,tue,9:00,10:00\n",
        matches="mentor_id,mentee_id\nbo,ada\ncy,ada\n",
    )
    # when
    bundle = await read_bundle(database, folder, today=TODAY, options=_SKIP)
    await apply_import(editor(database, TODAY), await plan_import(database, bundle))
    # then
    assert await values(database, "MATCH (p:Person) RETURN p.id AS id ORDER BY id") == ["ada", "cy", "eve"]
    claimed = "MATCH (p:Person)-[h:HAS]->(s) WHERE h.skillId = s.id RETURN p.id + ' ' + s.id AS x"
    assert await values(database, claimed) == ["ada go"]
    # A goal counts with all its targets or not at all, and the windows of a person do too.
    assert await values(database, "MATCH (g:Goal) RETURN g.id AS id") == ["h"]
    assert await values(database, "MATCH (p:Person)-[:KEEPS]->() RETURN p.id AS id") == ["cy"]
    assert [(each.file, each.line) for each in bundle.left_out] == [
        ("people.csv", 3),
        ("people.csv", 5),
        ("person_skills.csv", 3),
        ("person_skills.csv", 4),
        ("person_skills.csv", 5),
        ("goals.csv", 2),
        ("goals.csv", 3),
        ("availability.csv", 2),
        ("availability.csv", 3),
        ("matches.csv", 2),
    ]
    assert str(bundle.left_out[5]) == "goals.csv, line 2, goal_id: left out with the row in line 3."


@pytest.mark.parametrize(
    "files",
    [
        {"people": "id,nom\nada,Ada\n"},
        {"people": b"id,name\nada,\xff\n"},
        {"people": "id,name\nada,Ada\n", "goals": 'goal_id,person_id,skill,target_level\n"g,ada,go,1\n'},
    ],
)
async def test_a_file_that_is_wrong_as_a_whole_is_refused_still(
    files: dict[str, str | bytes], database: Database, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused):
        await read_bundle(database, a_folder(tmp_path, **files), options=_SKIP)


async def test_nobody_leaves_while_rows_of_people_are_left_out(database: Database, tmp_path: Path) -> None:
    # given
    folder = a_folder(tmp_path)
    bundle = await read_bundle(database, folder)
    await apply_import(editor(database, TODAY), await plan_import(database, bundle))
    # when
    (tmp_path / "people.csv").write_text("id,name,places\nada,Ada,many\n")
    bundle = await read_bundle(database, folder, options=replace(_SKIP, complete=True, most_leaving=9))
    # then
    assert bundle.leaving == ()
    assert "Nobody leaves, because rows of people.csv were left out. Not in the file: ada, bo." in bundle.warnings


async def test_more_than_two_hundred_faults_are_all_reported(database: Database, tmp_path: Path) -> None:
    rows = "".join(f"p{number},P,{number % 2 or 'x'}\n" for number in range(900))
    options = replace(AS_WRITTEN, report_all=True)

    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, a_folder(tmp_path, people="id,name,places\n" + rows), options=options)

    assert len(refused.value.problems) == refused.value.total == 450
    assert "... and 250 more." in refused.value.message


def test_a_report_is_csv_or_json_after_its_name(tmp_path: Path) -> None:
    problems = [Problem("goals.csv", 7, "skill", "no skill is called Kubernets", "did you mean Kubernetes?")]
    problems.append(Problem("people.csv", None, None, "the file is empty"))

    write_report(tmp_path / "wrong.csv", problems)
    write_report(tmp_path / "wrong.json", problems)

    with (tmp_path / "wrong.csv").open(newline="") as file:
        assert next(iter(csv.DictReader(file))) == {
            "file": "goals.csv",
            "line": "7",
            "column": "skill",
            "reason": "no skill is called Kubernets",
            "suggestion": "did you mean Kubernetes?",
        }
    write_report(tmp_path / "wrong.csv", [Problem("people.csv", 2, "grade", "=HYPERLINK(1) is no grade")])
    assert "'=HYPERLINK" in (tmp_path / "wrong.csv").read_text()
    read = json.loads((tmp_path / "wrong.json").read_text())
    assert read[1] == {
        "file": "people.csv",
        "line": None,
        "column": None,
        "reason": "the file is empty",
        "suggestion": None,
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wrong.csv", "wrong.json"]


def test_a_report_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="neither CSV nor JSON"):
        check_report(tmp_path / "wrong.txt")
    with pytest.raises(InvalidInput, match="There is no folder"):
        check_report(tmp_path / "nowhere" / "wrong.csv")
