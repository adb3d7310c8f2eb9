"""Conflicts with the state of the map that concern goals."""

from graphapi.errors import Conflict


class GoalClosed(Conflict):
    """The goal is closed and can no longer change."""

    code = "GOAL_CLOSED"


class TooManyGoals(Conflict):
    """The person has the maximum number of active goals."""

    code = "TOO_MANY_GOALS"
