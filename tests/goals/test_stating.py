"""People state, revise and close goals."""

import asyncio
from datetime import date
from typing import Any, get_args

import pytest

from graphapi.calendar.clock import utc_today
from graphapi.errors import Conflict, GraphapiError, InvalidInput, NotFound, StaleRevision
from graphapi.goals.errors import GoalClosed, TooManyGoals
from graphapi.goals.model import Goal, GoalChange, Outcome, Target
from graphapi.goals.reading import goals_by_id, goals_of
from graphapi.goals.stating import close_goal, revise_goal, state_goal
from graphapi.graphdb.database import Database
from graphapi.journal.errors import KeyReused
from graphapi.people.errors import SkillRetired
from tests.editing import editor
from tests.graph_state import graph_state
from tests.people.builders import a_person, a_skill, values

TARGETS = (Target("rust", 3), Target("go", 1, 2.5))


async def _world(database: Database) -> None:
    await a_skill(database, "rust", "go", "sql")
    await a_skill(database, "cobol", status="retired")
    await a_person(database, "ada")


async def _state(database: Database, **more: Any) -> Goal:
    return await state_goal(
        editor(database),
        more.pop("person_id", "ada"),
        more.pop("statement", "Lead the platform team"),
        more.pop("targets", TARGETS),
        **more,
    )


async def test_a_stated_goal_is_active_at_revision_1(database: Database) -> None:
    # given
    await _world(database)
    # when
    goal = await _state(database, statement=" Lead the platform team ", due_on=date(2028, 2, 29), priority=2)
    # then
    assert goal == Goal(
        id=goal.id,
        person_id="ada",
        statement="Lead the platform team",
        due_on=date(2028, 2, 29),
        status="active",
        outcome=None,
        priority=2.0,
        targets=(Target("go", 1, 2.5), Target("rust", 3, 1.0)),
        revision=1,
        stated_on=utc_today(),
    )
    assert await goals_by_id(database, [goal.id, "none"]) == {goal.id: goal}


async def test_later_goals_have_later_ids(database: Database) -> None:
    await _world(database)
    stated = [(await _state(database)).id for _ in range(3)]
    assert stated == sorted(stated)


@pytest.mark.parametrize(
    ("change", "error", "path"),
    [
        ({"targets": ()}, InvalidInput, ("targets",)),
        ({"targets": [Target(f"s{n}", 1) for n in range(51)]}, InvalidInput, ("targets",)),
        ({"targets": (Target("rust", 1), Target("rust", 2))}, InvalidInput, ("targets", "1", "skillId")),
        ({"targets": (Target("rust", 7),)}, InvalidInput, ("targets", "0", "level")),
        ({"targets": (Target("rust", 0),)}, InvalidInput, ("targets", "0", "level")),
        ({"targets": (Target("rust", 1, 0.0),)}, InvalidInput, ("targets", "0", "weight")),
        ({"targets": (Target("rust", 1, float("nan")),)}, InvalidInput, ("targets", "0", "weight")),
        ({"targets": (Target("rust", 1, float("inf")),)}, InvalidInput, ("targets", "0", "weight")),
        ({"targets": (Target("rust", 1, 100.1),)}, InvalidInput, ("targets", "0", "weight")),
        ({"targets": (Target("rust", 1), Target("nothing", 1))}, NotFound, ("targets", "1", "skillId")),
        ({"targets": (Target("rust", 1), Target("cobol", 1))}, SkillRetired, ("targets", "1", "skillId")),
        ({"person_id": "nobody"}, NotFound, ("personId",)),
        ({"statement": " "}, InvalidInput, ("statement",)),
        ({"statement": "x" * 2001}, InvalidInput, ("statement",)),
        ({"statement": "a\x1bb"}, InvalidInput, ("statement",)),
        ({"statement": "\ud800"}, InvalidInput, ("statement",)),
        ({"due_on": date(1999, 12, 31)}, InvalidInput, ("dueOn",)),
        ({"due_on": date(2101, 1, 1)}, InvalidInput, ("dueOn",)),
        ({"priority": 0}, InvalidInput, ("priority",)),
        ({"priority": float("-inf")}, InvalidInput, ("priority",)),
        ({"key": "x" * 201}, InvalidInput, ("idempotencyKey",)),
    ],
)
async def test_a_goal_that_cannot_be_stores_nothing(
    database: Database, change: dict[str, Any], error: type[GraphapiError], path: tuple[str, ...]
) -> None:
    await _world(database)
    before = await graph_state(database)
    with pytest.raises(error) as refused:
        await _state(database, **{"key": "key", **change})
    assert refused.value.path == path
    assert await graph_state(database) == before


async def test_nobody_pursues_more_than_100_goals_even_in_a_race(database: Database) -> None:
    # given 95 goals
    await _world(database)
    await database.write(
        "tests/goals",
        lambda tx: tx.run_text(
            "MATCH (p:Person {id: 'ada'}) UNWIND range(1, 95) AS n "
            "CREATE (p)-[:PURSUES]->(:Goal {id: 'g' + n, status: 'active', priority: 1.0, revision: 1})"
        ),
    )
    # when 20 more are stated at once
    outcomes = await asyncio.gather(*(_state(database) for _ in range(20)), return_exceptions=True)
    # then
    assert [outcome for outcome in outcomes if not isinstance(outcome, Goal | TooManyGoals)] == []
    assert sum(isinstance(outcome, Goal) for outcome in outcomes) == 5
    # and closing one makes room
    await close_goal(editor(database), "g1", 1, "abandoned")
    await _state(database)


async def test_racers_with_one_key_state_one_goal(database: Database) -> None:
    await _world(database)
    stated = await asyncio.gather(*(_state(database, key="key") for _ in range(20)))
    assert {goal.id for goal in stated} == {stated[0].id}
    assert (await goals_of(database, ["ada"]))["ada"] == (stated[0],)


async def test_targets_in_another_order_are_the_same_request(database: Database) -> None:
    await _world(database)
    goal = await _state(database, key="key")
    assert await _state(database, key="key", targets=TARGETS[::-1]) == goal
    with pytest.raises(KeyReused):
        await _state(database, key="key", priority=2.0)


async def test_a_revision_changes_only_what_is_given(database: Database) -> None:
    # given
    await _world(database)
    goal = await _state(database, due_on=date(2027, 1, 1))
    # when
    for revision, change in enumerate(
        [
            GoalChange(statement="Lead two teams"),
            GoalChange(due_on=None),
            GoalChange(targets=(Target("sql", 4), Target("go", 1, 2.5))),
            GoalChange(priority=5),
        ],
        start=1,
    ):
        assert (await revise_goal(editor(database), goal.id, revision, change)).revision == revision + 1
    # then
    assert (await goals_by_id(database, [goal.id]))[goal.id] == Goal(
        id=goal.id,
        person_id="ada",
        statement="Lead two teams",
        due_on=None,
        status="active",
        outcome=None,
        priority=5.0,
        targets=(Target("go", 1, 2.5), Target("sql", 4, 1.0)),
        revision=5,
        stated_on=utc_today(),
    )


async def test_revising_nothing_writes_nothing(database: Database) -> None:
    await _world(database)
    goal = await _state(database)
    before = await graph_state(database)
    for change in (GoalChange(), GoalChange(targets=TARGETS, priority=1, due_on=None)):
        assert await revise_goal(editor(database), goal.id, 1, change) == goal
    assert await graph_state(database) == before


async def test_a_skill_retired_meanwhile_may_stay_but_not_come(database: Database) -> None:
    # given
    await _world(database)
    goal = await _state(database)
    await database.write("tests/retire", lambda tx: tx.run_text("MATCH (s {id: 'rust'}) SET s.status = 'retired'"))
    # when its level changes, then that is accepted
    revised = await revise_goal(editor(database), goal.id, 1, GoalChange(targets=(Target("rust", 4),)))
    assert revised.targets == (Target("rust", 4),)
    # when it goes and comes back, then that is refused
    await revise_goal(editor(database), goal.id, 2, GoalChange(targets=(Target("sql", 1),)))
    with pytest.raises(SkillRetired) as refused:
        await revise_goal(editor(database), goal.id, 3, GoalChange(targets=(Target("sql", 1), Target("rust", 1))))
    assert refused.value.path == ("targets", "1", "skillId")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (GoalChange(targets=()), ("targets",)),
        (GoalChange(targets=[Target("rust", 5)]), ("targets", "0", "level")),
        (GoalChange(statement=""), ("statement",)),
        (GoalChange(due_on=date(1999, 1, 1)), ("dueOn",)),
        (GoalChange(priority=float("nan")), ("priority",)),
    ],
)
async def test_a_bad_revision_changes_nothing(
    database: Database, change: GoalChange, path: tuple[str, ...]
) -> None:
    await _world(database)
    goal = await _state(database)
    before = await graph_state(database)
    with pytest.raises(InvalidInput) as refused:
        await revise_goal(editor(database), goal.id, 1, change)
    assert refused.value.path == path
    assert await graph_state(database) == before


async def test_a_goal_is_closed_once(database: Database) -> None:
    # given
    await _world(database)
    goal = await _state(database)
    # when
    closed = await close_goal(editor(database), goal.id, 1, "achieved")
    # then
    assert (closed.status, closed.outcome, closed.revision) == ("closed", "achieved", 2)
    assert await close_goal(editor(database), goal.id, 2, "achieved") == closed
    with pytest.raises(GoalClosed):
        await close_goal(editor(database), goal.id, 2, "abandoned")
    with pytest.raises(GoalClosed):
        await revise_goal(editor(database), goal.id, 2, GoalChange(priority=2))
    with pytest.raises(StaleRevision) as refused:
        await revise_goal(editor(database), goal.id, 1, GoalChange(priority=2))
    assert refused.value.current_revision == 2


async def test_an_unknown_goal_or_outcome_is_refused(database: Database) -> None:
    for call in (
        close_goal(editor(database), "none", 1, "achieved"),
        revise_goal(editor(database), "none", 1, GoalChange(priority=2)),
    ):
        with pytest.raises(NotFound) as unknown:
            await call
        assert unknown.value.path == ("goalId",)
    outcome: Any = "forgotten"
    with pytest.raises(InvalidInput):
        await close_goal(editor(database), "none", 1, outcome)


async def test_of_racing_editors_one_is_accepted(database: Database) -> None:
    # given
    await _world(database)
    goal = await _state(database)
    outcomes: tuple[Outcome, ...] = get_args(Outcome)
    # when 20 revise or close the same revision
    answers = await asyncio.gather(
        *(
            close_goal(editor(database), goal.id, 1, outcomes[number % 2])
            if number % 3 == 0
            else revise_goal(
                editor(database), goal.id, 1, GoalChange(statement=f"Number {number}", targets=TARGETS[:1])
            )
            for number in range(20)
        ),
        return_exceptions=True,
    )
    # then
    accepted = [answer for answer in answers if isinstance(answer, Goal)]
    stale = [answer for answer in answers if isinstance(answer, StaleRevision)]
    assert (len(accepted), len(stale)) == (1, 19)
    assert await goals_by_id(database, [goal.id]) == {goal.id: accepted[0]}


async def test_a_repeated_revision_with_its_key_has_one_effect(database: Database) -> None:
    await _world(database)
    goal = await _state(database)
    change = GoalChange(targets=(Target("sql", 2),))
    first = await revise_goal(editor(database), goal.id, 1, change, key="a")
    assert await revise_goal(editor(database), goal.id, 1, change, key="a") == first
    closed = await close_goal(editor(database), goal.id, 2, "abandoned", key="b")
    assert await close_goal(editor(database), goal.id, 2, "abandoned", key="b") == closed
    with pytest.raises(Conflict):
        await close_goal(editor(database), goal.id, 2, "achieved", key="a")


async def test_goals_of_people_come_active_first_then_as_due(database: Database) -> None:
    # given
    await _world(database)
    await a_person(database, "bob")
    undated = await _state(database)
    late = await _state(database, due_on=date(2029, 1, 1))
    soon = await _state(database, due_on=date(2027, 1, 1))
    closed = await close_goal(editor(database), (await _state(database)).id, 1, "achieved")
    # when
    active = await goals_of(database, ["ada", "bob", "nobody"])
    everything = await goals_of(database, ["ada"], closed_too=True)
    two = await goals_of(database, ["ada"], limit=2)
    # then
    assert active == {"ada": (soon, late, undated), "bob": (), "nobody": ()}
    assert everything == {"ada": (soon, late, undated, closed)}
    assert two == {"ada": (soon, late)}
    assert await values(database, "MATCH (:Goal)-[t:TARGETS]->() RETURN count(t) AS targets") == [8]
