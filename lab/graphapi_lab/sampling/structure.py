"""The shape of the sample organisation: how many posts where, in which unit, reporting to whom."""

from dataclasses import dataclass, field
from random import Random

from graphapi_lab.sampling.departments import DEPARTMENTS, HEAD_FUNCTION, HEAD_OFFICE
from graphapi_lab.sampling.model import Department, Post, Rank

# A team has its manager and at most nine others; eight and a half is what a department is cut up for.
_LARGEST_TEAM = 10
_TEAM = 8.5
_WIDEST_SPAN = 9
# Below this many people a further department is not worth having.
_SMALLEST_DEPARTMENT = 12


@dataclass
class _Plan:
    """The posts so far; a post's index is its place in the list."""

    rng: Random
    posts: list[Post] = field(default_factory=list[Post])
    units: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, unit: tuple[str, ...], rank: Rank, manager: int | None, department: Department) -> int:
        function = HEAD_FUNCTION if rank >= Rank.DIVISION else department.function
        self.posts.append(Post(unit, function, rank, manager, department))
        return len(self.posts) - 1

    def named(self, names: tuple[str, ...]) -> str:
        """The next name of a series; when all are used, numbered from 2 on."""
        used = self.units.get(names[0], 0)
        self.units[names[0]] = used + 1
        name, round_number = names[used % len(names)], used // len(names) + 1
        return name if round_number == 1 else f"{name} {round_number}"


def make_posts(people: int, rng: Random) -> list[Post]:
    """`people` posts; every manager stands before those who report to them, the head of all first."""
    plan = _Plan(rng)
    departments = DEPARTMENTS[: max(1, min(len(DEPARTMENTS), people // _SMALLEST_DEPARTMENT))]
    head = plan.add((HEAD_OFFICE,), Rank.HEAD, None, departments[0])
    divisions: dict[str, list[Department]] = {}
    for department in departments:
        divisions.setdefault(department.division, []).append(department)
    # A division of one department is led by the head of that department.
    led = [name for name, parts in divisions.items() if len(parts) > 1]
    sizes = dict(
        zip(
            (department.name for department in departments),
            _shares(people - 1 - len(led), [department.share for department in departments]),
            strict=True,
        )
    )
    for name, parts in divisions.items():
        manager = plan.add((name,), Rank.DIVISION, head, parts[0]) if name in led else head
        for department in parts:
            _fill(plan, (name, department.name), department, sizes[department.name], manager, is_root=True)
    return plan.posts


def _fill(
    plan: _Plan, unit: tuple[str, ...], department: Department, size: int, manager: int, *, is_root: bool
) -> None:
    """Adds a manager and, below them, everybody else of the `size` people."""
    if size == 0:
        return
    if size <= _LARGEST_TEAM:
        inner = unit if is_root else (*unit, plan.named(department.teams))
        lead = plan.add(inner, Rank.DEPARTMENT if is_root else Rank.TEAM, manager, department)
        for _ in range(size - 1):
            plan.add(inner, Rank.MEMBER, lead, department)
        return
    branches, leads_teams = _branches(size - 1)
    inner = unit
    if leads_teams and not is_root:
        inner = (*unit, plan.named((f"{department.name} group",)))
    lead = plan.add(inner, Rank.DEPARTMENT, manager, department)
    for part in _uneven(size - 1, branches, plan.rng, keep=leads_teams):
        _fill(plan, inner, department, part, lead, is_root=False)


def _branches(people: int) -> tuple[int, bool]:
    """Into how many parts to cut so many people, and whether the parts are teams."""
    below, depth = _TEAM, 1
    while people / below > _WIDEST_SPAN:
        below, depth = 1 + 7.5 * below, depth + 1
    branches = max(2, round(people / below))
    if depth == 1:
        branches = max(branches, -(-people // _LARGEST_TEAM))
    return branches, depth == 1


def _uneven(people: int, parts: int, rng: Random, *, keep: bool) -> list[int]:
    """Parts that differ a little; with `keep`, none becomes larger than a team."""
    sizes = [people // parts + (1 if part < people % parts else 0) for part in range(parts)]
    for part in range(parts - 1):
        move = rng.choice((0, 0, 1, 2)) if sizes[part] > 4 else 0
        if not keep or sizes[part + 1] + move <= _LARGEST_TEAM:
            sizes[part] -= move
            sizes[part + 1] += move
    return sizes


def _shares(total: int, weights: list[int]) -> list[int]:
    """`total` cut by weights into whole numbers, the largest remainders rounded up; ties go to the first."""
    if total <= 0:
        return [0] * len(weights)
    exact = [total * weight / sum(weights) for weight in weights]
    sizes = [int(size) for size in exact]
    order = sorted(range(len(weights)), key=lambda index: (sizes[index] - exact[index], index))
    for index in order[: total - sum(sizes)]:
        sizes[index] += 1
    return sizes
