"""Closes the goals of people who leave."""

from collections.abc import Sequence
from dataclasses import replace

from graphapi.goals import graph
from graphapi.goals.stating import MOST_ACTIVE_GOALS, locked_goal, save_goal
from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange


class GoalsFollower:
    """Closes every active goal of somebody who has left as abandoned."""

    name = "goals"
    follows = frozenset({"person.leftOn"})
    derives = frozenset({"goal.status", "goal.outcome"})

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Closes the goals one after the other, as their person would."""
        left = sorted({change.id for change in changes if change.after is not None})
        active = await graph.goals_of(e.tx, left, closed_too=False, after=None, limit=MOST_ACTIVE_GOALS)
        for each in active:
            goal = await locked_goal(e.tx, each.id)
            if goal.status == "active":
                await save_goal(e, goal, replace(goal, status="closed", outcome="abandoned"))
