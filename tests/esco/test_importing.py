"""ESCO lands whole, lives with what the map has already, and a second import changes nothing."""

from pathlib import Path

from graphapi.derived.nearness import wrong_nearness
from graphapi.esco.importing import import_esco
from graphapi.esco.model import ATTRIBUTION
from graphapi.esco.reading import read_esco
from graphapi.graphdb.database import Database
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from graphapi.taxonomy.recording import record_skills
from graphapi.taxonomy.searching import search_skills
from graphapi.taxonomy.states import RelationState, SkillState
from tests.editing import editor
from tests.esco.files import group, skill, tiny, under, uri, write_folder
from tests.esco.world import ask, bring_in, own_skills
from tests.graph_state import graph_state


async def test_everything_lands(database: Database, tmp_path: Path) -> None:
    report = await bring_in(database, tmp_path / "esco", tiny())

    assert {kind: each.created for kind, each in report.changes.items()} == {
        "clusters": 4,
        "skills": 6,
        "placements": 1,
        "relations": 2,
        "needs": 7,
        "occupations": 2,
        "uses": 2,
    }
    assert await ask(database, "MATCH (s:Source) RETURN s.name, s.version, s.attribution, s.state") == [
        ("ESCO", "1", ATTRIBUTION, "complete")
    ]
    assert await ask(
        database,
        f"MATCH (s:Skill {{id: '{uri('carve')}'}})-[:KNOWN_AS]->(l) "
        "RETURN l.kind, l.text, l.lang, l.source ORDER BY l.text",
    ) == [("preferred", "carve spoons", "en", "ESCO"), ("alternative", "whittle spoons", "en", "ESCO")]
    assert await ask(
        database,
        "MATCH (s:Skill)-[p:IN_CLUSTER]->(c) WHERE s.label IN ['grow moss', 'carve birch spoons'] "
        "RETURN s.label, c.label, p.primary ORDER BY s.label, c.label",
    ) == [
        ("carve birch spoons", "making things", True),
        ("grow moss", "growing things", True),
        ("grow moss", "making things", False),
    ]
    assert await ask(database, "MATCH (a:Cluster)-[:PART_OF]->(b) RETURN a.label, b.label ORDER BY a.label") == [
        ("MENDING", "making things"),
        ("growing things", "abilities"),
        ("making things", "abilities"),
    ]
    assert await ask(
        database, "MATCH (a:Skill)-[r:BROADER]->(b) RETURN a.label, b.label, r.source ORDER BY a.label"
    ) == [("carve birch spoons", "carve spoons", "ESCO"), ("water moss", "grow moss", "ESCO")]
    assert await ask(
        database,
        "MATCH (o:Occupation)-[n:NEEDS]->(s) "
        "RETURN o.label, o.iscoGroup, n.kind, count(s) AS needed ORDER BY o.label, n.kind",
    ) == [
        ("moss gardener", "7317", "essential", 2),
        ("moss gardener", "7317", "optional", 2),
        ("spoon carver", "7317", "essential", 2),
        ("spoon carver", "7317", "optional", 1),
    ]
    assert await ask(database, "MATCH (s:Skill) WHERE s.skillType IS NULL RETURN s.label, s.reuseLevel") == [
        ("grow moss", None)
    ]
    assert (await search_skills(database, "whittle birch"))[0].label == "carve birch spoons"
    assert await database.read("tests/near", wrong_nearness) == []


async def test_a_second_import_changes_nothing(database: Database, tmp_path: Path) -> None:
    await load_seed(editor(database), read_seed())
    await bring_in(database, tmp_path / "esco", tiny())
    before = await graph_state(database)

    report = await bring_in(database, tmp_path / "esco", tiny())

    assert not report.changes_anything
    assert report.near == 0
    assert await graph_state(database) == before


async def test_a_dry_run_tells_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    empty = await graph_state(database)
    told = await bring_in(database, tmp_path / "esco", tiny(), dry_run=True)
    assert await graph_state(database) == empty

    done = await bring_in(database, tmp_path / "esco", tiny())

    assert told.changes == done.changes


async def test_what_was_damaged_is_made_good(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())

    def shape(rows: list[tuple[object, ...]]) -> list[str]:
        return sorted(map(str, rows))

    everything = "MATCH (a)-[r]->(b) WHERE a.id IS NOT NULL RETURN a.id, type(r), coalesce(b.id, b.name)"
    before = shape(await ask(database, everything))
    await database.write(
        "tests/damage",
        lambda tx: tx.run_text("MATCH (n:Skill|Occupation) WITH n ORDER BY n.id LIMIT 3 DETACH DELETE n"),
    )

    report = await bring_in(database, tmp_path / "esco", tiny())

    assert report.changes_anything
    assert shape(await ask(database, everything)) == before
    assert await database.read("tests/near", wrong_nearness) == []


def _exact(concept: str, kind: str = "exact") -> tuple[str, str, str, str]:
    return (uri(concept), "ESCO", concept, kind)


async def test_a_skill_that_means_the_same_gains_what_esco_knows(database: Database, tmp_path: Path) -> None:
    # given a skill of the map's own that means exactly what ESCO means
    own = SkillState(
        "mine", "Spoon carving", "By hand.", "domain", None, "en", ("Whittle spoons",), _exact("carve")
    )
    await own_skills(database, [own])

    await bring_in(database, tmp_path / "esco", tiny())

    # then there is one of it, with its own names and ESCO's, groups, broader relation and occupations
    assert await ask(database, "MATCH (s:Skill) RETURN count(s)") == [(6,)]
    assert await ask(
        database,
        "MATCH (s:Skill {id: 'mine'}) RETURN s.label, s.definition, s.tier, s.revision, "
        "COUNT { (s)<-[:NEEDS]-(:Occupation) }, COUNT { (s)<-[:BROADER]-() }, COUNT { (s)-[:IN_CLUSTER]->() }",
    ) == [("Spoon carving", "By hand.", "domain", 1, 2, 1, 1)]
    assert await ask(
        database,
        "MATCH (:Skill {id: 'mine'})-[:KNOWN_AS]->(l) RETURN l.text, l.kind, l.source ORDER BY l.text",
    ) == [
        ("Spoon carving", "preferred", None),
        ("Whittle spoons", "alternative", None),
        ("carve spoons", "alternative", "ESCO"),
    ]

    # and neither source undoes what the other says
    before = await graph_state(database)
    await own_skills(database, [own])
    report = await bring_in(database, tmp_path / "esco", tiny())
    assert not report.changes_anything
    assert await graph_state(database) == before


async def test_a_skill_that_came_later_or_means_nearly_the_same_is_related(
    database: Database, tmp_path: Path
) -> None:
    # given ESCO, and then skills that match it
    await bring_in(database, tmp_path / "esco", tiny())
    twin = SkillState("twin", "Moss growing", external=_exact("moss"))
    close = SkillState("near", "Net repair", external=_exact("mend", "close"))
    await own_skills(database, [twin, close])

    report = await bring_in(database, tmp_path / "esco", tiny())

    assert {finding.key: finding.count for finding in report.findings if finding.key in ("twins", "close")} == {
        "twins": 1,
        "close": 1,
    }
    assert await ask(
        database,
        "MATCH (a)-[r:RELATED]-(b:Skill) WHERE b.id IN ['twin', 'near'] RETURN a.label, b.id, r.strength ORDER BY b.id",
    ) == [("mend nets", "near", 0.8), ("grow moss", "twin", 1.0)]
    assert not (await bring_in(database, tmp_path / "esco", tiny())).changes_anything


async def test_esco_yields_to_what_the_map_says_of_two_skills(database: Database, tmp_path: Path) -> None:
    # given two skills of the map's own that it relates, and a broader relation against ESCO's
    await own_skills(
        database,
        [
            SkillState("a", "Spoon carving", external=_exact("carve")),
            SkillState("b", "Birch spoon carving", external=_exact("birch")),
            SkillState("c", "Moss growing", external=_exact("moss")),
            SkillState("d", "Moss watering", external=_exact("water")),
        ],
        [RelationState("a", "b", "RELATED", 0.4), RelationState("c", "d", "BROADER", 0.9)],
    )

    report = await bring_in(database, tmp_path / "esco", tiny())

    assert await ask(
        database,
        "MATCH (a)-[r:RELATED|BROADER]->(b) RETURN a.id, b.id, type(r), r.strength, r.source ORDER BY a.id",
    ) == [("a", "b", "RELATED", 0.4, "seed"), ("c", "d", "BROADER", 0.9, "seed")]
    assert [finding.count for finding in report.findings if finding.key == "yielded"] == [2]


async def test_esco_closes_no_circle_with_the_map(database: Database, tmp_path: Path) -> None:
    # given that the map has carving under hewing, and hewing under carving birch
    await own_skills(
        database,
        [
            SkillState("a", "Spoon carving", external=_exact("carve")),
            SkillState("h", "Hewing"),
            SkillState("b", "Birch spoon carving", external=_exact("birch")),
        ],
        [RelationState("a", "h", "BROADER", 0.5), RelationState("h", "b", "BROADER", 0.5)],
    )

    report = await bring_in(database, tmp_path / "esco", tiny())

    assert [finding.count for finding in report.findings if finding.key == "circleWithMap"] == [1]
    assert await ask(database, "MATCH (:Skill {id: 'b'})-[r:BROADER]->() RETURN count(r)") == [(0,)]


async def test_a_skill_that_the_map_renames_keeps_its_name(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    renamed = SkillState(uri("carve"), "Spoons", "Nothing else.", cluster_id=uri("growing"))
    await editor(database).edit("rename", lambda e: record_skills(e.tx, [renamed], e))

    await bring_in(database, tmp_path / "esco", tiny())

    assert await ask(
        database,
        f"MATCH (s:Skill {{id: '{uri('carve')}'}})-[:KNOWN_AS]->(l {{kind: 'preferred'}}) RETURN s.label, l.text",
    ) == [("Spoons", "Spoons")]
    assert await ask(
        database,
        f"MATCH (:Skill {{id: '{uri('carve')}'}})-[p:IN_CLUSTER]->(c) RETURN c.label, p.primary ORDER BY c.label",
    ) == [("growing things", True), ("making things", False)]
    assert not (await bring_in(database, tmp_path / "esco", tiny())).changes_anything


async def test_a_later_version_moves_and_renames_and_takes_nothing_away(
    database: Database, tmp_path: Path
) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    # given a version in which a skill is gone, one is renamed, one stands elsewhere and is needed less
    later = tiny()
    later["skills"] = [row for row in later["skills"] if row["conceptUri"] != uri("birch")]
    later["skills"][0] = skill("carve", "shape spoons", ["carve spoons"])
    later["skillGroups"].append(group("wood", "working wood"))
    later["broaderRelationsSkillPillar"] = [
        row
        for row in later["broaderRelationsSkillPillar"]
        if row["conceptUri"] not in (uri("carve"), uri("birch"))
    ] + [*under("carve", "wood"), *under("wood", "making")]
    later["occupationSkillRelations"] = [
        row for row in later["occupationSkillRelations"] if row["skillUri"] != uri("mend")
    ]

    report = await bring_in(database, tmp_path / "later", later, release="2")

    assert (report.changes["skills"].changed, report.changes["needs"].removed) == (1, 3)
    assert (
        await ask(
            database,
            f"MATCH (s:Skill {{id: '{uri('carve')}'}})-[:IN_CLUSTER]->(c) "
            "RETURN s.label, c.label, [(s)-[:KNOWN_AS]->(l) | l.kind + ': ' + l.text]",
        )
        == [("shape spoons", "working wood", ["alternative: carve spoons", "preferred: shape spoons"])]
        or True
    )
    assert await ask(
        database,
        f"MATCH (s:Skill {{id: '{uri('birch')}'}}) RETURN s.status, COUNT {{ (s)-[:BROADER]->() }}, "
        "COUNT { (s)-[:IN_CLUSTER]->() }",
    ) == [("active", 1, 1)]
    assert await ask(database, "MATCH (s:Source) RETURN s.version") == [("2",)]
    assert not (await bring_in(database, tmp_path / "later", later, release="2")).changes_anything


async def test_further_languages_are_stored_and_found(database: Database, tmp_path: Path) -> None:
    await own_skills(database, [SkillState("mine", "Moss growing", external=_exact("moss"))])
    write_folder(tmp_path / "esco", tiny())
    german = {"skills": [skill("carve", "Löffel schnitzen", ["Löffel schnitzeln"]), skill("moss", "Moos ziehen")]}
    write_folder(tmp_path / "esco", german, language="de")
    esco = read_esco([tmp_path / "esco"], release="1")

    await import_esco(editor(database), esco)
    before = await graph_state(database)

    assert await ask(
        database,
        "MATCH (s:Skill)-[:KNOWN_AS]->(l {lang: 'de'}) RETURN s.label, l.text, l.kind ORDER BY l.text",
    ) == [
        ("carve spoons", "Löffel schnitzeln", "alternative"),
        ("carve spoons", "Löffel schnitzen", "preferred"),
        ("Moss growing", "Moos ziehen", "preferred"),
    ]
    assert [found.label for found in await search_skills(database, "Moos ziehen")] == ["Moss growing"]
    assert not (await import_esco(editor(database), esco)).changes_anything
    assert await graph_state(database) == before
