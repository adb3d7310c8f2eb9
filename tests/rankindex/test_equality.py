"""The arrays answer exactly as Cypher and as the written-out twin do, on every road, ties and pages included."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.graphdb.database import Database
from graphapi.graphdb.scope import Scope
from graphapi.matching.model import Place
from graphapi.rankindex.reading import read_all
from tests.conftest import empty
from tests.examples import examples
from tests.matching import twin
from tests.matching.world import World, load
from tests.matching.worlds import worlds
from tests.rankindex.asking import ROADS, goals_of, ranked_by, ranked_by_cypher, run

_ON_A_DATABASE = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_ON_A_DATABASE
@given(world=worlds(), minimum=st.sampled_from([0, 20, 30, 60]), session=st.sampled_from([0, 0, 20, 45]))
async def test_every_road_equals_cypher_and_the_twin(
    database: Database, world: World, minimum: int, session: int
) -> None:
    await empty(database)
    await load(database, world)
    ranked = await read_all(database)
    expected = twin.ranking(world, "a", minimum, session)

    assert await ranked_by_cypher(database, "a", minimum, session=session) == expected
    for road in ROADS:
        found = ranked_by(road, ranked, "a", goals_of(world, "a"), minimum, session=session)
        assert found == expected, road.name


@_ON_A_DATABASE
@given(world=worlds(), limit=st.integers(1, 3))
async def test_pages_join_to_the_whole_ranking(database: Database, world: World, limit: int) -> None:
    await empty(database)
    await load(database, world)
    ranked = await read_all(database)
    expected = twin.ranking(world, "a", 0)

    for road in ROADS:
        collected: list[tuple[str, int, int, int]] = []
        after: Place | None = None
        while page := ranked_by(road, ranked, "a", goals_of(world, "a"), 0, limit, after):
            collected += page
            mentor, billionths, exact, _ = page[-1]
            after = Place(billionths, exact, twin.tie(world, "a", mentor), mentor)
        assert collected == expected, road.name


@_ON_A_DATABASE
@given(world=worlds(), places=st.lists(st.integers(0, 3), min_size=12, max_size=12))
async def test_every_road_applies_a_scope_as_cypher_does(
    database: Database, world: World, places: list[int]
) -> None:
    await empty(database)
    await load(database, world)
    # The mentee is in the scope; everybody else is in it, below it, beside it, or in no unit.
    paths = ("A > B", "A > B > C", "A > Bc", None)
    units = {person: paths[place] for person, place in zip(sorted(world.people), places, strict=False)} | {
        "a": "A > B"
    }
    await run(
        database,
        "UNWIND $units AS each MATCH (p:Person {id: each[0]}) WITH p, each[1] AS path WHERE path IS NOT NULL "
        "MERGE (u:Unit {path: path}) MERGE (p)-[:WORKS_IN]->(u)",
        units=[list(each) for each in units.items()],
    )
    ranked, scope = await read_all(database), Scope("A > B")
    expected = [row for row in twin.ranking(world, "a", 0) if units[row[0]] in ("A > B", "A > B > C")]

    assert await ranked_by_cypher(database.within(scope), "a", 0) == expected
    for road in ROADS:
        found = ranked_by(road, ranked, "a", goals_of(world, "a"), 0, scope=scope)
        assert found == expected, road.name
