"""What an import does to the map: only what differs, in one piece, and what is derived follows."""

from datetime import date
from pathlib import Path
from typing import Any

from graphapi.calendar.clock import utc_today
from graphapi.checking import check_map
from graphapi.graphdb.database import Database
from graphapi.importing.applying import apply_import
from graphapi.people.ties import tie_key
from tests.editing import editor
from tests.graph_state import graph_state
from tests.importing.folders import EVERYTHING, TODAY, a_folder, import_folder, plan_folder, some_skills
from tests.people.builders import values


async def test_everything_of_the_files_is_in_the_map(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    # when
    report = await import_folder(database, a_folder(tmp_path, **EVERYTHING))
    # then
    counts = {kind.kind: (kind.created, kind.changed, kind.unchanged) for kind in report.differences}
    assert counts == {
        "clusters": (1, 0, 1),
        "skills": (2, 0, 0),
        "relations": (2, 0, 0),
        "units": (2, 0, 0),
        "functions": (2, 0, 0),
        "people": (2, 0, 0),
        "claims": (4, 0, 0),
        "goals": (1, 0, 0),
        "availability": (2, 0, 0),
    }
    assert [
        {name: value for name, value in person.items() if name != "importMark"}
        for person in await _rows(database, "MATCH (p:Person) RETURN p {.*} AS x ORDER BY p.id")
    ] == [
        {
            "id": "ada",
            "name": 'Lovelace; Ada "the first"',
            "timeZone": "Europe/Berlin",
            "languages": ["en", "de"],
            "mentoring": True,
            "places": 2,
            "placesTaken": 0,
            "weeklyMinutes": 90,
            "formats": ["asynchronous", "video"],
            "pace": "slow",
            "tieKey": tie_key("ada"),
            "foldedName": 'lovelace; ada "the first"',
            "revision": 1,
        },
        {
            "id": "bo",
            "name": "Bo",
            "timeZone": "UTC",
            "languages": ["en"],
            "mentoring": False,
            "places": 3,
            "placesTaken": 0,
            "formats": [],
            "tieKey": tie_key("bo"),
            "foldedName": "bo",
            "revision": 1,
        },
    ]
    assert await _rows(
        database,
        "MATCH (p:Person)-[:WORKS_IN]->(u:Unit) MATCH (p)-[:HAS_FUNCTION]->(f) "
        "OPTIONAL MATCH (p)-[:REPORTS_TO]->(m) OPTIONAL MATCH (u)-[:PART_OF]->(o) "
        "RETURN [p.id, u.name, o.name, f.name, m.id] AS x ORDER BY p.id",
    ) == [["ada", "Platform", "Engineering", "Engineer", "bo"], ["bo", "Engineering", None, "Lead", None]]
    assert await _rows(
        database,
        "MATCH (p:Person)-[h:HAS]->(s:Skill) "
        "RETURN [p.id, s.id, h.skillId, h.level, h.lastUsedOn, h.revision] AS x ORDER BY p.id, s.id",
    ) == [
        ["ada", "k8s", "k8s", 3, date(2026, 11, 30), 1],
        ["ada", "rust", "rust", 4, None, 1],
        ["bo", "go", "go", 2, None, 1],
        ["bo", "py", "py", 0, None, 1],
    ]
    assert await _rows(
        database,
        "MATCH (p)-[:PURSUES]->(g:Goal)-[t:TARGETS]->(s) "
        "RETURN [p.id, g {.*}, s.id, t.level, t.weight] AS x ORDER BY s.id",
    ) == [
        ["bo", _GOAL, "k8s", 3, 2.0],
        ["bo", _GOAL, "rust", 2, 1.0],
    ]
    assert await _rows(
        database,
        "MATCH (s:Skill {id: 'rust'})-[i:IN_CLUSTER]->(c:Cluster) "
        "RETURN [s {.*}, c.id, i.primary, COLLECT { MATCH (s)-[:KNOWN_AS]->(l) "
        "RETURN l.id + ' ' + l.text + ' ' + l.kind AS l ORDER BY l }] AS x",
    ) == [
        [
            {
                "id": "rust",
                "label": "Rust",
                "definition": "A language for systems.",
                "tier": "technical",
                "status": "active",
                "revision": 1,
            },
            "coding",
            True,
            [
                "rust|en|oxide oxide alternative",
                "rust|en|rust Rust preferred",
                "rust|en|rustlang rustlang alternative",
            ],
        ]
    ]
    assert await _rows(
        database,
        "MATCH (a:Skill)-[r:RELATED|BROADER]->(b) RETURN [a.id, type(r), b.id, r.strength, r.source] AS x "
        "ORDER BY x",
    ) == [["go", "RELATED", "rust", 0.6, "import"], ["rust", "BROADER", "py", 0.5, "import"]]
    assert await _rows(
        database, "MATCH (p:Person)-[:KEEPS]->(k:Pattern) RETURN [p.id, k {.*, id: null}] AS x ORDER BY p.id"
    ) == [
        [
            "ada",
            {
                "id": None,
                "weekday": 2,
                "startsAt": 960,
                "endsAt": 1080,
                "timeZone": "Europe/Berlin",
                "validUntil": date(2027, 3, 28),
                "format": "video",
            },
        ],
        ["bo", {"id": None, "weekday": 2, "startsAt": 540, "endsAt": 1440, "timeZone": "Asia/Kathmandu"}],
    ]
    offers = await _rows(database, "MATCH (p:Person)-[:OFFERS]->(s) RETURN [p.id, s.id] AS x ORDER BY x")
    assert offers == [["ada", 20_000 + minute] for minute in (900, 930, 960, 990)]
    assert (await check_map(database)).right


_GOAL = {
    "id": "g1",
    "statement": "Run it",
    "dueOn": date(2027, 12, 31),
    "status": "active",
    "priority": 1.0,
    "revision": 1,
    "statedOn": utc_today(),
}


async def test_a_second_import_of_the_same_changes_nothing_at_all(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path, **EVERYTHING))
    before = await graph_state(database)
    # when
    plan = await plan_folder(database, tmp_path)
    await apply_import(editor(database, TODAY), plan)
    # then
    assert not plan.changes_anything
    assert all(not kind.examples for kind in plan.differences)
    assert await graph_state(database) == before


async def test_a_dry_run_says_in_words_what_would_change_and_changes_nothing(
    database: Database, tmp_path: Path
) -> None:
    # given
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path, **EVERYTHING))
    before = await graph_state(database)
    # when
    folder = a_folder(
        tmp_path,
        people="id,name,places,unit,reports_to\nada,Ada,1,Engineering > Labs,\nnew,Nell,,,ada\n",
        skills="id,label,aliases\nrust,Rust,oxide\n",
        related="a,b,strength\nrust,go,0.7\n",
        person_skills="person_id,skill,level\nada,k8s,4\nnew,py,1\n",
        goals="goal_id,person_id,skill,target_level,statement\ng1,bo,k8s,4,Run it\n",
        availability="person_id,weekday,from,until,time_zone\nbo,mon,9:00,10:00,UTC\n",
    )
    plan = await plan_folder(database, folder)
    # then
    examples = {kind.kind: kind.examples for kind in plan.differences if kind.examples}
    assert examples == {
        "skills": ("skill rust (Rust): labels rustlang -> nothing",),
        "relations": ("related go and rust: strength 0.6 -> 0.7",),
        "units": ("unit Engineering > Labs: new",),
        "people": (
            (
                'person ada: name Lovelace; Ada "the first" -> Ada, places 2 -> 1, '
                "unit Engineering > Platform -> Engineering > Labs, "
                "reports_to bo -> nothing"
            ),
            "person new: new",
        ),
        "claims": ("person ada, skill Kubernetes: level 3 -> 4", "person new, skill Python: new"),
        "goals": (
            (
                "goal g1: target Kubernetes level 3 weight 2 -> level 4 weight 2, "
                "target Rust level 2 weight 1 -> nothing"
            ),
        ),
        "availability": (
            "person bo, Tuesdays 09:00-24:00 Asia/Kathmandu: removed",
            "person bo, Mondays 09:00-10:00 UTC: new",
        ),
    }
    assert await graph_state(database) == before
    # and when it is carried out, it is right and there is nothing left to change
    await apply_import(editor(database, TODAY), plan)
    assert not (await plan_folder(database, folder)).changes_anything
    assert (await check_map(database)).right


async def test_an_absent_column_leaves_alone_and_a_blank_cell_clears(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path, **EVERYTHING))
    # when a column is absent
    for name in ("skills", "related", "goals", "availability"):
        (tmp_path / f"{name}.csv").unlink()
    (tmp_path / "people.csv").write_text("id,name,pace\nada,Ada,\n")
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level\nada,k8s,2\n")
    await import_folder(database, tmp_path)
    # then
    ada = "MATCH (p:Person {id: 'ada'})-[:WORKS_IN]->(u) MATCH (p)-[h:HAS {skillId: 'k8s'}]->() "
    assert await _rows(
        database, ada + "RETURN [p.pace, p.places, p.timeZone, u.name, h.level, h.lastUsedOn] AS x"
    ) == [[None, 2, "Europe/Berlin", "Platform", 2, date(2026, 11, 30)]]
    # when it is blank
    (tmp_path / "people.csv").write_text("id,name,unit,places,mentoring,time_zone\nada,Ada,,,,\n")
    (tmp_path / "person_skills.csv").write_text("person_id,skill,level,last_used_on\nada,k8s,2,\n")
    await import_folder(database, tmp_path)
    # then
    assert await _rows(
        database,
        "MATCH (p:Person {id: 'ada'})-[h:HAS {skillId: 'k8s'}]->() RETURN [p.places, p.mentoring, p.timeZone, "
        "EXISTS { (p)-[:WORKS_IN]->() }, h.lastUsedOn, p.revision, h.revision] AS x",
    ) == [[3, True, None, False, None, 3, 3]]


async def test_what_the_files_do_not_name_stays(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    await import_folder(database, a_folder(tmp_path, **EVERYTHING))
    # when
    for name in ("skills", "related", "goals", "availability", "person_skills"):
        (tmp_path / f"{name}.csv").unlink()
    before = await graph_state(database)
    (tmp_path / "people.csv").write_text("id,name\nbo,Bo\n")
    await import_folder(database, tmp_path)
    # then
    assert await graph_state(database) == before


async def test_free_time_follows_places_and_mentoring(database: Database, tmp_path: Path) -> None:
    # given
    await import_folder(
        database,
        a_folder(
            tmp_path,
            people="id,name,time_zone\nada,Ada,UTC\n",
            availability="person_id,weekday,from,until\nada,mon,9:00,10:00\nada,mon,09:00,10:00\n",
        ),
    )
    assert await values(database, "MATCH ()-[o:OFFERS]->() RETURN count(o) AS n") == [2]
    # when
    (tmp_path / "people.csv").write_text("id,name,time_zone,mentoring\nada,Ada,UTC,no\n")
    await import_folder(database, tmp_path)
    # then
    assert await values(database, "MATCH ()-[o:OFFERS]->() RETURN count(o) AS n") == [0]
    assert (await check_map(database)).right


async def _rows(database: Database, text: str) -> list[Any]:
    def plain(value: Any) -> Any:
        if hasattr(value, "to_native"):
            return value.to_native()
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return value

    return [plain(value) for value in await values(database, text)]
