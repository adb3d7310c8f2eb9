"""NEAR stays what the relations imply, whatever the order of the edits."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.derived.graph import RelationRecord
from graphapi.derived.nearness import compute_near, derive_near, wrong_nearness
from graphapi.graphdb.database import Database, Transaction
from graphapi.policy.model import Policy
from graphapi.taxonomy.recording import record_skills
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import RelationState, SkillState
from tests.conftest import empty
from tests.editing import edit_of
from tests.examples import examples

_SKILLS = [f"s{number}" for number in range(7)]
_PAIRS = [(a, b) for a in _SKILLS for b in _SKILLS if a < b]
_RELATIONS = st.dictionaries(
    st.tuples(st.sampled_from(_PAIRS), st.sampled_from(["RELATED", "BROADER"])),
    st.sampled_from([0.05, 0.3, 0.5, 1.0]),
    max_size=8,
)


def _states(relations: dict[tuple[tuple[str, str], str], float]) -> list[RelationState]:
    return [RelationState(a, b, kind, strength) for ((a, b), kind), strength in relations.items()]  # type: ignore[arg-type]


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(versions=st.lists(_RELATIONS, min_size=2, max_size=4))
async def test_near_follows_every_edit(
    database: Database, versions: list[dict[tuple[tuple[str, str], str], float]]
) -> None:
    await empty(database)

    async def edit(tx: Transaction, relations: dict[tuple[tuple[str, str], str], float]) -> list[str]:
        await record_skills(tx, [SkillState(skill, f"Skill {skill}") for skill in _SKILLS], edit_of(tx))
        _, touched = await record_relations(tx, _states(relations), "test", e=edit_of(tx), replace=True)
        await derive_near(edit_of(tx), touched)
        return await wrong_nearness(tx)

    for relations in versions:
        assert await database.write("tests/edit", lambda tx, r=relations: edit(tx, r)) == []


async def test_a_wrong_near_is_found_and_repaired(database: Database) -> None:
    async def work(tx: Transaction) -> tuple[list[str], list[str]]:
        await record_skills(tx, [SkillState("a", "A"), SkillState("b", "B")], edit_of(tx))
        await record_relations(tx, [RelationState("b", "a", "RELATED", 0.5)], "test", e=edit_of(tx))
        await derive_near(edit_of(tx), None)
        await tx.run_text("MATCH (:Skill {id: 'a'})-[n:NEAR]->() SET n.strength = 0.9")
        before = await wrong_nearness(tx)
        await derive_near(edit_of(tx), ["a"])
        return before, await wrong_nearness(tx)

    before, after = await database.write("tests/wrong_near", work)
    assert before == ["NEAR from skill a to b is 0.900000 via nothing, should be 0.325000 via nothing"]
    assert after == []


async def test_two_rebuilds_at_once_write_each_nearness_once(database: Database) -> None:
    async def begin(tx: Transaction) -> None:
        await record_skills(tx, [SkillState("a", "A"), SkillState("b", "B")], edit_of(tx))
        await record_relations(tx, [RelationState("b", "a", "RELATED", 0.5)], "test", e=edit_of(tx))

    await database.write("tests/begin", begin)
    rebuilt = asyncio.Event()

    async def first(tx: Transaction) -> None:
        await derive_near(edit_of(tx), None)
        rebuilt.set()
        await asyncio.sleep(0.5)

    async def second() -> None:
        await rebuilt.wait()
        await database.write("tests/second", lambda tx: derive_near(edit_of(tx), None))

    await asyncio.gather(database.write("tests/first", first), second())

    assert await database.read("tests/near", wrong_nearness) == []


async def test_a_nearness_that_stands_twice_is_found(database: Database) -> None:
    async def work(tx: Transaction) -> tuple[list[str], list[str]]:
        await record_skills(tx, [SkillState("a", "A"), SkillState("b", "B")], edit_of(tx))
        await record_relations(tx, [RelationState("b", "a", "RELATED", 0.5)], "test", e=edit_of(tx))
        await derive_near(edit_of(tx), None)
        await tx.run_text("MATCH (a:Skill {id: 'a'})-[n:NEAR]->(b) CREATE (a)-[m:NEAR]->(b) SET m = properties(n)")
        before = await wrong_nearness(tx)
        await derive_near(edit_of(tx), ["a"])
        return before, await wrong_nearness(tx)

    assert await database.write("tests/twice", work) == (["NEAR from skill a to b stands 2 times"], [])


def test_the_strongest_neighbours_are_kept() -> None:
    relations = [RelationRecord("hub", f"n{number}", "RELATED", number / 10) for number in range(1, 10)]
    kept = [near.to_id for near in compute_near(relations, Policy(neighbours=3, hops=1)) if near.from_id == "hub"]
    assert kept == ["n7", "n8", "n9"]
