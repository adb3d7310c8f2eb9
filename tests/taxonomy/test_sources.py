"""Each source writes what it says itself; what is shown follows by precedence, whatever the order of the writing."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.derived.nearness import wrong_nearness
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.migrations import load_migrations
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from graphapi.taxonomy.recording import record_clusters, record_skills, withdraw_skills
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import ClusterState, RelationState, SkillState
from tests.conftest import empty
from tests.editing import edit_of, editor
from tests.esco.files import tiny, uri
from tests.esco.world import ask, bring_in
from tests.examples import examples
from tests.graph_state import graph_state
from tests.importing.folders import a_folder, import_folder

_CLUSTERS = [
    ClusterState("c", "By hand", levels=("0", "1", "2", "3", "4"), source="map"),
    ClusterState("c", "By seed", tier="people", definition="Of seed.", source="seed"),
    ClusterState("c", "By ESCO", definition="Of ESCO.", source="ESCO"),
    ClusterState("c", "By import", source="import"),
]
_SKILLS = [
    SkillState("s", "Hand", source="map"),
    SkillState("s", "Seed", tier="people", aliases=("Shared",), cluster_id="c", source="seed"),
    SkillState(
        "s", "Esco", "Of ESCO.", aliases=("Shared",), hidden=("Hand",), skill_type="knowledge", source="ESCO"
    ),
    SkillState("s", "Import", "Of import.", tier="domain", aliases=("Mine", "Seed"), source="import"),
]
_STRENGTHS = {"map": 0.9, "seed": 0.2, "ESCO": 0.7, "import": 0.4}
_SHOWN = (
    "MATCH (s:Skill {id: 's'}) OPTIONAL MATCH (s)-[i:IN_CLUSTER]->(c) "
    "RETURN s.label, s.definition, s.tier, s.skillType, i.primary, c.label, c.tier, c.definition, c.levels, c.source"
)
_LABELS = "MATCH (:Skill {id: 's'})-[:KNOWN_AS]->(l) RETURN l.text, l.kind, l.source ORDER BY l.id"
_RELATION = "MATCH (:Skill {id: 's'})-[r:RELATED]->() RETURN r.strength, r.source, r.otherSources"


async def _say(e: Edit, source: str, place: int) -> None:
    await record_clusters(e.tx, [_CLUSTERS[place]], e)
    await record_skills(e.tx, [_SKILLS[place], SkillState("t", "Other", source=source)], e)
    await record_relations(
        e.tx, [RelationState("t", "s", "RELATED", _STRENGTHS[source])], source, e=e, replace=True
    )


@settings(
    max_examples=examples(6),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=st.permutations(range(4)), again=st.integers(0, 3))
async def test_sources_do_not_overwrite_one_another(database: Database, order: list[int], again: int) -> None:
    await empty(database)
    sources = ["map", "seed", "ESCO", "import"]

    for place in [*order, again]:
        await editor(database).edit("say", lambda e, place=place: _say(e, sources[place], place))

    assert await ask(database, _SHOWN) == [
        ("Hand", "Of ESCO.", "people", "knowledge", True, "By hand", "people", "Of seed.", ["0", "1", "2", "3", "4"],
         "ESCO")
    ]  # fmt: skip
    assert await ask(database, _LABELS) == [
        ("Esco", "alternative", "ESCO"),
        ("Hand", "preferred", None),
        ("Import", "alternative", None),
        ("Mine", "alternative", None),
        ("Seed", "alternative", None),
        ("Shared", "alternative", None),
    ]
    assert await ask(database, _RELATION) == [(0.9, "map", ["seed", "ESCO", "import"])]
    assert await database.read("tests/near", wrong_nearness) == []


async def test_what_a_source_withdraws_gives_way_to_the_next(database: Database) -> None:
    for place, source in enumerate(("map", "seed", "ESCO", "import")):
        await editor(database).edit("say", lambda e, place=place, source=source: _say(e, source, place))

    async def withdraw(e: Edit, source: str) -> None:
        await withdraw_skills(e.tx, ["s"], source, e)
        await record_relations(e.tx, [], source, e=e, replace=True)

    seen: list[tuple[Any, ...]] = []
    for source in ("map", "seed", "ESCO", "import"):
        await editor(database).edit("withdraw", lambda e, source=source: withdraw(e, source))
        [skill] = await ask(database, "MATCH (s:Skill {id: 's'}) RETURN s.label, s.definition, s.tier")
        preferred = await ask(
            database, "MATCH (:Skill {id: 's'})-[:KNOWN_AS]->(l {kind: 'preferred'}) RETURN l.text, l.source"
        )
        seen.append((*skill, preferred, await ask(database, _RELATION)))
        assert await database.read("tests/near", wrong_nearness) == []

    assert seen == [
        ("Seed", "Of ESCO.", "people", [("Seed", None)], [(0.2, "seed", ["ESCO", "import"])]),
        ("Esco", "Of ESCO.", "domain", [("Esco", "ESCO")], [(0.7, "ESCO", ["import"])]),
        ("Import", "Of import.", "domain", [("Import", None)], [(0.4, "import", None)]),
        # People may hold the skill: the last description stays.
        ("Import", "Of import.", "domain", [("Import", None)], []),
    ]
    assert [text for text, _, _ in await ask(database, _LABELS)] == ["Import", "Mine", "Seed"]


async def test_the_seed_keeps_an_edit_by_hand(database: Database) -> None:
    seed = read_seed()
    await load_seed(editor(database), seed)
    skill = seed.files[0].skill[0]
    await editor(database).edit(
        "rename", lambda e: record_skills(e.tx, [SkillState(skill.id, "By hand", "Said by hand.")], e)
    )
    before = await graph_state(database)

    told = await load_seed(editor(database), seed, dry_run=True)
    report = await load_seed(editor(database), seed)

    assert (told.skills, told.clusters, told.relations) == (report.skills, report.clusters, report.relations)
    assert (report.skills.created, report.skills.changed, report.clusters.changed) == (0, 0, 0)
    assert await graph_state(database) == before
    assert await ask(
        database, f"MATCH (s:Skill {{id: '{skill.id}'}}) RETURN s.label, s.definition, s.tier IS NULL"
    ) == [("By hand", "Said by hand.", False)]


async def test_a_dry_run_of_the_seed_tells_each_difference_and_changes_nothing(database: Database) -> None:
    seed = read_seed()
    empty_map = await graph_state(database)

    told = await load_seed(editor(database), seed, dry_run=True)

    assert await graph_state(database) == empty_map
    assert (told.skills.created, told.clusters.created) == (len(seed.skills), len(seed.clusters))
    skill = seed.files[0].skill[0]
    assert FactChange("skill.label", skill.id, None, skill.label, source="seed") in told.skills.facts
    done = await load_seed(editor(database), seed)
    assert (told.skills, told.clusters, told.relations) == (done.skills, done.clusters, done.relations)


async def test_an_import_is_told_what_stays_in_sight_and_is_kept(database: Database, tmp_path: Path) -> None:
    await editor(database).edit(
        "seed", lambda e: record_skills(e.tx, [SkillState("s", "Sewing", "Of seed.", source="seed")], e)
    )
    folder = a_folder(tmp_path, skills="id,label,definition,aliases\ns,Stitching,Of import.,Needlework\n")

    report = await import_folder(database, folder)

    [skills] = [each for each in report.differences if each.kind == "skills"]
    assert skills.changed == 1
    assert "label of seed stays in sight, definition of seed stays in sight" in skills.examples[0]
    assert await ask(database, "MATCH (s:Skill) RETURN s.label, s.definition") == [("Sewing", "Of seed.")]
    assert [text for text, _, _ in await ask(database, _LABELS)] == ["Needlework", "Sewing", "Stitching"]
    # and the second time there is nothing to say
    [skills] = [each for each in (await import_folder(database, folder)).differences if each.kind == "skills"]
    assert (skills.changed, skills.unchanged) == (0, 1)
    # and when the seed speaks of it no more
    await editor(database).edit("withdraw", lambda e: withdraw_skills(e.tx, ["s"], "seed", e))
    assert await ask(database, "MATCH (s:Skill) RETURN s.label, s.definition") == [("Stitching", "Of import.")]


async def test_the_journal_knows_who_said_what(database: Database) -> None:
    async def work(tx: Transaction) -> list[Any]:
        e = edit_of(tx)
        await record_skills(tx, [SkillState("s", "Sewing", source="seed")], e)
        e.changes.clear()
        await record_skills(tx, [SkillState("s", "Stitching", tier="domain", source="import")], e)
        return [(each.fact, each.before, each.after, each.source) for each in e.changes]

    assert await database.write("tests/say", work) == [
        ("skill.label", None, "Stitching", "import"),
        ("skill.tier", None, "domain", "import"),
        ("skill.labels", [], [["en", "preferred", "Stitching"]], "import"),
    ]


async def test_a_map_of_the_former_version_shows_the_same_after_an_import_of_esco(
    database: Database, tmp_path: Path
) -> None:
    # given a map as the former version has left it: shown values without descriptions, one concept renamed
    await load_seed(editor(database), read_seed())
    await bring_in(database, tmp_path / "esco", tiny())
    await _run(database, "MATCH (d:Description) DETACH DELETE d")
    await _run(
        database,
        f"MATCH (s:Skill {{id: '{uri('carve')}'}})-[:KNOWN_AS]->(l:Label {{kind: 'preferred'}}) "
        "SET s.label = 'Spoons', s.definition = 'By hand.', l.text = 'Spoons', l.norm = 'spoons', "
        "l.source = null, l.id = s.id + '|en|spoons'",
    )
    await _run(
        database,
        "CREATE (s:Skill {id: 'own', label: 'Own', status: 'active', revision: 1})-[:KNOWN_AS]->"
        "(:Label {id: 'own|en|own', text: 'Own', norm: 'own', lang: 'en', kind: 'preferred'})",
    )
    before = await ask(database, _EVERYTHING)

    # when it is migrated
    [migration] = [each for each in load_migrations() if each.name == "descriptions_of_former_versions"]
    for statement in migration.statements:
        await _run(database, statement)

    # then everything is described once, by whoever wrote it, and neither source changes what is shown
    assert await ask(
        database, "MATCH (s:Skill)-[:DESCRIBED_BY]->(d) RETURN d.source, count(s) AS skills ORDER BY d.source"
    ) == [("ESCO", 5), ("import", 1), ("map", 1), ("seed", len(read_seed().skills))]
    report = await bring_in(database, tmp_path / "esco", tiny())
    assert report.changes["skills"].changed == 1  # ESCO describes the renamed one again
    again = await load_seed(editor(database), read_seed())
    assert (again.skills.changed, again.clusters.changed, again.relations.changed) == (0, 0, 0)
    assert await ask(database, _EVERYTHING) == before
    assert not (await bring_in(database, tmp_path / "esco", tiny())).changes_anything


_EVERYTHING = (
    "MATCH (s:Skill) OPTIONAL MATCH (s)-[i:IN_CLUSTER {primary: true}]->(c) "
    "RETURN s.id, s.label, s.definition, s.tier, c.id, s.skillType, s.reuseLevel, "
    "COLLECT { MATCH (s)-[r:RELATED|BROADER]->(o) RETURN [o.id, type(r), r.strength, r.source] AS related "
    "ORDER BY o.id, type(r) } ORDER BY s.id"
)


async def _run(database: Database, text: str) -> None:
    work: Callable[[Transaction], Awaitable[Any]] = lambda tx: tx.run_text(text)  # noqa: E731
    await database.write("tests/former", work)
