"""Files as spreadsheets and HR systems write them: separators, headers, dates, numbers, several skills in a cell."""

import json
from datetime import date
from pathlib import Path

import pytest

from graphapi.graphdb.database import Database
from graphapi.importing.model import Bundle
from graphapi.importing.options import AS_WRITTEN, ReadingOptions
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import mapping_beside, read_bundle
from tests.importing.folders import TODAY, a_folder, import_folder, some_skills
from tests.people.builders import values

_HR = "Employee ID,Full Name,Department,Manager ID,Shoe size\nh1,Ada Berg,Ops,,38\nh2,Bo Dahl,Ops,h1,41\n"
_MAPPING = {"people": {"employee id": "ID", "FULL NAME": "name", "Department": "unit", "Manager ID": "Reports To"}}


async def _read(database: Database, folder: Path, options: ReadingOptions = AS_WRITTEN) -> Bundle:
    return await read_bundle(database, folder, today=TODAY, options=options)


async def _problems(database: Database, folder: Path, options: ReadingOptions = AS_WRITTEN) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        await _read(database, folder, options)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"SEP=;"\n', "\ufeffsep=;\n"])
async def test_a_first_line_names_the_separator(first: str, database: Database, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, people=f"{first}id;name;unit\ns1;Berg, Ada;Ops\ns2;;Ops\n")
    assert await _problems(database, folder) == [
        "people.csv, line 4, name: the cell is empty: every row needs a value"
    ]
    a_folder(tmp_path, people=f"{first}id;name;unit\ns1;Berg, Ada;Ops\n")
    assert [(row.id, row.name, row.unit) for row in (await _read(database, folder)).people] == [
        ("s1", "Berg, Ada", ("Ops",))
    ]


async def test_case_spaces_and_hyphens_of_known_columns_do_not_matter(database: Database, tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path, people="ID, Name ,Unit,reports-TO,TimeZone\na,Ada,Ops,,Europe/Berlin\nb,Bo,Ops,a,\n"
    )
    assert [(row.name, row.reports_to, row.time_zone) for row in (await _read(database, folder)).people] == [
        ("Ada", None, "Europe/Berlin"),
        ("Bo", "a", None),
    ]


async def test_unknown_columns_are_named_once_with_a_mapping_to_start_from(
    database: Database, tmp_path: Path
) -> None:
    (problem,) = await _problems(database, a_folder(tmp_path, people=_HR))
    assert problem.startswith(
        "people.csv, line 1: there are no columns Employee ID, Full Name, Department, Manager ID, Shoe size: "
    )
    # and what is proposed can be used as it stands
    proposed = json.loads(problem[problem.index("{") : problem.index("}}") + 2])
    assert proposed == {
        "people": {"Employee ID": "id", "Full Name": "name", "Department": "unit", "Manager ID": "reports_to"}
    }
    (tmp_path / "mapping.json").write_text(json.dumps(proposed))
    options = ReadingOptions(mapping_beside(tmp_path, Path("mapping.json")), ignore_unknown=True)
    assert [row.reports_to for row in (await _read(database, tmp_path, options)).people] == [None, "h1"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mapping.json", json.dumps(_MAPPING)),
        (
            "mapping.toml",
            (
                '["people.csv"]\n"Employee ID" = "id"\n"Full Name" = "name"\n"Department" = "unit"\n'
                '"Manager ID" = "reports_to"\n'
            ),
        ),
        (
            "mapping.csv",
            (
                "file,column,means\npeople,Employee ID,id\npeople,Full Name,name\npeople,Department,unit\n"
                "people,Manager ID,reports_to\n"
            ),
        ),
    ],
)
async def test_a_mapping_file_reads_other_headers(
    name: str, text: str, database: Database, tmp_path: Path
) -> None:
    # given
    (tmp_path / name).write_text(text)
    columns = mapping_beside(a_folder(tmp_path, people=_HR), Path(name))
    # when a column is still unknown, then it is refused
    assert [problem.split(":")[1] for problem in await _problems(database, tmp_path, ReadingOptions(columns))] == [
        " there is no column Shoe size"
    ]
    # when others are left out
    bundle = await _read(database, tmp_path, ReadingOptions(columns, ignore_unknown=True))
    # then
    assert [(row.id, row.name, row.unit, row.reports_to) for row in bundle.people] == [
        ("h1", "Ada Berg", ("Ops",), None),
        ("h2", "Bo Dahl", ("Ops",), "h1"),
    ]
    assert bundle.warnings == ("people.csv: ignored Shoe size",)
    # and a mapping can say that it means nothing
    columns["people.csv"]["shoesize"] = ""
    assert (await _read(database, tmp_path, ReadingOptions(columns))).warnings == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"peple": {"A": "id"}}', "peple.csv is not an import file: did you mean people.csv?"),
        ('{"people": {"A": "nme"}}', "people.csv has no column nme to read: did you mean name?"),
        ('{"people": ["id"]}', "the mapping file cannot be read (it does not have a table for each file)"),
        ("people: id", "the mapping file cannot be read (Expecting value"),
    ],
)
def test_a_wrong_mapping_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.json").write_text(text)
    with pytest.raises(ImportRefused) as refused:
        mapping_beside(tmp_path, Path("mapping.json"))
    assert problem in refused.value.message


async def test_a_missing_column_is_told_beside_those_that_are_unknown(database: Database, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, people="id,Colour\na,red\n")
    assert await _problems(database, folder, ReadingOptions(ignore_unknown=True)) == [
        "people.csv, line 1: the column name is missing: every row needs a value"
    ]


_FORM = "write dates as YYYY-MM-DD"


async def test_dates_are_read_where_they_leave_no_doubt(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    right = ["2027/12/31", "31.12.2027", "31/12/2027", "12/31/2027", "2027-12-31 00:00:00", "2027-12-31T00:00:00Z"]
    header = "goal_id,person_id,skill,target_level,due_on\n"
    rows = "".join(f"g{place},ada,py,3.0,{text}\n" for place, text in enumerate(right))
    # when
    bundle = await _read(database, a_folder(tmp_path, goals=header + rows + "last,ada,py,2,03.04.2027\n"))
    # then
    assert [goal.due_on for goal in bundle.goals] == [date(2027, 12, 31)] * len(right) + [date(2027, 4, 3)]
    assert {goal.targets[0].level for goal in bundle.goals} == {2, 3}
    # and others are refused with the reason, and advice that is no date
    wrong = {
        "03/04/2027": "is ambiguous, because countries write day and month in different orders",
        "46752": "is a spreadsheet's day number",
        "Feb 2025": "is not a date",
        "2027": "is not a date",
        "2027-12-31 10:30": "is not a date",
        "31.12.27": "is not a date",
    }
    rows = "".join(f"g{place},ada,py,3,{text}\n" for place, text in enumerate(wrong))
    assert await _problems(database, a_folder(tmp_path, goals=header + rows)) == [
        f"goals.csv, line {line}, due_on: '{text}' {reason}: {_FORM}"
        for line, (text, reason) in enumerate(wrong.items(), start=2)
    ]


async def test_whole_numbers_may_have_a_decimal_place(database: Database, tmp_path: Path) -> None:
    await some_skills(database)
    claims = 'person_id,skill,level\nada,py,2.0\nada,go,"2,0"\nbo,py,3.00\n'
    assert [claim.level for claim in (await _read(database, a_folder(tmp_path, person_skills=claims))).claims] == [
        2,
        2,
        3,
    ]
    claims = "person_id,skill,level\nada,py,4.5\nada,go,2.000\n"
    assert await _problems(database, a_folder(tmp_path, person_skills=claims)) == [
        "person_skills.csv, line 2, level: 4.5 is not a whole number: use 0 to 4",
        "person_skills.csv, line 3, level: 2.000 is not a whole number: use 0 to 4",
    ]


async def test_several_skills_in_a_cell_are_read_when_asked_for(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        skills='id,label\nci,CI/CD\nmerge,"Mergers, acquisitions"\n',
        person_skills='person_id,skill,level\nada,"Python; GO|k8s",3\nbo,Python/Go,2\nbo,"CI/CD, k8s",1\n'
        'bo,"mergers, acquisitions",1\n',
        goals='goal_id,person_id,skill,target_level\ng,bo,"Python, Go",3\n',
    )
    # when
    advice = "give each skill its own row, or use --split-skills"
    assert await _problems(database, folder) == [
        f"person_skills.csv, line 2, skill: Python; GO|k8s contains several skills: {advice}",
        f"person_skills.csv, line 3, skill: Python/Go contains several skills: {advice}",
        f"person_skills.csv, line 4, skill: CI/CD, k8s contains several skills: {advice}",
        f"goals.csv, line 2, skill: Python, Go contains several skills: {advice}",
    ]
    # then
    bundle = await _read(database, folder, ReadingOptions(split_skills=True))
    assert [(claim.person_id, claim.skill_id, claim.level) for claim in bundle.claims] == [
        ("ada", "py", 3),
        ("ada", "go", 3),
        ("ada", "k8s", 3),
        ("bo", "py", 2),
        ("bo", "go", 2),
        ("bo", "ci", 1),
        ("bo", "k8s", 1),
        ("bo", "merge", 1),
    ]
    assert [[target.skill_id for target in goal.targets] for goal in bundle.goals] == [["go", "py"]]
    # and a part that nobody knows is told of
    a_folder(tmp_path, person_skills='person_id,skill,level\nada,"Python; Kubernets",3\n')
    assert await _problems(database, folder, ReadingOptions(split_skills=True)) == [
        "person_skills.csv, line 2, skill: no skill is called Kubernets: did you mean Kubernetes?"
    ]


async def test_skills_come_without_people_and_the_rest_leads_into_the_map(
    database: Database, tmp_path: Path
) -> None:
    # given people in the map
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path))
    # when
    folder = a_folder(
        tmp_path,
        skills="id,label\nzig,Zig\n",
        person_skills="person_id,skill,level\nada,Zig,3\n",
    )
    (folder / "people.csv").unlink()
    await import_folder(database, folder)
    # then nobody has changed but for the claim
    assert await values(database, "MATCH (p:Person) RETURN p.id AS id ORDER BY id") == ["ada", "bo"]
    assert await values(database, "MATCH (p:Person)-[:HAS]->(s:Skill {id: 'zig'}) RETURN p.id") == ["ada"]
    # and a folder with neither is refused
    (folder / "skills.csv").unlink()
    assert "there is no such file" in (await _problems(database, folder))[0]


async def test_a_relation_may_be_given_from_both_sides(database: Database, tmp_path: Path) -> None:
    await some_skills(database)

    both = a_folder(tmp_path, related="a,b,strength\npy,go,0.5\ngo,k8s,0.7\ngo,py,0.5\n")

    assert [(row.a, row.b, row.strength) for row in (await _read(database, both)).relations] == [
        ("py", "go", 0.5),
        ("go", "k8s", 0.7),
    ]
