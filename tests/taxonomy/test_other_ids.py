"""Further ids lead to the one skill, whatever came first: the starter taxonomy, a framework or ESCO."""

from datetime import date
from pathlib import Path

import pytest

from graphapi.checking import check_map
from graphapi.errors import InvalidInput
from graphapi.esco.importing import import_esco
from graphapi.esco.reading import read_esco
from graphapi.goals.model import Target
from graphapi.goals.stating import state_goal
from graphapi.graphdb.database import Database
from graphapi.people.declaring import declare_skill_level
from graphapi.starter.files import Seed, read_seed
from graphapi.starter.loading import load_seed
from graphapi.taxonomy.browsing import skills_by_id
from graphapi.taxonomy.other_ids import OtherId, record_other_ids, skills_meant
from graphapi.taxonomy.recording import record_skills
from graphapi.taxonomy.states import SkillState
from tests.editing import editor
from tests.esco.files import tiny, uri, write_folder
from tests.esco.world import ask, bring_in, own_skills
from tests.graph_state import graph_state
from tests.people.builders import a_person

TODAY = date(2027, 3, 1)


async def test_esco_and_the_map_call_one_skill_the_same(database: Database, tmp_path: Path) -> None:
    # given skills of the map with labels of ESCO's, one of them in German, and one that matches closely
    await own_skills(
        database,
        [
            SkillState("own-carve", "CARVE  spoons"),
            SkillState("own-german", "grow moss", language="de"),
            SkillState("own-close", "water moss", external=(uri("water"), "ESCO", "water moss", "close")),
        ],
    )
    # when
    report = await bring_in(database, tmp_path / "esco", tiny())
    # then the first is one skill, known under both ids, and the others are two each
    found = await ask(
        database, "MATCH (s:Skill)-[m:MATCHES]->(c) RETURN s.id, c.uri, m.kind, m.source ORDER BY s.id"
    )
    assert found == [("own-carve", uri("carve"), "exact", "ESCO"), ("own-close", uri("water"), "close", None)]
    ids = [uri("carve"), "own-carve", uri("water"), "own-close", uri("moss"), "nothing"]
    meant = await database.read("tests/meant", lambda tx: skills_meant(tx, ids))
    assert meant == {each: each for each in ids[1:-1]} | {uri("carve"): "own-carve"}
    assert ("adoptedByLabel", 1, ("carve spoons",)) in {(f.key, f.count, f.examples) for f in report.findings}
    # and a second import changes nothing
    before = await graph_state(database)
    assert not (await bring_in(database, tmp_path / "esco2", tiny())).changes_anything
    assert await graph_state(database) == before


async def test_a_person_keeps_two_skills_of_one_label_apart(database: Database, tmp_path: Path) -> None:
    # given
    await own_skills(database, [SkillState("own-carve", "carve spoons")])
    esco = read_esco([write_folder(tmp_path / "esco", tiny())], release="1")
    await import_esco(editor(database), esco, distinct=["own-carve"])
    # when it is imported without saying it again
    report = await import_esco(editor(database), esco)
    # then both stand, and are told of
    assert await ask(database, "MATCH (s:Skill {label: 'carve spoons'}) RETURN s.id ORDER BY s.id") == [
        (uri("carve"),),
        ("own-carve",),
    ]
    assert "namesakes" in {finding.key for finding in report.findings}
    check = await check_map(database)
    assert check.differences == check.relatedness
    assert check.namesakes == (
        f"Skills with the preferred label carve spoons: {uri('carve')} (0 people), own-carve (0 people).",
    )


def _part_of_the_seed() -> Seed:
    """The file of one cluster, without relations that lead out of it."""
    file = next(file for file in read_seed().files if any(s.label == "SQL" for s in file.skill))
    labels = {each.label for each in file.skill}

    def inside(relations: dict[str, float]) -> dict[str, float]:
        return {label: strength for label, strength in relations.items() if label in labels}

    kept = [s.model_copy(update={"broader": inside(s.broader), "related": inside(s.related)}) for s in file.skill]
    return Seed(
        (file.model_copy(update={"cluster": file.cluster.model_copy(update={"parent": None}), "skill": kept}),)
    )


async def test_the_starter_taxonomy_finds_skills_that_came_before_it(database: Database) -> None:
    # given a framework's skill with a label of the seed, and ESCO's own for another one
    seed = _part_of_the_seed()
    sql, matched = (
        next(each for each in seed.skills if each.label == "SQL"),
        next(each for each in seed.skills if each.esco and each.esco.match == "exact" and each.label != "SQL"),
    )
    assert matched.esco is not None
    await own_skills(
        database, [SkillState("fw:sql", "sql"), SkillState(matched.esco.uri, matched.esco.label, source="ESCO")]
    )
    # when
    report = await load_seed(editor(database), seed)
    # then their ids lead there, with relations and labels
    ids = [sql.id, matched.id]
    assert await database.read("tests/meant", lambda tx: skills_meant(tx, ids)) == {
        sql.id: "fw:sql",
        matched.id: matched.esco.uri,
    }
    assert sorted(report.elsewhere) == sorted(
        [f"{sql.id} (SQL) is fw:sql", f"{matched.id} ({matched.label}) is {matched.esco.uri}"]
    )
    related = await ask(database, "MATCH (:Skill {id: 'fw:sql'})-[:RELATED|BROADER]-(s) RETURN count(s)")
    others = [each for each in seed.skills if sql.label in (*each.broader, *each.related)]
    assert related == [(len(sql.broader) + len(sql.related) + len(others),)]
    assert related != [(0,)]
    # and loading it again changes nothing
    before = await graph_state(database)
    await load_seed(editor(database), seed)
    assert await graph_state(database) == before
    # and a person can say otherwise in time
    await load_seed(editor(database), _part_of_the_seed(), distinct=[sql.id])
    assert await database.read("tests/meant", lambda tx: skills_meant(tx, [sql.id])) == {sql.id: sql.id}


async def test_claims_goals_and_look_ups_take_either_id(database: Database) -> None:
    # given
    await editor(database).edit("skills", lambda e: record_skills(e.tx, [SkillState("own", "Own")], e))
    wanted = [OtherId("fw:1", "own", "import", "Own")]
    await editor(database).edit("ids", lambda e: record_other_ids(e.tx, wanted, "import", e))
    await a_person(database, "ada")
    # when
    held = await declare_skill_level(editor(database), "ada", "fw:1", 3, today=TODAY, key="k")
    again = await declare_skill_level(editor(database), "ada", "fw:1", 3, today=TODAY, key="k")
    changed = await declare_skill_level(editor(database), "ada", "fw:1", 2, today=TODAY, expected_revision=1)
    goal = await state_goal(editor(database), "ada", "Own it", [Target("fw:1", 4)])
    # then
    assert (held.skill_id, again, changed.level) == ("own", held, 2)
    assert [target.skill_id for target in goal.targets] == ["own"]
    assert [found and found.id for found in await skills_by_id(database, ["fw:1", "own", "fw:2"])] == [
        "own",
        "own",
        None,
    ]
    with pytest.raises(InvalidInput, match="twice") as raised:
        await state_goal(editor(database), "ada", "Own it twice", [Target("own", 4), Target("fw:1", 3)])
    assert raised.value.path == ("targets", "1", "skillId")
