"""Every bad row is refused with its place, a reason and a way out, and nothing is stored in part."""

from pathlib import Path

import pytest

from graphapi.graphdb.database import Database
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import read_bundle
from tests.graph_state import graph_state
from tests.importing.folders import TODAY, a_folder, import_folder, some_skills

_P = "id,name,"
_CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "unknown skill": (
        {"person_skills": "person_id,skill,level\nada,Kubernets,3\n"},
        "person_skills.csv, line 2, skill: no skill is called Kubernets: did you mean Kubernetes?",
    ),
    "skill like nothing": (
        {"person_skills": "person_id,skill,level\nada,xyzzyqw,3\n"},
        "person_skills.csv, line 2, skill: no skill is called xyzzyqw.",
    ),
    "ambiguous label": (
        {
            "skills": "id,label,same_as\nsnake,Python,none\n",
            "person_skills": "person_id,skill,level\nada,python,3\n",
        },
        "line 2, skill: python is a name of 2 skills: write the id of the one you mean, py (Python), snake",
    ),
    "level 7": (
        {"person_skills": "person_id,skill,level\nada,py,7\n"},
        "person_skills.csv, line 2, level: 7 is out of range: use 0 to 4",
    ),
    "level in words": (
        {"person_skills": "person_id,skill,level\nada,py,high\n"},
        "level: high is not a whole number: use 0 to 4",
    ),
    "empty level": ({"person_skills": "person_id,skill,level\nada,py,\n"}, "line 2, level: the cell is empty"),
    "unknown person": (
        {"person_skills": "person_id,skill,level\nadda,py,3\n"},
        "line 2, person_id: there is no person with the id adda: did you mean ada?",
    ),
    "claim twice": (
        {"person_skills": "person_id,skill,level\nada,py,3\nbo,py,1\nada,Python,2\n"},
        "line 4, skill: ada already claims Python in line 2: keep one row",
    ),
    "29 February": (
        {"person_skills": "person_id,skill,level,last_used_on\nada,py,3,2027-02-29\n"},
        "last_used_on: '2027-02-29' does not exist: that month has 28 days",
    ),
    "used in the future": (
        {"person_skills": "person_id,skill,level,last_used_on\nada,py,3,2027-03-09\n"},
        "last_used_on: 2027-03-09 is in the future",
    ),
    "person twice": (
        {"people": "id,name\nada,Ada\nbo,Bo\nada,Eve\n"},
        "people.csv, line 4, id: the person ada is already in line 2: keep one row",
    ),
    "no name": ({"people": "id,name\nada,\n"}, "people.csv, line 2, name: the cell is empty"),
    "no id": ({"people": "id,name\n ,Ada\n"}, "people.csv, line 2, id: the cell is empty"),
    "long name": (
        {"people": f"id,name\nada,{'x' * 10_000}\n"},
        "x... has 10000 characters: a name has at most 200",
    ),
    "control character": (
        {"people": "id,name\nada,A\adele\n"},
        "name: A name contains the control character U+0007 at position 2: remove it",
    ),
    "self report": (
        {"people": _P + "reports_to\nada,Ada,ada\n"},
        "line 2, reports_to: ada reports to themselves: clear the cell",
    ),
    "unknown manager": (
        {"people": _P + "reports_to\nada,Ada,bobb\nbob,Bob,\n"},
        "line 2, reports_to: there is no person with the id bobb: did you mean bob? If not, give them",
    ),
    "manager outside the file": (
        {"people": _P + "reports_to\nada,Ada,9\nbob,Bob,\n"},
        "line 2, reports_to: there is no person with the id 9: give them a row in people.csv, or clear the cell",
    ),
    "cycle of managers": (
        {"people": _P + "reports_to\nada,Ada,cy\nbo,Bo,ada\ncy,Cy,bo\ndi,Di,cy\n"},
        "line 2, reports_to: ada -> cy -> bo -> ada is a cycle, reporting to themselves (lines 2, 3, 4)",
    ),
    "nameless unit": ({"people": _P + "unit\nada,Ada,A > > B\n"}, "unit: A > > B has a part without a name"),
    "long unit": ({"people": _P + "unit\nada,Ada,A" + " > A" * 250 + "\n"}, "has 251 parts"),
    "deep unit": (
        {"people": _P + "unit\nada,Ada," + " > ".join(f"u{n}" for n in range(21)) + "\n"},
        "has 21 parts: nest units at most 20 levels deep",
    ),
    "zone": (
        {"people": _P + "time_zone\nada,Ada,Europe/Berln\n"},
        "time_zone: no time zone is called Europe/Berln: did you mean Europe/Berlin?",
    ),
    "places": ({"people": _P + "places\nada,Ada,101\n"}, "places: 101 is out of range: use 0 to 100"),
    "minutes": ({"people": _P + "weekly minutes\nada,Ada,-1\n"}, "weekly_minutes: -1 is out of range"),
    "boolean": (
        {"people": _P + "mentoring\nada,Ada,maybe\n"},
        "mentoring: maybe is neither true nor false: use true or false, yes or no, 1 or 0",
    ),
    "language": ({"people": _P + "languages\nada,Ada,en;d3!\n"}, "languages: 'd3!' is not a language tag"),
    "unknown column": (
        {"people": "id,name,unitt\nada,Ada,x\n"},
        "people.csv, line 1: there is no column unitt: did you mean unit?",
    ),
    "column twice": ({"people": "id,name,Name\nada,Ada,x\n"}, "line 1: the column name occurs twice"),
    "missing column": ({"people": "id,unit\nada,x\n"}, "people.csv, line 1: the column name is missing"),
    "empty file": ({"people": ""}, "people.csv, line 1: the file is empty: begin with the line id,name,"),
    "few cells": (
        {"people": "id,name,unit\nada,Ada\n"},
        "people.csv, line 2: the row has 2 cells, the header has 3: keep empty cells",
    ),
    "many cells": ({"people": "id,name\nada,Lovelace, Ada\n"}, "line 2: the row has 3 cells, the header has 2"),
    "open quote": ({"people": 'id,name\nada,"Ada\nbo,Bo\n'}, "line 2: the row cannot be read as CSV"),
    "text after a quote": ({"people": 'id,name\nada,"Ada"x\n'}, "line 2: the row cannot be read as CSV"),
    "Latin-1": (
        {"people": "id,name\nada,Ada\nbo,Bö\n".encode("latin-1")},
        "people.csv, line 3: this is not UTF-8 text: save the file as CSV in UTF-8",
    ),
    "UTF-16": ({"people": "id,name\nada,Ada\n".encode("utf-16")}, "people.csv: the file is UTF-16"),
    "spreadsheet": ({"people": b"PK\x03\x04\0\0"}, "people.csv: this is a spreadsheet or an archive"),
    "binary": ({"people": b"id,name\n\0\1\2"}, "people.csv: this is not a text file"),
    "target level 0": (
        {"goals": "goal_id,person_id,skill,target_level\ng,ada,py,0\n"},
        "goals.csv, line 2, target_level: 0 is out of range: use 1 to 4",
    ),
    "goal of two": (
        {"goals": "goal_id,person_id,skill,target_level\ng,ada,py,2\ng,bo,go,2\n"},
        "line 3, person_id: bo is not what the goal's row in line 2 says, ada",
    ),
    "two statements": (
        {"goals": "goal_id,person_id,skill,target_level,statement\ng,ada,py,2,learn\ng,ada,go,2,grow\n"},
        "line 3, statement: grow is not what the goal's row in line 2 says, learn",
    ),
    "two due dates": (
        {"goals": "goal_id,person_id,skill,target_level,due_on\ng,ada,py,2,2027-06-01\ng,ada,go,2,2027-07-01\n"},
        "line 3, due_on: 2027-07-01 is not what the goal's row in line 2 says, 2027-06-01",
    ),
    "target twice": (
        {"goals": "goal_id,person_id,skill,target_level\ng,ada,py,2\ng,ada,Pythonsprache,3\n"},
        "goals.csv, line 3, skill: the goal already targets Python in line 2",
    ),
    "weight 0": (
        {"goals": "goal_id,person_id,skill,target_level,weight\ng,ada,py,2,0\n"},
        "weight: 0 is out of range: use a number from 0.001 to 100",
    ),
    "weight nan": (
        {"goals": "goal_id,person_id,skill,target_level,weight\ng,ada,py,2,nan\n"},
        "weight: nan is not a number",
    ),
    "weight infinite": (
        {"goals": "goal_id,person_id,skill,target_level,weight\ng,ada,py,2,inf\n"},
        "weight: inf is out of range",
    ),
    "no zone": (
        {"availability": "person_id,weekday,from,until\nada,mon,9:00,10:00\n"},
        "availability.csv, line 2, time_zone: no time zone is known for ada: give one here or in people.csv",
    ),
    "ends before it starts": (
        {"availability": "person_id,weekday,from,until,time_zone\nada,mon,18:00,16:00,UTC\n"},
        "line 2, until: 18:00 to 16:00 does not end after it starts: for a window across midnight give two",
    ),
    "starts at 24:00": (
        {"availability": "person_id,weekday,from,until,time_zone\nada,mon,24:00,24:00,UTC\n"},
        "line 2, from: 24:00 can only be an end",
    ),
    "weekday": (
        {"availability": "person_id,weekday,from,until,time_zone\nada,tuesdy,9:00,10:00,UTC\n"},
        "line 2, weekday: 'tuesdy' is not a day of the week: did you mean Tuesday?",
    ),
    "window in no zone": (
        {"availability": "person_id,weekday,from,until,time_zone\nada,1,9:00,10:00,Mars/Olympus\n"},
        "line 2, time_zone: 'Mars/Olympus' is not a time zone",
    ),
    "valid until before": (
        {
            "availability": "person_id,weekday,from,until,time_zone,valid_from,valid_until\n"
            "ada,1,9:00,10:00,UTC,2027-03-02,2027-03-01\n"
        },
        "line 2, valid_until: 2027-03-01 comes before 2027-03-02",
    ),
    "empty window": (
        {"availability": "person_id,weekday,from,until,time_zone\nada,,9:00,10:00,UTC\n"},
        "line 2, weekday: the cell is empty",
    ),
    "skill twice": (
        {"skills": "id,label\ns,Sewing\ns,Knitting\n"},
        "skills.csv, line 3, id: the skill s is already in line 2",
    ),
    "tier": (
        {"skills": "id,label,tier\ns,Sewing,technicl\n"},
        "tier: technicl is not known here: did you mean tech",
    ),
    "long definition": (
        {"skills": f"id,label,definition\ns,Sewing,{'x' * 2001}\n"},
        "has 2001 characters: a text has at most 2000",
    ),
    "strength": (
        {"related": "a,b,strength\npy,go,1.5\n"},
        "related.csv, line 2, strength: 1.5 is out of range: use a number above 0, at most 1",
    ),
    "related to itself": ({"related": "a,b,strength\npy,Python,0.5\n"}, "line 2, b: Python is related to itself"),
    "related twice": (
        {"related": "a,b,strength\npy,go,0.5\npy,go,0.5\n"},
        "line 3: the relation related of these two skills is already in line 2",
    ),
    "related with two strengths": (
        {"related": "a,b,strength\npy,go,0.5\ngo,py,0.6\n"},
        "line 3, strength: line 2 says 0.5 from the other side, this one 0.6: give both the same strength",
    ),
    "kind": ({"related": "a,b,strength,kind\npy,go,0.5,narrow\n"}, "kind: narrow is not known here"),
    "cycle of broader": (
        {"related": "a,b,strength,kind\npy,go,1,broader\ngo,k8s,1,broader\nk8s,py,1,broader\n"},
        "related.csv, line 2: Python -> Go -> Kubernetes -> Python is a cycle of broader skills",
    ),
    "related to its broader": (
        {"related": "a,b,strength,kind\npy,go,1,broader\ngo,k8s,1,broader\nk8s,py,0.5,\n"},
        "related.csv, line 4: Kubernetes is broader than Python, not just related",
    ),
}


@pytest.mark.parametrize("case", _CASES)
async def test_a_bad_row_is_refused_with_its_place(case: str, database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    files, expected = _CASES[case]
    before = await graph_state(database)
    # when
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, a_folder(tmp_path, **files), today=TODAY)
    # then
    assert expected in refused.value.message
    assert refused.value.total == len(refused.value.problems) == 1
    assert await graph_state(database) == before


async def test_all_faults_are_said_at_once_in_the_order_of_files_and_lines(
    database: Database, tmp_path: Path
) -> None:
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        people="id,name,places,reports_to\nada,Ada,x,zoe\nada,Ada,1,\n,Nobody,1,\n",
        person_skills="person_id,skill,level\nada,Pyton,9\n",
    )
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, folder)
    found = [(problem.file, problem.line, problem.column) for problem in refused.value.problems]
    assert found == [
        ("people.csv", 2, "places"),
        ("people.csv", 2, "reports_to"),
        ("people.csv", 3, "id"),
        ("people.csv", 4, "id"),
        ("person_skills.csv", 2, "skill"),
        ("person_skills.csv", 2, "level"),
    ]


async def test_lines_are_counted_as_an_editor_counts_them(database: Database, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, people='id,name,unit\r\nada,Ada,"A\r\nB"\r\n\r\nbo,,\r\n')
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, folder)
    assert [problem.line for problem in refused.value.problems] == [2, 5]


async def test_of_many_faults_two_hundred_are_named_and_all_counted(database: Database, tmp_path: Path) -> None:
    rows = "".join(f"ada,skill {number},3\n" for number in range(1_000))
    folder = a_folder(tmp_path, person_skills="person_id,skill,level\n" + rows)
    with pytest.raises(ImportRefused, match=r"has 1000 problems(.|\n)*\.\.\. and 800 more") as refused:
        await read_bundle(database, folder)
    assert len(refused.value.problems) == 200
    assert refused.value.total == 1_000


async def test_a_file_that_cannot_be_read_makes_no_other_row_wrong(database: Database, tmp_path: Path) -> None:
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        people="id,nam\nada,Ada\n",
        skills="id,label,x\ns,Sewing,\n",
        person_skills="person_id,skill,level\nada,Sewing,1\n",
    )
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, folder)
    assert {problem.line for problem in refused.value.problems} == {1}


async def test_a_missing_people_file_is_said_with_what_is_there(database: Database, tmp_path: Path) -> None:
    (tmp_path / "People.CSV").write_text("id,name\n")
    with pytest.raises(ImportRefused, match=r"holds People\.CSV: did you mean People\.CSV\?"):
        await read_bundle(database, tmp_path)
    with pytest.raises(ImportRefused, match="the folder cannot be read"):
        await read_bundle(database, tmp_path / "nowhere")
    with pytest.raises(ImportRefused, match="the folder cannot be read"):
        await read_bundle(database, tmp_path / "People.CSV")


async def test_a_folder_in_place_of_a_file_is_refused(database: Database, tmp_path: Path) -> None:
    (a_folder(tmp_path) / "goals.csv").mkdir()
    with pytest.raises(ImportRefused, match=r"goals\.csv: this is not a file"):
        await read_bundle(database, tmp_path)


async def test_a_file_of_more_than_a_gigabyte_is_refused(database: Database, tmp_path: Path) -> None:
    with (a_folder(tmp_path) / "goals.csv").open("wb") as file:
        file.truncate(1_000_000_001)
    with pytest.raises(ImportRefused, match=r"goals\.csv: the file is larger than 1 GB: split it"):
        await read_bundle(database, tmp_path)


async def test_other_csv_files_are_warned_about(database: Database, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, goal="x", salaries="y")
    bundle = await read_bundle(database, folder)
    assert "goal.csv is not an import file: did you mean goals.csv?" in bundle.warnings
    assert any(
        warning.startswith("salaries.csv is not an import file; import files are ") for warning in bundle.warnings
    )


async def test_circles_that_arise_with_what_is_stored_are_refused(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(
        database,
        a_folder(
            tmp_path,
            people="id,name,reports_to\nada,Ada,bo\nbo,Bo,cy\ncy,Cy,\n",
            related="a,b,strength,kind\npy,go,1,broader\nk8s,go,0.5,related\n",
        ),
    )
    before = await graph_state(database)
    # when
    (tmp_path / "people.csv").write_text("id,name,reports_to\ncy,Cy,ada\n")
    (tmp_path / "related.csv").write_text("a,b,strength,kind\ngo,py,1,broader\n")
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, tmp_path)
    # then
    assert "ada -> bo -> cy -> ada is a cycle, reporting to themselves (line 2 and" in refused.value.message
    assert "Go -> Python -> Go is a cycle of broader skills" in refused.value.message
    assert await graph_state(database) == before
    # and a broader relation does not come on top of a related one
    (tmp_path / "people.csv").write_text("id,name\ncy,Cy\n")
    (tmp_path / "related.csv").write_text("a,b,strength,kind\ngo,k8s,1,broader\n")
    with pytest.raises(ImportRefused, match="this makes Kubernetes broader than Go, which are stored as related"):
        await read_bundle(database, tmp_path)
