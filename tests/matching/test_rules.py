"""The table of hard rules, the ranking query, the rank index, the explanation and its remedies say the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.graphdb.database import Database
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import Explanation, Question
from graphapi.matching.rules import RULES
from graphapi.rankindex.reading import read_all
from tests.conftest import empty
from tests.examples import examples
from tests.matching import twin
from tests.matching.remedies import Case, remedied
from tests.matching.world import WEEK, World, load
from tests.matching.worlds import worlds_of_pairs
from tests.rankindex.asking import ROADS, goals_of, ranked_by

_MINIMUMS = st.sampled_from([0, 20, 30, 60])
_SESSIONS = st.sampled_from([0, 0, 20, 45])
_SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


async def _explained(database: Database, case: Case) -> Explanation:
    question = Question(case.mentee, None, case.minimum, WEEK, minimum_session_minutes=case.session)
    return await explain_match(database, question, case.mentor, WEEK)


@settings(max_examples=examples(10), deadline=None, suppress_health_check=_SLOW)
@given(world=worlds_of_pairs(), minimum=_MINIMUMS, session=_SESSIONS)
async def test_query_and_index_exclude_exactly_the_pairs_of_which_a_rule_fails(
    database: Database, world: World, minimum: int, session: int
) -> None:
    await empty(database)
    await load(database, world)
    ranked = await read_all(database)

    for mentee in world.people:
        by_index = [
            {row[0] for row in ranked_by(road, ranked, mentee, goals_of(world, mentee), minimum, session=session)}
            for road in ROADS
        ]
        for mentor in world.people:
            explained = await _explained(database, Case(world, mentee, mentor, minimum, session))
            failing = {rule.rule for rule in explained.rules if not rule.holds}
            assert tuple(rule.rule for rule in explained.rules) == tuple(rule.name for rule in RULES)
            assert failing == twin.excluded_by(world, mentee, mentor, minimum, session)
            assert (explained.rank is None) == bool(failing)
            assert [mentor not in found for found in by_index] == [bool(failing)] * len(ROADS)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=_SLOW)
@given(
    world=worlds_of_pairs(),
    minimum=_MINIMUMS,
    session=_SESSIONS,
    mentor=st.integers(0, 3),
    choices=st.lists(st.integers(0, 11), min_size=2 * len(RULES), max_size=2 * len(RULES)),
)
async def test_a_remedy_carried_out_makes_its_rule_hold(
    database: Database, world: World, minimum: int, session: int, mentor: int, choices: list[int]
) -> None:
    case = Case(world, "a", list(world.people)[mentor % len(world.people)], minimum, session)
    explained = await _loaded(database, case)
    for choice in choices:
        failing = [rule for rule in explained.rules if not rule.holds]
        if not failing:
            break
        rule = failing[choice % len(failing)]
        assert rule.remedy is not None
        remedied(case, rule.remedy, choice)
        explained = await _loaded(database, case)
        now = {each.rule: each for each in explained.rules}
        assert now[rule.rule].holds, now[rule.rule]

    assert explained.rank is not None


async def _loaded(database: Database, case: Case) -> Explanation:
    await empty(database)
    await load(database, case.world)
    return await _explained(database, case)
