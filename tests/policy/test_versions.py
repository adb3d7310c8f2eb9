"""A policy's specificities are frozen: what somebody gains never lowers a proximity."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.matching.model import Question
from graphapi.matching.ranking import rank_mentors
from graphapi.policy.model import Policy
from graphapi.policy.versions import active_policy, recount_specificity
from tests.conftest import empty
from tests.editing import edit_of
from tests.examples import examples
from tests.matching.world import WEEK, World, load
from tests.matching.worlds import worlds

_RAISE = (
    "MATCH (p:Person {id: $person}), (s:Skill {id: $skill}) MERGE (p)-[h:HAS]->(s) "
    "SET h.level = CASE WHEN coalesce(h.level, 0) < $level THEN $level ELSE h.level END, h.skillId = s.id"
)


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), data=st.data())
async def test_a_gained_level_never_lowers_a_proximity(
    database: Database, world: World, data: st.DataObject
) -> None:
    await empty(database)
    await load(database, world)
    question = Question("a", None, 0, WEEK, first=100)
    before = {m.mentor_id: m.proximity for m in (await rank_mentors(database, question, WEEK)).matches}
    gain = {
        "person": data.draw(st.sampled_from(sorted(set(world.people) - {"a"}))),
        "skill": data.draw(st.sampled_from(world.skills)),
        "level": data.draw(st.integers(1, 4)),
    }
    await database.write("tests/raise", lambda tx: tx.run_text(_RAISE, gain))

    after = {m.mentor_id: m.proximity for m in (await rank_mentors(database, question, WEEK)).matches}
    assert all(after[mentor] >= proximity for mentor, proximity in before.items())


async def test_a_new_version_is_made_only_when_the_counts_changed(database: Database) -> None:
    async def work(tx: Transaction) -> list[int | None]:
        made = [await recount_specificity(edit_of(tx), "first"), await recount_specificity(edit_of(tx), "again")]
        await tx.run_text(
            "CREATE (s:Skill {id: 'x', label: 'X', status: 'active', revision: 1}) "
            "WITH s UNWIND range(1, 2) AS n "
            "CREATE (:Person {id: toString(n), name: 'P'})-[:HAS {skillId: 'x', level: 1}]->(s)"
        )
        made += [
            await recount_specificity(edit_of(tx), "two people"),
            await recount_specificity(edit_of(tx), "again"),
        ]
        policy = await active_policy(tx)
        assert (policy.version, policy.people, policy.reason) == (2, 2, "two people")
        return made

    assert await database.write("tests/recount", work) == [1, None, 2, None]


async def test_two_counts_at_once_make_one_version_after_the_other(database: Database) -> None:
    await database.write("tests/first", lambda tx: recount_specificity(edit_of(tx), "first"))
    counted = asyncio.Event()

    async def one(tx: Transaction) -> int | None:
        await tx.run_text("CREATE (:Person {id: 'p', name: 'P'})")
        version = await recount_specificity(edit_of(tx), "one")
        counted.set()
        await asyncio.sleep(0.5)
        return version

    async def other(tx: Transaction) -> int | None:
        await tx.run_text("CREATE (:Person {id: 'q', name: 'Q'})")
        return await recount_specificity(edit_of(tx), "other")

    async def after() -> int | None:
        await counted.wait()
        return await database.write("tests/other", other)

    assert await asyncio.gather(database.write("tests/one", one), after()) == [2, 3]


@pytest.mark.parametrize(
    "changes", [{"decay": 1.5}, {"hops": 3}, {"damping": 1.0}, {"neighbours": 0}, {"fit_below": 0.9}]
)
def test_a_constant_out_of_its_range_is_refused(changes: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        Policy(**changes)  # type: ignore[arg-type]
