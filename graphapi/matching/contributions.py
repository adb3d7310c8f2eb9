"""Turns the paths of a mentor into shares of the proximity and proximities per goal.

prox_t = 1 - product of (1 - damping * v) over the paths of target t, v = nearness * fit; the share of a path is
(w_t * prox_t / proximity) * ln(1 - damping * v) / sum of ln(1 - damping * v) over t. Source: docs/matching.md.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphapi.matching.graph import AimRow, PathRow
from graphapi.matching.model import ContributingPath, GoalProximity, SkillName, TargetCoverage


def contributions(rows: Sequence[PathRow]) -> tuple[ContributingPath, ...]:
    """The paths of one mentor, largest share first; their shares sum to 1."""
    remaining: dict[tuple[str, str], float] = defaultdict(float)
    for path in rows:
        remaining[path.goal_id, path.wanted_id] += path.log_remaining
    closed = {key: -math.expm1(logarithm) for key, logarithm in remaining.items()}
    weights = {(path.goal_id, path.wanted_id): path.goal_weight * path.target_weight for path in rows}
    proximity = sum(weights[key] * closed[key] for key in closed)
    found = [
        _contribution(path, weights[key] * closed[key] / proximity * (path.log_remaining / remaining[key]))
        for path in rows
        if remaining[key := (path.goal_id, path.wanted_id)] < 0
    ]
    return tuple(sorted(found, key=lambda path: (-path.share, path.goal_id, path.target.id, path.held.id)))


def _contribution(path: PathRow, share: float) -> ContributingPath:
    return ContributingPath(
        goal_id=path.goal_id,
        target=SkillName(path.wanted_id, path.wanted_label),
        target_level=path.target_level,
        held=SkillName(path.held_id, path.held_label),
        mentor_level=path.mentor_level,
        mentee_level=path.mentee_level,
        nearness=path.nearness,
        via=tuple(SkillName(between.id, between.label) for between in path.via),
        fit=path.fit,
        value=path.nearness * path.fit,
        share=share,
    )


def target_coverages(aims: Sequence[AimRow], rows: Sequence[PathRow]) -> tuple[TargetCoverage, ...]:
    """One entry for each target, by goal and skill; 0 where no path leads. Sum of weight * coverage = proximity."""
    remaining: dict[tuple[str, str], float] = defaultdict(float)
    paths: dict[tuple[str, str], list[ContributingPath]] = defaultdict(list)
    for row in rows:
        remaining[row.goal_id, row.wanted_id] += row.log_remaining
    for path in contributions(rows):
        paths[path.goal_id, path.target.id].append(path)
    return tuple(
        TargetCoverage(
            goal_id=aim.goal_id,
            target=SkillName(aim.skill_id, aim.label),
            level=aim.level,
            weight=aim.weight,
            coverage=-math.expm1(remaining.get((aim.goal_id, aim.skill_id), 0.0)),
            paths=tuple(paths.get((aim.goal_id, aim.skill_id), ())),
        )
        for aim in aims
    )


def goal_proximities(
    rows: Sequence[PathRow], goals: Sequence[tuple[str, str | None, float]]
) -> tuple[GoalProximity, ...]:
    """One entry for each goal (id, statement, priority), in the given order; 0 where no path leads."""
    remaining: dict[tuple[str, str], float] = defaultdict(float)
    weights: Mapping[tuple[str, str], float] = {
        (path.goal_id, path.wanted_id): path.target_weight for path in rows
    }
    for path in rows:
        remaining[path.goal_id, path.wanted_id] += path.log_remaining
    total = sum(priority for _, _, priority in goals)
    return tuple(
        GoalProximity(
            goal_id,
            statement,
            sum(weights[key] * -math.expm1(log) for key, log in remaining.items() if key[0] == goal_id),
            priority / total,
        )
        for goal_id, statement, priority in goals
    )
