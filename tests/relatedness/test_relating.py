"""On the map, relating anew around what has changed gives what relating everything gives; nothing else is touched."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.derived.nearness import derive_near, wrong_nearness
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.edit import Edit
from graphapi.relatedness import loading, model, naming, relating, web
from graphapi.relatedness.describing import describe_relations
from graphapi.relatedness.marks import evidence_changed
from graphapi.relatedness.relating import relate, relate_changes, wrong_relatedness
from graphapi.taxonomy.recording import record_skills, skills_below
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import RelationState, SkillState
from tests.conftest import empty
from tests.editing import edit_of, editor
from tests.esco.files import tiny, uri
from tests.esco.world import ask, bring_in
from tests.examples import examples
from tests.graph_state import graph_state

_SKILLS = [f"s{number}" for number in range(8)]
_CLUSTERS = ["c0", "c1", "c2", "c3"]
_OCCUPATIONS = ["o0", "o1", "o2"]
_PEOPLE = ["p0", "p1", "p2", "p3"]
_MAKE = """
CREATE (:Cluster {id: 'c0', source: 'x', revision: 1, levels: [], label: 'c0'})
CREATE (:Cluster {id: 'c1', source: 'x', revision: 1, levels: [], label: 'c1'})
CREATE (:Cluster {id: 'c2', source: 'x', revision: 1, levels: [], label: 'c2'})
CREATE (:Cluster {id: 'c3', revision: 1, levels: [], label: 'c3'})
WITH 1 AS one
MATCH (c0:Cluster {id: 'c0'}), (below:Cluster) WHERE below.id IN ['c1', 'c2']
CREATE (below)-[:PART_OF]->(c0)
WITH DISTINCT 1 AS one
UNWIND $skills AS id
CREATE (s:Skill {id: id, label: id, status: 'active', revision: 1})
WITH s MATCH (c:Cluster) WHERE c.id = 'c' + toString(toInteger(substring(s.id, 1)) % 4)
CREATE (s)-[:IN_CLUSTER {primary: true}]->(c)
WITH count(*) AS made
UNWIND $occupations AS id
CREATE (:Occupation {id: id, label: id})
WITH count(*) AS made
UNWIND $people AS id
CREATE (:Person {id: id, name: id})
"""


@pytest.fixture
def _small_numbers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(naming, "NAMED", 2)
        patch.setattr(web, "NAMED", 2)
        patch.setattr(web, "MOST_NEIGHBOURS", 3)
        patch.setattr(model, "LEAST_HOLDERS", 2)
        patch.setattr(loading, "LEAST_HOLDERS", 2)
        # Everything is mended, however much of it has changed.
        patch.setattr(relating, "MOST_MENDED", 100.0)
        yield


# An edit: what is done, to which two things.
_EDITS = st.one_of(
    st.tuples(st.sampled_from(["need", "unneed"]), st.sampled_from(_OCCUPATIONS), st.sampled_from(_SKILLS)),
    st.tuples(st.sampled_from(["have", "lose"]), st.sampled_from(_PEOPLE), st.sampled_from(_SKILLS)),
    st.tuples(st.just("place"), st.sampled_from(_CLUSTERS), st.sampled_from(_SKILLS)),
    st.tuples(st.just("nest"), st.sampled_from(_CLUSTERS[:2]), st.sampled_from(_CLUSTERS[2:])),
    st.tuples(
        st.sampled_from(["broader", "related", "unrelated"]),
        st.sampled_from(_SKILLS[:4]),
        st.sampled_from(_SKILLS[4:]),
    ),
    st.tuples(st.sampled_from(["retire", "restore"]), st.just(""), st.sampled_from(_SKILLS)),
)
_TEXTS = {
    "need": "MATCH (a {id: $a}), (b:Skill {id: $b}) MERGE (a)-[n:NEEDS]->(b) SET n.kind = 'optional'",
    "unneed": "MATCH ({id: $a})-[n:NEEDS]->({id: $b}) DELETE n",
    "have": "MATCH (a {id: $a}), (b:Skill {id: $b}) MERGE (a)-[h:HAS]->(b) SET h.level = 1",
    "lose": "MATCH ({id: $a})-[h:HAS]->({id: $b}) DELETE h",
    "place": "MATCH (c:Cluster {id: $a}), (s:Skill {id: $b})-[old:IN_CLUSTER]->() DELETE old "
    "CREATE (s)-[:IN_CLUSTER {primary: true}]->(c)",
    "nest": "MATCH (a:Cluster {id: $a}), (b:Cluster {id: $b}) OPTIONAL MATCH (b)-[old:PART_OF]->() DELETE old "
    "CREATE (b)-[:PART_OF]->(a)",
    "broader": "MATCH (a {id: $a}), (b {id: $b}) MERGE (b)-[r:BROADER]->(a) SET r = {strength: 0.5, source: 'seed'}",
    "related": "MATCH (a {id: $a}), (b {id: $b}) MERGE (a)-[r:RELATED]->(b) SET r = {strength: 0.5, source: 'seed'}",
    "unrelated": "MATCH ({id: $a})-[r:RELATED|BROADER {source: 'seed'}]-({id: $b}) DELETE r",
    "retire": "MATCH (s:Skill {id: $b}) SET s.status = 'retired'",
    "restore": "MATCH (s:Skill {id: $b}) SET s.status = 'active'",
}


async def _edit(tx: Transaction, edits: list[tuple[str, str, str]]) -> None:
    """Carries out the edits and says so, as an editor would."""
    touched: set[str] = set()
    for what, a, b in edits:
        await tx.run_text(_TEXTS[what], {"a": a, "b": b})
        if what == "nest":
            touched_below = await skills_below(tx, [b])
            await evidence_changed(tx, touched_below)
        else:
            touched |= {each for each in (a, b) if each in _SKILLS}
    # What an editor relates or retires changes nearness by itself.
    await derive_near(edit_of(tx), sorted(touched))
    await evidence_changed(tx, touched)


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    # Most worlds need some evidence to begin with.
    start=st.lists(_EDITS, min_size=8, max_size=25),
    steps=st.lists(st.lists(_EDITS, min_size=1, max_size=3), min_size=1, max_size=4),
)
@pytest.mark.usefixtures("_small_numbers")
async def test_every_edit_leaves_what_relating_anew_would(
    database: Database, start: list[tuple[str, str, str]], steps: list[list[tuple[str, str, str]]]
) -> None:
    await empty(database)

    async def make(tx: Transaction) -> None:
        await tx.run_text(_MAKE, {"skills": _SKILLS, "occupations": _OCCUPATIONS, "people": _PEOPLE})
        for what, a, b in start:
            await tx.run_text(_TEXTS[what], {"a": a, "b": b})
        await derive_near(edit_of(tx), None)

    await database.write("tests/make", make)
    await relate(editor(database))

    async def wrong(tx: Transaction) -> list[str]:
        return await wrong_relatedness(tx) + await wrong_nearness(tx)

    assert await database.read("tests/wrong", wrong) == []
    for edits in steps:
        await database.write("tests/edit", lambda tx, edits=edits: _edit(tx, edits))
        await relate_changes(editor(database))
        assert await database.read("tests/wrong", wrong) == []


async def _evidence(database: Database) -> list[tuple[Any, ...]]:
    return await ask(
        database,
        "MATCH (a)-[r:RELATED {source: 'evidence'}]->(b) "
        "RETURN a.label, b.label, r.strength, r.hierarchy, r.occupations, r.holders ORDER BY a.id, b.id",
    )


async def test_skills_that_esco_knows_are_related(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())

    report = await relate(editor(database))

    # Worked out by hand. Depths: abilities 1, the groups 2, mending 3, carve spoons and the mosses 3, mend nets 4.
    # Mend nets and carve spoons share "making things", both occupations need the nets, two the spoons.
    found = {row[:2]: row[2:] for row in await _evidence(database)}
    # The likeness is 2 * 2 / (3 + 4) and the overlap 2 / (2 + 2 - 2 + 3); no people have the skills.
    assert found["carve spoons", "mend nets"] == (0.5383, 0.5714, 0.4, None)
    # No occupation needs humming; what is left is 0.3 of the likeness.
    assert found["hum to moss", "grow moss"] == (0.2, 0.6667, 0.0, None)
    # The narrower skill stands in line with the broader one, which is said by the hierarchy already.
    assert ("carve birch spoons", "carve spoons") not in found
    assert report.related == len(await _evidence(database))
    assert report.near > 0
    assert await database.read("tests/wrong", wrong_relatedness) == []
    assert await database.read("tests/near", wrong_nearness) == []


async def test_relating_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    await relate(editor(database))
    before = await graph_state(database)

    report = await relate(editor(database))

    assert (report.written, report.removed, report.near) == (0, 0, 0)
    assert await graph_state(database) == before


async def test_what_somebody_has_related_is_left_alone(database: Database, tmp_path: Path) -> None:
    # given ESCO, and a curator who relates two skills that evidence would relate, and others that nothing knows
    await bring_in(database, tmp_path / "esco", tiny())
    curated = RelationState(uri("moss"), uri("carve"), "RELATED", 0.9)

    async def curate(tx: Transaction) -> None:
        await record_skills(tx, [SkillState("a", "A"), SkillState("b", "B")], edit_of(tx))
        await record_relations(tx, [curated, RelationState("a", "b", "RELATED", 0.2)], "curator", e=edit_of(tx))

    await database.write("tests/curate", curate)

    await relate(editor(database))

    said = "MATCH (a)-[r:RELATED {source: 'curator'}]->(b) RETURN a.id, b.id, properties(r) ORDER BY a.id"
    kept = [
        ("a", "b", {"strength": 0.2, "source": "curator"}),
        (uri("carve"), uri("moss"), {"strength": 0.9, "source": "curator"}),
    ]
    assert await ask(database, said) == kept
    assert {label for row in await _evidence(database) for label in row[:2]}.isdisjoint({"A", "B"})

    # and a curator's word that comes later takes the evidence's place, which comes back when it is taken away
    later = RelationState(uri("carve"), uri("water"), "RELATED", 0.1)

    async def say(e: Edit, *relations: RelationState) -> None:
        await record_relations(e.tx, [curated, *relations], "curator", e=e, replace=True)

    before = await _evidence(database)
    await editor(database).edit("say", lambda e: say(e, later))
    await relate_changes(editor(database))
    assert ("carve spoons", "water moss") not in {row[:2] for row in await _evidence(database)}
    assert await database.read("tests/wrong", wrong_relatedness) == []
    await editor(database).edit("unsay", say)
    await relate_changes(editor(database))
    assert await _evidence(database) == before
    assert await database.read("tests/wrong", wrong_relatedness) == []


async def test_who_has_both_counts_once_there_are_ten(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    await relate(editor(database))

    async def hire(people: int, level: int) -> None:
        await database.write("tests/hire", lambda tx: say_so(tx, people, level))
        await relate_changes(editor(database))

    async def say_so(tx: Transaction, people: int, level: int) -> None:
        await tx.run_text(
            "UNWIND range(1, $people) AS n MERGE (p:Person {id: toString(n)}) WITH p MATCH (s:Skill) "
            "WHERE s.label IN ['carve spoons', 'grow moss'] MERGE (p)-[h:HAS]->(s) SET h.level = $level",
            {"people": people, "level": level},
        )
        await evidence_changed(tx, [uri("carve"), uri("moss")])

    async def holders() -> float | None:
        return next(row[5] for row in await _evidence(database) if row[:2] == ("carve spoons", "grow moss"))

    await hire(9, 2)
    assert await holders() is None
    await hire(10, 2)
    assert await holders() == 1.0
    # Level 0 is to have no skill.
    await hire(10, 0)
    assert await holders() is None
    assert await database.read("tests/wrong", wrong_relatedness) == []


async def test_a_map_without_evidence_is_left_as_it_is(database: Database) -> None:
    async def work(tx: Transaction) -> None:
        await record_skills(tx, [SkillState("a", "A"), SkillState("b", "B")], edit_of(tx))
        await evidence_changed(tx, ["a"])

    await database.write("tests/none", work)
    assert await relate_changes(editor(database)) is None
    before = await graph_state(database)

    report = await relate(editor(database))

    assert (report.skills, report.related) == (0, 0)
    assert [line for line in (await graph_state(database))[0] if line not in before[0]] == [
        line for line in (await graph_state(database))[0] if "relatedness" in line
    ]
    assert await database.read("tests/wrong", wrong_relatedness) == []


async def test_a_run_that_was_stopped_before_nearness_is_finished(database: Database, tmp_path: Path) -> None:
    # given relations of which nearness does not know yet
    await bring_in(database, tmp_path / "esco", tiny())
    await relate(editor(database))
    await database.write(
        "tests/stop",
        lambda tx: tx.run_text(
            "MATCH (f:Freshness {name: 'relatedness'}) SET f.due = true WITH f MATCH ()-[n:NEAR]->() DELETE n"
        ),
    )

    report = await relate(editor(database))

    assert report.near > 0
    assert await database.read("tests/near", wrong_nearness) == []
    assert (await relate(editor(database))).near == 0


async def test_damage_is_found_and_made_good(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    assert await database.read("tests/wrong", wrong_relatedness) == [
        "10 relations do not follow the evidence yet; run: graphapi relate"
    ]
    await relate(editor(database))
    await database.write(
        "tests/damage",
        lambda tx: tx.run_text(
            "MATCH (:Skill)-[r:RELATED]->() WITH r ORDER BY r.strength LIMIT 2 SET r.strength = 0.9"
        ),
    )

    wrong = await database.read("tests/wrong", wrong_relatedness)

    assert len(wrong) == 2
    assert "is RELATED 0.9 (hierarchy" in wrong[0]
    await relate(editor(database))
    assert await database.read("tests/wrong", wrong_relatedness) == []


async def test_relations_are_described_with_their_parts(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    await relate(editor(database))
    pairs = [(uri("moss"), uri("carve")), (uri("birch"), uri("carve")), (uri("carve"), uri("birch")), ("x", "y")]

    found = await database.read("tests/describe", lambda tx: describe_relations(tx, pairs))

    evidence = found[pairs[0]]
    assert (evidence.kind, evidence.source) == ("RELATED", "evidence")
    assert evidence.parts is not None
    assert evidence.parts.strength == evidence.strength
    assert [found[pair].kind for pair in pairs[1:3]] == ["BROADER", "NARROWER"]
    assert found[pairs[1]].parts is None
    assert pairs[3] not in found


async def test_of_two_runs_at_once_the_second_finds_nothing_left(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())

    reports = await asyncio.gather(*(relate_changes(editor(database)) for _ in range(3)))

    assert sum(report is not None for report in reports) == 1
    assert await database.read("tests/wrong", wrong_relatedness) == []
    assert await database.read("tests/near", wrong_nearness) == []
