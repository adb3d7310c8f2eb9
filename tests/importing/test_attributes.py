"""Columns of an organisation's own, and rules about pairs that look at them."""

from pathlib import Path

import pytest

from graphapi.attributes.declaring import declared
from graphapi.attributes.model import Attribute, AttributeRule
from graphapi.checking import check_map
from graphapi.graphdb.database import Database
from graphapi.importing.options import ReadingOptions
from graphapi.importing.planning import plan_import
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import mapping_beside, read_bundle
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import Question
from graphapi.matching.ranking import rank_mentors
from graphapi.policy.versions import active_policy
from tests.api_client import client_of
from tests.graph_state import graph_state
from tests.importing.folders import TODAY, a_folder, import_folder, some_skills
from tests.people.builders import values

_ATTRIBUTES = "name,kind,values\ngrade,scale,HEO; SEO; G7; G6\norganisation,choice,\n"
_RULES = "attribute,requires,least,most\norganisation,different,,\ngrade,above,1,2\n"
_PEOPLE = (
    "id,name,places,grade,organisation\n"
    "mentee,Mentee,1,heo,Joy\nabove,Above,1,SEO,Love\nfar,Far,1,G6,Love\nhome,Home,1,SEO,Joy\nunsaid,Unsaid,1,,Love\n"
)


def _folder(path: Path, **files: str) -> Path:
    said = {
        "attributes": _ATTRIBUTES,
        "rules": _RULES,
        "people": _PEOPLE,
        "person_skills": "person_id,skill,level\nabove,go,4\nfar,go,4\nhome,go,4\nunsaid,go,4\n",
        "goals": "goal_id,person_id,skill,target_level\ng,mentee,go,3\n",
    }
    return a_folder(path, **(said | files))


async def _ranked(database: Database) -> list[str]:
    found = await rank_mentors(database, Question("mentee", minimum_shared_minutes=0), TODAY)
    return sorted(match.mentor_id for match in found.matches)


async def test_rules_about_imported_columns_decide_who_is_ranked(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = _folder(tmp_path)
    # when
    report = await import_folder(database, folder)
    # then
    assert {kind.kind: kind.created for kind in report.differences if kind.kind in ("attributes", "rules")} == {
        "attributes": 2,
        "rules": 2,
    }
    assert await database.read("tests/declared", declared) == [
        Attribute("grade", "scale", ("HEO", "SEO", "G7", "G6")),
        Attribute("organisation", "choice", ()),
    ]
    assert await values(database, "MATCH (p:Person {id: 'mentee'}) RETURN p.attributes AS a") == [
        ["grade=HEO", "organisation=Joy"]
    ]
    assert await _ranked(database) == ["above"]
    explained = await explain_match(database, Question("mentee", minimum_shared_minutes=0), "far", TODAY)
    [verdict] = [rule for rule in explained.rules if not rule.holds]
    assert verdict.reason == (
        "The mentor must have a grade 1 to 2 steps above the mentee's; the mentee's grade is HEO, the mentor's G6."
    )
    assert (await check_map(database)).right
    # and again nothing changes
    before = await graph_state(database)
    await import_folder(database, folder)
    assert await graph_state(database) == before


async def test_a_column_that_is_absent_stays_and_a_blank_cell_clears(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(database, _folder(tmp_path))
    # when a file knows nothing of organisations, and no grade of one person
    for name in ("attributes", "rules"):
        (tmp_path / f"{name}.csv").unlink()
    (tmp_path / "people.csv").write_text("id,name,Grade\nhome,Home,\nabove,Above,g7\n")
    report = await import_folder(database, tmp_path)
    # then
    said = "MATCH (p:Person) WHERE p.id IN ['above', 'home'] RETURN p.attributes AS a ORDER BY p.id"
    assert await values(database, said) == [["grade=G7", "organisation=Love"], ["organisation=Joy"]]
    examples = next(kind.examples for kind in report.differences if kind.kind == "people")
    assert "person above: grade SEO -> G7" in examples
    assert "person home: grade SEO -> nothing" in examples
    assert len((await database.read("tests/policy", active_policy)).rules) == 2


async def test_rules_go_on_with_the_values_that_a_scale_has_now(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = _folder(tmp_path)
    await import_folder(database, folder)
    # when there is a grade in between
    (tmp_path / "rules.csv").unlink()
    (tmp_path / "attributes.csv").write_text("name,kind,values\ngrade,scale,HEO; Acting SEO; SEO; G7; G6\n")
    await import_folder(database, folder)
    # then
    rules = (await database.read("tests/policy", active_policy)).rules
    assert rules[1] == AttributeRule("grade", "above", 1, 2, ("HEO", "Acting SEO", "SEO", "G7", "G6"))
    assert await _ranked(database) == ["above"]
    # and a file without rows takes all rules away
    (tmp_path / "rules.csv").write_text("attribute,requires\n")
    await import_folder(database, folder)
    assert (await database.read("tests/policy", active_policy)).rules == ()
    assert await _ranked(database) == ["above", "far", "home", "unsaid"]


async def test_a_mentee_of_whom_nothing_is_recorded_is_told_so(database: Database, tmp_path: Path) -> None:
    await some_skills(database)
    folder = _folder(tmp_path, people=_PEOPLE.replace("mentee,Mentee,1,heo,Joy", "mentee,Mentee,1,,"))
    await import_folder(database, folder)

    found = await rank_mentors(database, Question("mentee", minimum_shared_minutes=0), TODAY)

    assert not found.matches
    assert "Rules look at grade, organisation, which nobody has recorded of this mentee" in found.hints[0]


_REFUSED = {
    "unknown value": (
        {"people": "id,name,grade\na,A,SEOO\n"},
        "line 2, grade: SEOO is no grade: did you mean SEO?",
    ),
    "kind": ({"attributes": "name,kind\ngrade,list\n"}, "line 2, kind: list is not known here"),
    "short scale": ({"attributes": "name,kind,values\ngrade,scale,HEO\n"}, "a scale has at least two values"),
    "taken name": ({"attributes": "name,kind\nTime zone,choice\n"}, "Time zone is a column of people.csv already"),
    "two spellings": (
        {"attributes": "name,kind\ngrade,choice\nGrade,choice\n"},
        "line 3, name: the attribute grade is the same column: use its spelling",
    ),
    "bad name": ({"attributes": "name,kind\na=b,choice\n"}, "a=b cannot name an attribute"),
    "unknown attribute": (
        {"rules": "attribute,requires\ngrad,same\n"},
        "no attribute is called grad: did you mean gr",
    ),
    "no scale": ({"rules": "attribute,requires\norganisation,above\n"}, "'organisation' is no scale"),
    "nobody": (
        {"rules": "attribute,requires,least,most\ngrade,above,3,9\n"},
        "Nobody is 3 to 9 steps above anybody",
    ),
    "requires": ({"rules": "attribute,requires\ngrade,higher\n"}, "requires: higher is not known here"),
    "twice": ({"rules": "attribute,requires\ngrade,same\ngrade,same\n"}, "line 3: this rule is there already"),
}


@pytest.mark.parametrize("case", _REFUSED)
async def test_what_cannot_be_is_refused(case: str, database: Database, tmp_path: Path) -> None:
    files, expected = _REFUSED[case]
    people = {} if "people" in files else {"people": "id,name\na,A\n"}
    plain = {"person_skills": "person_id,skill,level\n", "goals": "goal_id,person_id,skill,target_level\n"}
    if "attributes" in files:
        plain["rules"] = "attribute,requires\n"

    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, _folder(tmp_path, **(plain | people | files)), today=TODAY)

    assert expected in refused.value.message


async def test_a_mapping_can_name_an_attribute(database: Database, tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        people="id,name,Band\nmentee,Mentee,SEO\nabove,A,G7\nfar,F,G7\nhome,H,G7\nunsaid,U,\n",
        person_skills="person_id,skill,level\n",
        goals="goal_id,person_id,skill,target_level\n",
    )
    (tmp_path / "mapping.json").write_text('{"people": {"Band": "grade"}}')
    options = ReadingOptions(mapping_beside(folder, Path("mapping.json")))

    bundle = await read_bundle(database, folder, today=TODAY, options=options)

    assert bundle.people[0].attributes == (("grade", "SEO"),)
    # and one that nobody declared is said
    (tmp_path / "mapping.json").write_text('{"people": {"Band": "band"}}')
    options = ReadingOptions(mapping_beside(folder, Path("mapping.json")))
    with pytest.raises(ImportRefused, match="there is no column band"):
        await read_bundle(database, folder, today=TODAY, options=options)


async def test_the_api_shows_attributes_and_rules(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(database, _folder(tmp_path))
    # when
    async with client_of(database) as client:
        found = await client.data(
            'query { person(id: "mentee") { attributes { name value } } attributes { name kind values } '
            "attributeRules { attribute requires least most words } }"
        )
    # then
    assert found == {
        "person": {
            "attributes": [{"name": "grade", "value": "HEO"}, {"name": "organisation", "value": "Joy"}],
        },
        "attributes": [
            {"name": "grade", "kind": "SCALE", "values": ["HEO", "SEO", "G7", "G6"]},
            {"name": "organisation", "kind": "CHOICE", "values": []},
        ],
        "attributeRules": [
            {
                "attribute": "organisation",
                "requires": "DIFFERENT",
                "least": 1,
                "most": 1,
                "words": "another organisation",
            },
            {
                "attribute": "grade",
                "requires": "ABOVE",
                "least": 1,
                "most": 2,
                "words": "a grade 1 to 2 steps above the mentee's",
            },
        ],
    }


async def test_a_dry_run_says_which_rules_would_come_and_go(database: Database, tmp_path: Path) -> None:
    await some_skills(database)
    folder = _folder(tmp_path)
    await import_folder(database, folder)
    (tmp_path / "rules.csv").write_text("attribute,requires\norganisation,same\n")

    plan = await plan_import(database, await read_bundle(database, folder, today=TODAY))

    rules = next(kind for kind in plan.differences if kind.kind == "rules")
    assert rules.examples == (
        "rule another organisation: removed",
        "rule a grade 1 to 2 steps above the mentee's: removed",
        "rule the same organisation: new",
    )
