"""The ranking query and its explanation against the brute-force twin, on a real database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.database import Database
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import MentorMatch, Question
from graphapi.matching.ranking import rank_mentors
from graphapi.matching.warming import warm_ranking
from tests.availability.twin import twin_longest
from tests.conftest import empty
from tests.examples import examples
from tests.matching import twin
from tests.matching.world import WEEK, Aim, Mentor, World, load
from tests.matching.worlds import worlds

_ON_A_DATABASE = settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _rows(matches: tuple[MentorMatch, ...]) -> list[tuple[str, int, int, int]]:
    return [(m.mentor_id, m.place.proximity_billionths, m.place.exact_targets, m.shared_minutes) for m in matches]


@_ON_A_DATABASE
@given(world=worlds(), minimum=st.sampled_from([0, 20, 30, 60]), session=st.sampled_from([0, 0, 20, 45]))
async def test_the_ranking_equals_the_twin(database: Database, world: World, minimum: int, session: int) -> None:
    await empty(database)
    await load(database, world)

    question = Question("a", None, minimum, WEEK, first=100, minimum_session_minutes=session)
    ranking = await rank_mentors(database, question, WEEK)

    assert _rows(ranking.matches) == twin.ranking(world, "a", minimum, session)
    for match in ranking.matches:
        assert sum(path.share for path in match.paths) == pytest.approx(1)
        goals = sum(goal.weight * goal.proximity for goal in match.goals)
        assert goals == pytest.approx(match.proximity, abs=2e-9)
        assert sum(slot.ends - slot.starts for slot in match.slots) == match.shared_minutes
        assert match.longest_shared_minutes == twin_longest(twin.shared(world, "a", match.mentor_id))
        covered = {(target.goal_id, target.target.id): target.coverage for target in match.targets}
        assert covered == pytest.approx(twin.coverages(world, "a", match.mentor_id))
        assert sum(target.weight for target in match.targets) == pytest.approx(1)
        mean = sum(target.weight * target.coverage for target in match.targets)
        assert mean == pytest.approx(match.proximity, abs=2e-9)
        for target in match.targets:
            shares = sum(path.share for path in target.paths)
            assert shares == pytest.approx(target.weight * target.coverage / mean)


@_ON_A_DATABASE
@given(world=worlds(), minimum=st.sampled_from([0, 20, 60]), session=st.sampled_from([0, 0, 20, 45]))
async def test_the_explanation_of_every_pair_agrees_with_the_ranking(
    database: Database, world: World, minimum: int, session: int
) -> None:
    await empty(database)
    await load(database, world)
    question = Question("a", None, minimum, WEEK, minimum_session_minutes=session)
    ranked = [row[0] for row in twin.ranking(world, "a", minimum, session)]

    for mentor in world.people:
        explanation = await explain_match(database, question, mentor, WEEK)
        broken = {rule.rule for rule in explanation.rules if not rule.holds}
        expected = twin.excluded_by(world, "a", mentor, minimum, session)
        assert broken == expected
        assert explanation.rank == (ranked.index(mentor) + 1 if mentor in ranked else None)
        assert (explanation.rank is not None) == (not expected and explanation.rank_without_rules is not None)
        assert explanation.ranked_mentors == len(ranked)
        if explanation.rank is not None:
            assert explanation.rank_without_rules == explanation.rank


@_ON_A_DATABASE
@given(world=worlds(), first=st.integers(1, 3))
async def test_pages_join_to_the_whole_ranking(database: Database, world: World, first: int) -> None:
    await empty(database)
    await load(database, world)
    collected: list[tuple[str, int, int, int]] = []
    question = Question("a", None, 0, WEEK, first)
    while True:
        page = await rank_mentors(database, question, WEEK)
        collected += _rows(page.matches)
        if not page.has_next:
            break
        question = Question("a", None, 0, WEEK, first, after=page.matches[-1].place)

    assert collected == twin.ranking(world, "a", 0)


async def test_ties_are_paged_in_one_order_beyond_the_first_plane(database: Database) -> None:
    tied = ["B", "z", "\U0001f600", "\U0001f601", "\ufb01", "\ufffd"]
    world = World(
        ["x"],
        [],
        {"a": Mentor(), **{id: Mentor({"x": 3}) for id in reversed(tied)}},
        {"g1": Aim("a", {"x": (3, 1.0)})},
    )
    await load(database, world)
    found: list[str] = []
    question = Question("a", None, 0, WEEK, first=1)
    while True:
        page = await rank_mentors(database, question, WEEK)
        found += [match.mentor_id for match in page.matches]
        if not page.has_next:
            break
        question = Question("a", None, 0, WEEK, first=1, after=page.matches[-1].place)

    assert found == tied


async def test_a_perfect_match_reads_one_half_and_two_read_three_quarters(database: Database) -> None:
    # given one target and mentors who hold it, or it and a twin of it, as expert
    world = World(
        ["x", "y"],
        [("x", "y", "RELATED", 1.0)],
        {"a": Mentor(), "b": Mentor({"x": 4}), "c": Mentor({"x": 4, "y": 4})},
        {"g1": Aim("a", {"x": (4, 1.0)})},
    )
    await load(database, world)

    ranking = await rank_mentors(database, Question("a", None, 0, WEEK), WEEK)

    assert [(m.mentor_id, m.distance) for m in ranking.matches] == [("c", 0.3375), ("b", 0.5)]
    (first, second) = ranking.matches[0].paths
    assert (first.held.id, first.nearness, second.held.id, second.nearness) == ("x", 1.0, "y", 0.65)


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (Question("nobody"), NotFound, "no person"),
        (Question("a", ("nothing",)), NotFound, "no goal"),
        (Question("a", ("other",)), InvalidInput, "does not belong to this mentee"),
        (Question("a", ("closed",)), InvalidInput, "closed"),
        (Question("a", ("empty",)), InvalidInput, "no targets"),
        (Question("a", first=0), InvalidInput, "between 1 and 100"),
        (Question("a", first=1_000_000), InvalidInput, "between 1 and 100"),
        (Question("a", minimum_shared_minutes=-1), InvalidInput, "between 0 and 10080"),
        (Question("a", minimum_session_minutes=10_081), InvalidInput, "minimumSessionMinutes"),
        (Question("a", ()), InvalidInput, "1 to 100 goals"),
    ],
)
async def test_what_cannot_be_answered_says_why(
    database: Database, question: Question, error: type[Exception], said: str
) -> None:
    world = World(
        ["x"],
        [],
        {"a": Mentor(), "b": Mentor(), "c": Mentor({"x": 3})},
        {
            "g1": Aim("a", {"x": (2, 1.0)}),
            "other": Aim("c", {"x": (4, 1.0)}),
            "closed": Aim("a", {"x": (2, 1.0)}, status="closed"),
            "empty": Aim("a", {}),
        },
    )
    await load(database, world)
    with pytest.raises(error, match=said):
        await rank_mentors(database, question, WEEK)


async def test_the_ranking_is_warmed_on_a_map_of_nobody(database: Database) -> None:
    await warm_ranking(database, WEEK)
