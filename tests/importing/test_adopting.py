"""One label is one skill: what a framework calls a skill that the map has leads to that skill."""

from pathlib import Path

import pytest

from graphapi.graphdb.database import Database
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import read_bundle
from graphapi.taxonomy.recording import record_skills
from graphapi.taxonomy.states import SkillState
from tests.editing import editor
from tests.graph_state import graph_state
from tests.importing.folders import TODAY, a_folder, import_folder, some_skills
from tests.people.builders import values

_HELD = "MATCH (p:Person)-[h:HAS]->(s:Skill) RETURN p.id + ' ' + s.id AS held ORDER BY held"
_SKILLS = "MATCH (s:Skill) RETURN s.id AS id ORDER BY id"


async def test_a_framework_names_a_skill_of_the_map(database: Database, tmp_path: Path) -> None:
    # given a framework with a label of the map in another spelling, and people who claim under either id and label
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        skills="id,label,cluster,aliases\nfw:1, KUBERNETES ,Frameworks,Container ships;K8s\nfw:2,Knitting,,\n",
        person_skills="person_id,skill,level\nada,fw:1,4\nbo,container ships,2\n",
        goals="goal_id,person_id,skill,target_level\ng,bo,k8s,3\n",
    )
    # when
    report = await import_folder(database, folder)
    # then there is one skill, and all of it leads there
    assert await values(database, _SKILLS) == ["fw:2", "go", "k8s", "py"]
    assert await values(database, _HELD) == ["ada k8s", "bo k8s"]
    assert await values(database, "MATCH (:Goal)-[:TARGETS]->(s) RETURN s.id AS id") == ["k8s"]
    assert await values(database, "MATCH (c:Cluster) RETURN c.label AS c") == ["Coding"]
    # and the report says it
    found = {kind.kind: kind for kind in report.differences}
    assert found["other ids"].examples == ("id fw:1 of skill k8s (Kubernetes): new",)
    assert report.warnings == (
        (
            "skills.csv: these skills have the label of a skill in the map and are taken as that skill; their "
            "ids lead to it: fw:1 is k8s (KUBERNETES). To keep one separate, write none in the column same_as."
        ),
    )
    # and a second time changes nothing, and the id is known without skills.csv
    before = await graph_state(database)
    report = await import_folder(database, folder)
    assert await graph_state(database) == before
    assert report.warnings == ()
    (tmp_path / "skills.csv").unlink()
    await import_folder(database, folder)
    assert await graph_state(database) == before
    # and the map's own row of the skill takes nothing of it away
    (tmp_path / "skills.csv").write_text("id,label,aliases\nk8s,Kubernetes,K8s;Kube\n")
    await import_folder(database, folder)
    assert await values(database, "MATCH (:Skill {id: 'k8s'})-[:KNOWN_AS]->(l) RETURN l.text AS t ORDER BY t") == [
        "Container ships",
        "K8s",
        "Kube",
        "Kubernetes",
    ]
    assert await values(database, "MATCH (:Skill)-[:MATCHES]->(c) RETURN c.uri AS u") == ["fw:1"]


async def test_a_person_says_otherwise(database: Database, tmp_path: Path) -> None:
    # given a row that is kept apart, and one that means a skill of another name
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        skills="id,label,same_as\nsnake,Python,none\nfw:go,Go programming,Go\n",
        person_skills="person_id,skill,level\nada,snake,1\nbo,Go Programming,2\n",
    )
    # when
    await import_folder(database, folder)
    # then
    assert await values(database, _SKILLS) == ["go", "k8s", "py", "snake"]
    assert await values(database, _HELD) == ["ada snake", "bo go"]
    # and it stays so when the column is gone
    (tmp_path / "skills.csv").write_text("id,label\nsnake,Python\nfw:go,Go programming\n")
    before = await graph_state(database)
    report = await import_folder(database, folder)
    assert await graph_state(database) == before
    assert report.warnings == (
        "skills.csv, line 2: the skills snake and py are both called Python; refer to them by id.",
    )
    # and what led to another skill can become one of its own
    (tmp_path / "skills.csv").write_text("id,label,same_as\nfw:go,Go programming,none\n")
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level\nada,fw:go,3\n")
    await import_folder(database, folder)
    assert await values(database, _HELD) == ["ada fw:go", "ada snake", "bo go"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("x,X,nothing like it", "line 2, same_as: the map has no active skill with the id or the preferred label"),
        ("py,Python,go", "line 2, same_as: py is already a separate skill, and an import does not merge skills"),
    ],
)
async def test_what_cannot_be_the_same_is_refused(
    row: str, problem: str, database: Database, tmp_path: Path
) -> None:
    await some_skills(database)
    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, a_folder(tmp_path, skills=f"id,label,same_as\n{row}\n"))
    assert problem in refused.value.message


async def test_two_new_rows_of_one_label_are_not_told_apart(database: Database, tmp_path: Path) -> None:
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path, skills="id,label\na,Python\nb,Python\n"))
    assert await values(database, _SKILLS) == ["a", "b", "go", "k8s", "py"]


async def test_an_exact_match_elsewhere_is_another_id(database: Database, tmp_path: Path) -> None:
    sewing = SkillState("sew", "Sewing", external=("http://example.org/sewing", "ESCO", "sew", "exact"))
    dyeing = SkillState("dye", "Dyeing", external=("http://example.org/colour", "ESCO", "colour", "close"))
    await editor(database).edit("skills", lambda e: record_skills(e.tx, [sewing, dyeing], e))
    folder = a_folder(
        tmp_path,
        skills="id,label\nhttp://example.org/sewing,Work with needles\nhttp://example.org/colour,Colouring\n",
        person_skills="person_id,skill,level\nada,http://example.org/sewing,1\nbo,work with needles,1\n"
        "bo,Colouring,1\n",
    )
    await import_folder(database, folder)
    assert await values(database, _HELD) == ["ada sew", "bo http://example.org/colour", "bo sew"]


@pytest.mark.parametrize(
    ("others", "meant"),
    [
        ([SkillState("a", "Snakes", aliases=("Python",))], "py"),
        ([SkillState("a", "Python", source="ESCO")], "py"),
        ([SkillState("a", "Thing", aliases=("K8s",), source="ESCO")], "k8s"),
        ([SkillState("a", "K8s")], "a"),
        ([SkillState("a", "K8s", source="ESCO")], "a"),
        ([SkillState("a", "Python")], None),
        ([SkillState("a", "Thing", aliases=("K8s",))], None),
    ],
    ids=str,
)
async def test_a_label_means_the_skill_that_bears_it_best(
    others: list[SkillState], meant: str | None, database: Database, tmp_path: Path
) -> None:
    # given other skills that are called Python or K8s too
    await some_skills(database)
    await editor(database).edit("skills", lambda e: record_skills(e.tx, others, e))
    text = "python" if "Python" in (others[0].label, *others[0].aliases) else " K8S "
    folder = a_folder(tmp_path, person_skills=f"person_id,skill,level\nada,{text},3\n")
    # when
    if meant is None:
        with pytest.raises(ImportRefused, match="is a name of 2 skills"):
            await read_bundle(database, folder, today=TODAY)
        return
    await import_folder(database, folder)
    # then
    assert await values(database, _HELD) == [f"ada {meant}"]
