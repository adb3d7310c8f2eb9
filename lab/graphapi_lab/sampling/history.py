"""What has happened in the sample organisation: who left, who mentored whom, what was reached, and who is away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from graphapi.availability.model import Leave
from graphapi.importing.model import Bundle, GoalRow, LeaveRow, MatchRow, PersonRow, TargetRow
from graphapi_lab.sampling.chance import Weighted, pick

_HAVE_LEFT = 0.04
_HAD_A_GOAL = 0.25
_WAS_ACHIEVED = 0.6
_ARE_MATCHED = 0.3
_WERE_MATCHED = 0.15
_ARE_AWAY = 0.12
_DAYS_AWAY = Weighted(((1, 20), (5, 35), (12, 30), (19, 15)))
_REACHED = (
    "Know enough of {skill} to help others with it.",
    "Use {skill} at work without asking every day.",
    "Take over a task that needs {skill}.",
)


@dataclass(slots=True)
class _Made:
    """The rows of the history, and what they follow from. levels: by person and skill."""

    rng: Random
    today: date
    people: dict[str, PersonRow]
    levels: dict[str, dict[str, int]]
    goals: list[GoalRow]
    matches: list[MatchRow] = field(default_factory=list[MatchRow])

    def ago(self, least: int, most: int) -> date:
        """A day between so many days ago."""
        return self.today - timedelta(days=least + int(self.rng.random() * (most - least)))


def with_history(bundle: Bundle, names: Callable[[str], str], seed: int, today: date, shown: str) -> Bundle:
    """The organisation with a past; `shown` is somebody whose goals and mentors stay as they are.

    names: from a skill's id to its label. Everything is drawn after the organisation, which is the same without.
    """
    levels: dict[str, dict[str, int]] = {}
    for claim in bundle.claims:
        levels.setdefault(claim.person_id, {})[claim.skill_id] = claim.level
    people = {person.id: person for person in bundle.people}
    made = _Made(Random(f"history {seed}"), today, people, levels, list(bundle.goals))
    _let_people_leave(made, shown)
    _give_goals_days(made)
    _add_closed_goals(made, names)
    _match_people(made, shown)
    return replace(
        bundle,
        people=tuple(made.people.values()),
        goals=tuple(made.goals),
        matches=tuple(made.matches),
        leaves=tuple(_leaves(made)),
    )


def _let_people_leave(made: _Made, shown: str) -> None:
    """Some who lead nobody have left; they mentor nobody, and what they wanted to learn was given up."""
    managers = {person.reports_to for person in made.people.values()}
    for person in list(made.people.values()):
        if person.id not in managers and person.id != shown and made.rng.random() < _HAVE_LEFT:
            made.people[person.id] = replace(person, left_on=made.ago(5, 500), mentoring=False)


def _give_goals_days(made: _Made) -> None:
    for place, goal in enumerate(made.goals):
        left_on = made.people[goal.person_id].left_on
        if left_on is None:
            made.goals[place] = replace(goal, stated_on=made.ago(1, 240))
        else:
            stated_on = left_on - timedelta(days=10 + int(made.rng.random() * 200))
            made.goals[place] = replace(
                goal, stated_on=stated_on, closed_on=left_on, outcome="abandoned", due_on=None
            )


def _add_closed_goals(made: _Made, names: Callable[[str], str]) -> None:
    """What people can do today, some of them wanted to learn once."""
    for person in made.people.values():
        learnt = sorted(skill for skill, level in made.levels.get(person.id, {}).items() if level >= 1)
        if not learnt or made.rng.random() >= _HAD_A_GOAL:
            continue
        skill = pick(made.rng, learnt)
        closed_on = person.left_on or made.ago(10, 300)
        achieved = made.rng.random() < _WAS_ACHIEVED
        level = made.levels[person.id][skill]
        made.goals.append(
            GoalRow(
                f"{made.goals[0].id[:1]}{len(made.goals) + 1:06}" if made.goals else "g000001",
                person.id,
                (TargetRow(skill, level if achieved else min(4, level + 1)),),
                pick(made.rng, _REACHED).format(skill=names(skill)),
                stated_on=closed_on - timedelta(days=40 + int(made.rng.random() * 300)),
                closed_on=closed_on,
                outcome="achieved" if achieved else "abandoned",
            )
        )


def _match_people(made: _Made, shown: str) -> None:
    """Pairs of now, of whom the mentor knows a target and keeps a place free, and pairs of before."""
    knowing: dict[str, list[str]] = {}
    for person_id, levels in made.levels.items():
        for skill, level in levels.items():
            if level >= 3:
                knowing.setdefault(skill, []).append(person_id)
    left_free = {person.id: person.places - 1 for person in made.people.values() if person.mentoring}
    paired: set[tuple[str, str]] = set()
    for goal in made.goals:
        is_over = goal.outcome is not None
        if goal.person_id == shown or made.rng.random() >= (_WERE_MATCHED if is_over else _ARE_MATCHED):
            continue
        able = [
            other
            for other in knowing.get(goal.targets[0].skill_id, ())
            if (is_over or (left_free.get(other, 0) > 0 and (other, goal.person_id) not in paired))
            and not _too_near(made.people, goal.person_id, other)
        ]
        if not able:
            continue
        mentor = pick(made.rng, sorted(able))
        left_on = min(
            filter(None, (made.people[mentor].left_on, made.people[goal.person_id].left_on)), default=None
        )
        ended_on = min(filter(None, (goal.closed_on, left_on)), default=None)
        started_on = (ended_on or made.today) - timedelta(days=20 + int(made.rng.random() * 200))
        if ended_on is None:
            left_free[mentor] -= 1
            paired.add((mentor, goal.person_id))
        made.matches.append(MatchRow(f"m{len(made.matches) + 1:06}", mentor, goal.person_id, started_on, ended_on))


def _too_near(people: dict[str, PersonRow], mentee: str, mentor: str) -> bool:
    """Whether they are one person, or one reports to the other within two steps."""

    def above(person_id: str) -> Sequence[str]:
        first = people[person_id].reports_to
        second = people[first].reports_to if first else None
        return [each for each in (first, second) if each]

    return mentee == mentor or mentor in above(mentee) or mentee in above(mentor)


def _leaves(made: _Made) -> Sequence[LeaveRow]:
    found: list[LeaveRow] = []
    for person in made.people.values():
        if person.time_zone is None or person.left_on is not None or made.rng.random() >= _ARE_AWAY:
            continue
        first = made.today + timedelta(days=int(made.rng.random() * 150) - 60)
        last = first + timedelta(days=_DAYS_AWAY.draw(made.rng) - 1)
        found.append(LeaveRow(person.id, Leave(first, last, person.time_zone)))
    return found
