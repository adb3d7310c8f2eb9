"""What the state of the map forbids where goals are concerned."""

from graphapi.errors import Conflict


class GoalClosed(Conflict):
    """The goal is closed and does not change any more."""

    code = "GOAL_CLOSED"


class TooManyGoals(Conflict):
    """The person pursues as many goals as one can."""

    code = "TOO_MANY_GOALS"
