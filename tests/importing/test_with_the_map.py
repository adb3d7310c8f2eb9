"""An import together with what the map holds already, and with what happens to the map meanwhile."""

from dataclasses import replace
from pathlib import Path

import pytest

from graphapi.checking import check_map
from graphapi.errors import NotFound
from graphapi.graphdb.database import Database
from graphapi.importing.applying import apply_import
from graphapi.importing.errors import ImportOutdated
from graphapi.importing.model import Bundle, ClaimRow, PersonRow
from graphapi.importing.planning import plan_import
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import read_bundle
from graphapi.people.declaring import declare_skill_level
from tests.editing import editor
from tests.graph_state import graph_state
from tests.importing.folders import EVERYTHING, TODAY, a_folder, import_folder, plan_folder, some_skills
from tests.people.builders import a_person, values


async def test_people_of_the_map_need_no_row_and_lend_their_zone(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await a_person(database, "old", timeZone="Asia/Kolkata")
    # when
    folder = a_folder(
        tmp_path,
        person_skills="person_id,skill,level\nold,go,2\n",
        goals="goal_id,person_id,skill,target_level\ng,old,py,2\n",
        availability="person_id,weekday,from,until\nold,mon,9:00,10:00\n",
    )
    await import_folder(database, folder)
    # then
    assert await values(database, "MATCH (:Person {id: 'old'})-[:KEEPS]->(k) RETURN k.timeZone AS z") == [
        "Asia/Kolkata"
    ]
    assert await values(database, "MATCH (p:Person {id: 'old'})-[:PURSUES]->(g) RETURN p.revision AS r") == [2]
    # and a zone that people.csv clears is not taken
    (tmp_path / "people.csv").write_text("id,name,time_zone\nold,Old,\n")
    with pytest.raises(ImportRefused, match="no time zone is known for old"):
        await read_bundle(database, tmp_path)


async def test_retired_skills_gain_nothing_new_but_keep_what_is_there(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        person_skills="person_id,skill,level\nada,go,2\n",
        goals="goal_id,person_id,skill,target_level\ng,ada,go,3\n",
    )
    await import_folder(database, folder)
    await database.write(
        "tests/retire", lambda tx: tx.run_text("MATCH (s:Skill {id: 'go'}) SET s.status = 'retired'")
    )
    # when what is there is corrected, then it is taken
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level\nada,go,3\n")
    (tmp_path / "goals.csv").write_text("goal_id,person_id,skill,target_level\ng,ada,go,4\n")
    await import_folder(database, tmp_path)
    # when it comes anew, then it is refused
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level\nada,go,3\nbo,go,3\n")
    (tmp_path / "goals.csv").write_text("goal_id,person_id,skill,target_level\nh,ada,py,4\nh,ada,go,4\n")
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, tmp_path)
    assert [str(problem) for problem in refused.value.problems] == [
        "person_skills.csv, line 3, skill: the skill Go is retired: choose an active skill",
        "goals.csv, line 3, skill: the skill Go is retired: choose an active skill",
    ]


async def test_a_goal_keeps_its_person_and_a_closed_one_stays(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(tmp_path, goals="goal_id,person_id,skill,target_level\ng,ada,go,3\nh,ada,py,3\n")
    await import_folder(database, folder)
    await database.write("tests/close", lambda tx: tx.run_text("MATCH (g:Goal {id: 'h'}) SET g.status = 'closed'"))
    # when
    (tmp_path / "goals.csv").write_text("goal_id,person_id,skill,target_level\ng,bo,go,3\n")
    with pytest.raises(ImportRefused, match="the goal g already belongs to ada: a goal cannot change its person"):
        await read_bundle(database, tmp_path)
    # and when
    (tmp_path / "goals.csv").write_text("goal_id,person_id,skill,target_level\nh,ada,py,4\n")
    before = await graph_state(database)
    report = await import_folder(database, tmp_path)
    # then
    assert report.warnings == ("Closed goals are not changed: h.",)
    assert await graph_state(database) == before


async def test_places_cannot_fall_below_those_that_are_taken(database: Database, tmp_path: Path) -> None:
    await a_person(database, "ada", matches=2)
    folder = a_folder(tmp_path, people="id,name,places\nada,Ada,1\n")
    with pytest.raises(ImportRefused, match="2 places of ada are taken, so places cannot be 1"):
        await read_bundle(database, folder)


async def test_an_id_wins_over_a_label_and_new_labels_count(database: Database, tmp_path: Path) -> None:
    # given a skill whose label is another one's id, and one that is called otherwise from now on
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        skills="id,label,aliases\nx,py,\ngo,Goku,gopher\n",
        person_skills="person_id,skill,level\nada,py,1\nada,gopher,2\n",
    )
    # when
    report = await import_folder(database, folder)
    # then
    assert await values(database, "MATCH (:Person)-[h:HAS]->() RETURN h.skillId AS s ORDER BY s") == ["go", "py"]
    assert await values(database, "MATCH (s:Skill {id: 'go'}) RETURN s.revision AS r") == [2]
    assert report.warnings == ()
    # and what it was called before is gone
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level\nada,golang,1\n")
    with pytest.raises(ImportRefused, match="no skill is called golang"):
        await read_bundle(database, tmp_path)


async def test_two_skills_of_one_name_are_warned_about(database: Database, tmp_path: Path) -> None:
    await some_skills(database)
    bundle = await read_bundle(database, a_folder(tmp_path, skills="id,label,same_as\nx,PYTHON,none\n"))
    assert bundle.warnings == (
        "skills.csv, line 2: the skills x and py are both called PYTHON; refer to them by id.",
    )


async def test_a_new_cluster_has_the_same_id_every_time(database: Database, tmp_path: Path) -> None:
    await import_folder(
        database, a_folder(tmp_path, skills="id,label,cluster,tier\nx,X,Craft,domain\ny,Y,CRAFT,domain\n")
    )
    assert await values(database, "MATCH (c:Cluster) RETURN [c.id, c.label, c.tier] AS c") == [
        ["cluster-355543f790a3b210", "Craft", "domain"]
    ]


async def test_a_plan_is_refused_when_the_map_has_moved_on(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(tmp_path, person_skills="person_id,skill,level\nada,go,2\n")
    await import_folder(database, folder)
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level\nada,go,3\nada,py,3\n")
    plan = await plan_folder(database, folder)
    # when somebody declares a level in between
    await declare_skill_level(editor(database), "ada", "py", 1, today=TODAY)
    before = await graph_state(database)
    # then
    with pytest.raises(ImportOutdated):
        await apply_import(editor(database, TODAY), plan)
    assert await graph_state(database) == before
    # and when another import came in between
    stale = await plan_folder(database, folder)
    await import_folder(database, folder)
    before = await graph_state(database)
    with pytest.raises(ImportOutdated):
        await apply_import(editor(database, TODAY), stale)
    assert await graph_state(database) == before


async def test_a_fault_in_the_middle_of_writing_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    plan = await plan_folder(database, a_folder(tmp_path, **EVERYTHING))
    before = await graph_state(database)

    # when
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "counting holders":
            raise RuntimeError(stage)

    with pytest.raises(RuntimeError):
        await apply_import(editor(database, TODAY), plan, stop)
    # then
    assert await graph_state(database) == before


async def test_a_bundle_made_in_memory_is_held_to_the_map(database: Database) -> None:
    bundle = Bundle(people=(PersonRow("ada", "Ada", reports_to="bo"),), claims=(ClaimRow("cy", "py", 1),))
    with pytest.raises(ImportRefused) as refused:
        await plan_import(database, bundle)
    assert [str(problem) for problem in refused.value.problems] == [
        "people: there is no person with the id bo.",
        "claims: there is no person with the id cy.",
        "claims: there is no skill with the id py.",
    ]
    two = replace(
        bundle, people=(PersonRow("a", "A", reports_to="b"), PersonRow("b", "B", reports_to="a")), claims=()
    )
    with pytest.raises(ImportRefused, match="reports_to: a -> b -> a is a cycle"):
        await plan_import(database, two)
    twice = Bundle(people=(PersonRow("a", "A"), PersonRow("a", "A")))
    with pytest.raises(ImportRefused, match="people: something occurs twice"):
        await plan_import(database, twice)


async def test_a_skill_that_goes_before_the_plan_is_carried_out_stops_it(
    database: Database, tmp_path: Path
) -> None:
    await some_skills(database)
    plan = await plan_folder(database, a_folder(tmp_path, person_skills="person_id,skill,level\nada,go,2\n"))
    await database.write("tests/remove", lambda tx: tx.run_text("MATCH (s:Skill {id: 'go'}) DETACH DELETE s"))
    with pytest.raises(NotFound):
        await apply_import(editor(database, TODAY), plan)
    assert await values(database, "MATCH (p:Person) RETURN count(p) AS n") == [0]


async def test_a_row_with_nothing_but_a_person_clears_the_windows(database: Database, tmp_path: Path) -> None:
    # given
    folder = a_folder(
        tmp_path,
        people="id,name,time_zone\nada,Ada,UTC\nbo,Bo,UTC\n",
        availability="person_id,weekday,from,until\nada,mon,9:00,10:00\nbo,mon,9:00,10:00\n",
    )
    await import_folder(database, folder)
    # when
    (tmp_path / "availability.csv").write_text("person_id,weekday,from,until\nada,,,\nbo,tue,9:00,10:00\n")
    report = await import_folder(database, folder)
    # then
    assert [kind.removed for kind in report.differences if kind.kind == "availability"] == [2]
    assert await values(database, "MATCH (p:Person)-[:KEEPS]->() RETURN p.id AS id") == ["bo"]
    assert await values(database, "MATCH (p:Person)-[:FREE|OFFERS]->() RETURN DISTINCT p.id AS id") == ["bo"]
    assert (await check_map(database)).right
    # and a second time nothing changes
    before = await graph_state(database)
    await import_folder(database, folder)
    assert await graph_state(database) == before
    # and it cannot be said together with windows
    (tmp_path / "availability.csv").write_text("person_id,weekday,from,until\nbo,tue,9:00,10:00\nbo,,,\n")
    with pytest.raises(ImportRefused, match="line 3: this row says that bo has no time windows"):
        await read_bundle(database, folder)
