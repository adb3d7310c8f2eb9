"""People keep who they are when the system that files come from gives them new ids."""

from pathlib import Path

import pytest

from graphapi.graphdb.database import Database
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import read_bundle
from graphapi.people.further_ids import add_person_id, people_meant
from tests.editing import editor
from tests.importing.folders import TODAY, a_folder, import_folder, plan_folder, some_skills
from tests.people.builders import values

_PEOPLE = "MATCH (p:Person) RETURN p.id + ' ' + p.name AS x ORDER BY x"
_CLAIMS = "MATCH (p:Person)-[h:HAS]->(s) RETURN p.id + ' ' + s.id + ' ' + h.level AS x ORDER BY x"
_MANAGERS = "MATCH (p:Person)-[:REPORTS_TO]->(m) RETURN p.id + ' ' + m.id AS x ORDER BY x"


async def test_a_new_id_beside_the_former_one_means_the_same_person(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path, person_skills="person_id,skill,level\nada,py,2\n"))
    # when
    moved = a_folder(
        tmp_path,
        people="id,name,former_id,reports_to\nhr-1,Ada L.,ada,hr-2\nhr-2,Bo,bo,\nhr-3,Cy,,hr-1\n",
        person_skills="person_id,skill,level\nhr-1,py,3\nada,go,1\nhr-3,go,2\n",
    )
    report = await import_folder(database, moved)
    # then
    [ids] = [each for each in report.differences if each.kind == "further ids of people"]
    assert (ids.created, ids.examples) == (2, ("id hr-1 of person ada: new", "id hr-2 of person bo: new"))
    assert await values(database, _PEOPLE) == ["ada Ada L.", "bo Bo", "hr-3 Cy"]
    assert await values(database, _CLAIMS) == ["ada go 1", "ada py 3", "hr-3 go 2"]
    assert await values(database, _MANAGERS) == ["ada bo", "hr-3 ada"]
    # The same files again, and files that speak of new ids only, change nothing.
    assert not (await plan_folder(database, moved)).changes_anything
    a_folder(tmp_path, people="id,name,reports_to\nhr-1,Ada L.,hr-2\nhr-2,Bo,\nhr-3,Cy,hr-1\n")
    assert not (await plan_folder(database, tmp_path)).changes_anything


async def test_a_former_id_that_nobody_has_leads_to_the_new_person(database: Database, tmp_path: Path) -> None:
    await import_folder(database, a_folder(tmp_path, people="id,name,former_id\nhr-1,Ada,old-1\n"))

    assert await people_meant(database, ["old-1"]) == {"old-1": "hr-1"}
    await import_folder(database, a_folder(tmp_path, people="id,name\nold-1,Ada Lovelace\n"))
    assert await values(database, _PEOPLE) == ["hr-1 Ada Lovelace"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("hr-1,Ada,ada\nada,Ada,\n", "the person ada is already in line 2"),
        ("hr-1,Ada,bo\nhr-2,Bo,bo\n", "hr-2 means bo, who is already in line 2"),
        ("bo,Bo,ada\n", "bo and ada are two people of the map"),
        ("hr-1,Ada,ada\nhr-1,Bo,bo\n", "hr-1 is also an id of ada in line 2"),
        ("hr-1,Ada,old\nold,Bo,\n", "old is an id of hr-1 here, and has a row of its own in line 3"),
        ("hr-1,Ada,~x\n", "begins with ~"),
    ],
)
async def test_an_id_that_would_mean_two_people_is_refused(
    database: Database, tmp_path: Path, rows: str, said: str
) -> None:
    await import_folder(database, a_folder(tmp_path))
    before = await values(database, _PEOPLE)

    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, a_folder(tmp_path, people=f"id,name,former_id\n{rows}"), today=TODAY)

    assert said in " ".join(problem.reason for problem in refused.value.problems)
    assert await values(database, _PEOPLE) == before


async def test_an_id_that_was_added_by_hand_counts_in_files(database: Database, tmp_path: Path) -> None:
    await import_folder(database, a_folder(tmp_path))
    await add_person_id(editor(database), "ada", "hr-1")

    report = await import_folder(database, a_folder(tmp_path, people="id,name\nhr-1,Ada the first\n"))

    [people] = [each for each in report.differences if each.kind == "people"]
    assert (people.created, people.changed) == (0, 1)
    assert await values(database, _PEOPLE) == ["ada Ada the first", "bo Bo"]
