"""The truth about the ranking: the definition of docs/matching.md in plain Python, as slowly as it reads."""

import math

from graphapi.attributes.model import AttributeRule
from graphapi.people.ties import tie_order
from tests.availability.twin import common, twin_longest
from tests.matching.world import Mentor, World

DECAY, THRESHOLD, DAMPING = 0.65, 0.03, 0.5


def specificity(world: World, skill: str) -> float:
    people = len(world.people)
    holders = sum(person.skills.get(skill, 0) >= 1 for person in world.people.values())
    return math.log(1 + people / max(holders, 1)) / math.log(1 + people)


def near(world: World, target: str, other: str) -> float:
    if target == other:
        return 1.0
    steps = [(a, b, s) for a, b, _, s in world.relations] + [(b, a, s) for a, b, _, s in world.relations]
    best = 0.0
    for a, b, s in steps:
        if a != target:
            continue
        if b == other:
            best = max(best, s * DECAY)
        for c, d, r in steps:
            if c == b and d == other and b not in (target, other):
                best = max(best, (s * DECAY) * (r * DECAY))
    return best if best > THRESHOLD else 0.0


def fit(level: int, target: int, own: int) -> float:
    if level <= own:
        return 0.0
    if level < target:
        return 0.75 * level / target
    return 0.75 + 0.25 * (level - target + 1) / (5 - target)


def proximity(world: World, mentee: str, mentor: str, goal_ids: list[str]) -> tuple[float, int]:
    """Proximity and the number of exact targets."""
    own, skills = world.people[mentee].skills, world.people[mentor].skills
    priorities = sum(world.goals[goal].priority for goal in goal_ids)
    total, exact = 0.0, 0
    for goal_id in sorted(goal_ids):
        goal = world.goals[goal_id]
        weights = {s: weight * specificity(world, s) for s, (_, weight) in goal.targets.items()}
        for target, (target_level, _) in goal.targets.items():
            left = 1.0
            for skill, level in skills.items():
                value = near(world, target, skill) * fit(level, target_level, own.get(skill, 0))
                left *= 1 - DAMPING * value
                exact += skill == target and value > 0
            total += goal.priority / priorities * weights[target] / sum(weights.values()) * (1 - left)
    return total, exact


def coverages(world: World, mentee: str, mentor: str) -> dict[tuple[str, str], float]:
    """By active goal and target, how well the mentor covers it."""
    own, skills = world.people[mentee].skills, world.people[mentor].skills
    return {
        (goal_id, target): 1
        - math.prod(
            1 - DAMPING * near(world, target, skill) * fit(level, target_level, own.get(skill, 0))
            for skill, level in skills.items()
        )
        for goal_id, goal in world.goals.items()
        if goal.person == mentee and goal.status == "active"
        for target, (target_level, _) in goal.targets.items()
    }


def minutes_of(person: Mentor) -> dict[int, tuple[str, ...]]:
    """The minutes of WEEK in which a person is free, with the formats that will do; () is any."""
    return {
        (day - 1) * 1440 + minute + offset: formats
        for day, minute, begins, ends, formats in person.free
        for offset in range(begins, ends)
    }


def shared(world: World, mentee: str, mentor: str) -> list[tuple[str, ...] | None]:
    """For each minute of WEEK the formats in which both can meet; None for none."""
    mine, theirs = minutes_of(world.people[mentee]), minutes_of(world.people[mentor])
    found: list[tuple[str, ...] | None] = [None] * (7 * 1440)
    for minute, formats in mine.items():
        found[minute] = common(formats, theirs.get(minute))
    return found


def meets(rule: AttributeRule, mentee: Mentor, mentor: Mentor) -> bool:
    """Whether the mentor has what the rule asks for, compared with the mentee."""
    mine, theirs = (
        next(
            (text.partition("=")[2] for text in person.attributes if text.partition("=")[0] == rule.attribute),
            None,
        )
        for person in (mentee, mentor)
    )
    if mine is None or theirs is None:
        return False
    if rule.requires in ("same", "different"):
        return (mine == theirs) == (rule.requires == "same")
    if not {mine, theirs} <= set(rule.scale):
        return False
    steps = rule.scale.index(theirs) - rule.scale.index(mine)
    return rule.least <= (steps if rule.requires == "above" else -steps) <= rule.most


def excluded_by(world: World, mentee_id: str, mentor_id: str, minimum: int, session: int = 0) -> set[str]:
    """The names of the hard rules that exclude the mentor."""
    mentee, mentor = world.people[mentee_id], world.people[mentor_id]
    people = world.people

    def reports(lower: str, upper: str) -> bool:
        first = people[lower].reports_to
        return first is not None and upper in (first, people[first].reports_to)

    pair = {(mentee_id, mentor_id), (mentor_id, mentee_id)}
    together = len(minutes_of(mentee).keys() & minutes_of(mentor).keys())
    in_format = shared(world, mentee_id, mentor_id)
    minutes = sum(formats is not None for formats in in_format)
    both_asynchronous = "asynchronous" in mentee.formats and "asynchronous" in mentor.formats
    broken = {
        "NOT_ONESELF": mentee_id == mentor_id,
        "MENTORING": not mentor.mentoring,
        "FREE_PLACE": mentor.places <= sum(m == mentor_id for m, _ in set(world.matches)),
        "SHARED_TIME": together < minimum and not both_asynchronous,
        "SHARED_FORMAT": minutes < minimum <= together and not both_asynchronous,
        "SESSION_TIME": twin_longest(in_format) < session and not both_asynchronous,
        "WEEKLY_MINUTES": mentor.weekly_minutes is not None and mentor.weekly_minutes < max(minimum, session),
        "COMMON_LANGUAGE": bool(mentee.languages and mentor.languages)
        and not any(a.split("-")[0] == b.split("-")[0] for a in mentee.languages for b in mentor.languages),
        "ATTRIBUTES": not all(meets(rule, mentee, mentor) for rule in world.rules),
        "REPORTING_LINE": reports(mentee_id, mentor_id) or reports(mentor_id, mentee_id),
        "NOT_BLOCKED": bool(pair & set(world.blocks)),
        "NOT_DECLINED": bool(pair & set(world.declined)),
        "NOT_MATCHED": (mentor_id, mentee_id) in world.matches,
    }
    return {rule for rule, is_broken in broken.items() if is_broken}


def tie(world: World, mentee: str, mentor: str) -> int:
    order = tie_order(mentee)
    return (world.people[mentor].tie_key * order.factor + order.shift) % (2**31 - 1)


def billionths(value: float) -> int:
    return math.floor(value * 1_000_000_000 + 0.2718281828)


def ranking(
    world: World, mentee: str, minimum: int, session: int = 0, goal_ids: list[str] | None = None
) -> list[tuple[str, int, int, int]]:
    """(mentor, proximity in billionths, exact targets, shared minutes), best first."""
    goals = goal_ids or [id for id, g in world.goals.items() if g.person == mentee and g.status == "active"]
    found: list[tuple[str, int, int, int]] = []
    for mentor in world.people:
        if excluded_by(world, mentee, mentor, minimum, session):
            continue
        near_goal, exact = proximity(world, mentee, mentor, goals)
        if billionths(near_goal) > 0:
            minutes = sum(formats is not None for formats in shared(world, mentee, mentor))
            found.append((mentor, billionths(near_goal), exact, minutes))
    return sorted(
        found, key=lambda row: (-row[1], -row[2], tie(world, mentee, row[0]), row[0].encode("utf-16-be"))
    )
