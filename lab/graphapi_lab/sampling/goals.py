"""What people of the sample organisation want to learn: the next step of their role, another role, or leading."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from graphapi_lab.sampling.chance import Weighted, pick, some
from graphapi_lab.sampling.model import Rank, Role, SampleGoal, Seniority, Worker
from graphapi_lab.sampling.roles import LEADERSHIP, ROLES
from graphapi_lab.sampling.skills import CORE_LEVELS, LEADERSHIP_LEVELS, PEOPLE_LEVELS

HAVE_A_GOAL = 0.4
_HAVE_A_SECOND = 0.08
_HAS_A_DUE_DATE = 0.85
_TARGETS = Weighted(((1, 15), (2, 35), (3, 35), (4, 15)))
_WEIGHTS = Weighted(((1.0, 60), (0.5, 20), (2.0, 15), (3.0, 5)))

_PREFIXES = ("junior ", "", "senior ", "lead ", "principal ")
_NEXT_STEP = (
    "Work as {new} within a year.",
    "Be ready for the tasks of {new}.",
    "Grow from {old} into {new}.",
    "Take on larger tasks, as {new} would, and need less help with them.",
)
_DEEPEN = (
    "Stay good at what I do as {old}, and close the gaps that I know of.",
    "Pass on more of what {old} knows, and fill the gaps that I notice in doing so.",
)
_MOVE = (
    "Move from {old} to {new}.",
    "Find out what {new} does and take over first tasks.",
    "Work with the colleagues next door on equal terms: learn what {new} needs to know.",
    "Change direction and become {new}.",
)
_LEAD = {
    Rank.TEAM: (
        "Lead a team for the first time.",
        "Take on responsibility for people as well as for results.",
        "Find out whether leading people suits me, before I apply for it.",
    ),
    Rank.DEPARTMENT: (
        "Lead other managers, not only my own team.",
        "Be ready to stand in for the head of my department.",
    ),
    Rank.DIVISION: (
        "Answer for a whole division: its direction, its people and its result.",
        "See beyond my own department and shape where we are going.",
    ),
    Rank.HEAD: ("Learn what it takes to lead an organisation and to answer for it in public.",),
}


def goals_of(rng: Random, worker: Worker, today: date) -> list[SampleGoal]:
    """No, one or two goals."""
    if rng.random() >= HAVE_A_GOAL:
        return []
    goals = [_goal(rng, worker, today, ())]
    if goals[0] is not None and rng.random() < _HAVE_A_SECOND:
        goals.append(_goal(rng, worker, today, [label for label, _, _ in goals[0].targets]))
    return [goal for goal in goals if goal is not None]


def _goal(rng: Random, worker: Worker, today: date, taken: Sequence[str]) -> SampleGoal | None:
    """A goal of one kind, or of another when that leaves nothing to learn; None when all do."""
    kinds = [_next_step, _move, _lead]
    order = sorted(kinds, key=lambda kind: rng.random() * _liking(kind is _lead, kind is _next_step, worker))
    for kind in reversed(order):
        statement, wanted = kind(rng, worker)
        open_skills = [
            (label, min(4, max(level, worker.levels.get(label, 0) + (1 if kind is _next_step else 0))))
            for label, level in wanted
            if label not in taken
        ]
        open_skills = [(label, level) for label, level in open_skills if level > worker.levels.get(label, 0)]
        if open_skills:
            chosen = some(rng, open_skills, _TARGETS.draw(rng))
            targets = tuple((label, level, _WEIGHTS.draw(rng)) for label, level in chosen)
            due_on = (
                today + timedelta(days=60 + int(rng.random() * 480)) if rng.random() < _HAS_A_DUE_DATE else None
            )
            return SampleGoal(statement, targets, due_on)
    return None


def _liking(leads: bool, own_role: bool, worker: Worker) -> float:
    if leads:
        return 1.2 if worker.post.rank > Rank.MEMBER else 0.9 if worker.seniority >= Seniority.SENIOR else 0.5
    return 1.0 if own_role else 0.75


def _next_step(rng: Random, worker: Worker) -> tuple[str, list[tuple[str, int]]]:
    role, now = worker.role, worker.seniority
    following = Seniority(min(now + 1, Seniority.PRINCIPAL))
    texts = _DEEPEN if following == now else _NEXT_STEP
    statement = pick(rng, texts).format(old=titled(role, now), new=titled(role, following))
    wanted = [(label, CORE_LEVELS[following]) for label in _once((*role.core, *worker.stack))]
    # A person's own people skills matter for the next step as much as the craft; a third of all is enough.
    return statement, wanted + [(label, PEOPLE_LEVELS[following]) for label in some(rng, role.people, 3)]


def _move(rng: Random, worker: Worker) -> tuple[str, list[tuple[str, int]]]:
    role = ROLES[pick(rng, worker.role.neighbours)]
    entry = max(Seniority.REGULAR, worker.seniority - 1)
    statement = pick(rng, _MOVE).format(
        old=titled(worker.role, worker.seniority), new=titled(role, Seniority.REGULAR)
    )
    return statement, [(label, CORE_LEVELS[entry]) for label in _once((*role.core, *pick(rng, role.stacks)))]


def _lead(rng: Random, worker: Worker) -> tuple[str, list[tuple[str, int]]]:
    rank = Rank(min(worker.post.rank + 1, Rank.HEAD))
    labels = _once((*LEADERSHIP[rank], *(worker.role.leading if rank == Rank.TEAM else ())))
    return pick(rng, _LEAD[rank]), [(label, LEADERSHIP_LEVELS[0] + int(rng.random() * 2)) for label in labels]


def _once(labels: Sequence[str]) -> list[str]:
    """Each label once, in the order given: a skill of a stack may be a core skill too."""
    return list(dict.fromkeys(labels))


def titled(role: Role, seniority: Seniority) -> str:
    """The role with its article: "a junior accountant", "an accountant"."""
    words = _PREFIXES[seniority] + role.title
    article = "an" if words[0] in "aeio" else "a"
    return f"{article} {words}"
