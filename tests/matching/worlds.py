"""Random competency maps that are rich in ties, hubs and broken rules."""

from hypothesis import strategies as st

from graphapi.attributes.model import AttributeRule
from tests.matching.world import Aim, Mentor, Piece, World

_STRENGTHS = st.sampled_from([0.1, 0.3, 0.5, 0.8, 1.0])
_WEIGHTS = st.sampled_from([0.5, 1.0, 1.0, 3.0])
_SLOTS = st.frozensets(st.sampled_from([(1, 0), (1, 30), (2, 600), (7, 1410)]))
_ODD_SLOTS = [(1, 30), (1, 60), (1, 90), (4, 600)]
_NOTHING: list[tuple[int, int, tuple[str, ...]]] = []
_ODD_PIECES = st.sampled_from(
    [
        _NOTHING,
        [(0, 15, ())],
        [(15, 30, ())],
        [(0, 10, ()), (20, 30, ())],
        [(0, 30, ("video",))],
        [(0, 30, ("in person", "video"))],
        [(0, 30, ("in person",))],
        [(5, 20, ("in person",)), (20, 30, ())],
    ]
)
_WEEKLY = st.sampled_from([None, None, None, 0, 30, 60])
_LANGUAGES = st.sampled_from([(), ("en",), ("en-US", "de"), ("de-AT",), ("en-GB", "en"), ("zh-Hans",), ("zh",)])
_FORMATS = st.sampled_from([(), ("video",), ("asynchronous",), ("asynchronous", "video")])
_ATTRIBUTES = st.sampled_from(
    [(), ("grade=one",), ("grade=two", "team=x"), ("grade=three", "team=y"), ("team=x",)]
)
_SCALE = ("one", "two", "three")
_RULES: list[tuple[AttributeRule, ...]] = [
    (),
    (),
    (AttributeRule("team", "different"),),
    (AttributeRule("grade", "above", 1, 2, _SCALE),),
    (AttributeRule("grade", "below", 0, 1, _SCALE), AttributeRule("team", "same")),
]
# Few keys, so that many mentors have the same one, and the largest.
_TIE_KEYS = st.sampled_from([0, 1, 2, 1_234_567_890, 2**31 - 2])
# Ids sort by UTF-16 code units, also beyond the first plane.
_PEOPLE = ["a", "B", "b", "c1", "c10", "c2", "é", "z", "\ufffd", "\U0001f600"]


@st.composite
def _pieces(draw: st.DrawFn) -> tuple[Piece, ...]:
    return tuple(
        (weekday, minute, begins, ends, formats)
        for weekday, minute in _ODD_SLOTS
        for begins, ends, formats in draw(_ODD_PIECES)
    )


@st.composite
def worlds(draw: st.DrawFn, most_people: int = len(_PEOPLE)) -> World:
    """A world in which person "a" has at least one active goal."""
    skills = [f"s{number}" for number in range(draw(st.integers(2, 7)))]
    people = _PEOPLE[: draw(st.integers(2, most_people))]
    some_skills = st.dictionaries(st.sampled_from(skills), st.integers(0, 4), max_size=5)
    some_people = st.sampled_from(people)
    targets = st.dictionaries(
        st.sampled_from(skills), st.tuples(st.integers(1, 4), _WEIGHTS), min_size=1, max_size=4
    )
    pairs = st.lists(st.tuples(some_people, some_people).filter(lambda p: p[0] != p[1]), max_size=2)
    relations: dict[tuple[str, str, str], float] = {}
    for a, b in draw(st.lists(st.tuples(st.sampled_from(skills), st.sampled_from(skills)), max_size=9)):
        if a < b:
            relations[a, b, draw(st.sampled_from(["RELATED", "BROADER"]))] = draw(_STRENGTHS)
    members = {
        id: Mentor(
            skills=draw(some_skills),
            mentoring=draw(st.integers(0, 5)) > 0,
            places=draw(st.integers(0, 2)),
            languages=draw(_LANGUAGES),
            formats=draw(_FORMATS),
            # Only upwards in the list, so that there is no cycle.
            reports_to=draw(st.sampled_from([None, None, *people[:index]])),
            slots=draw(_SLOTS) - set(_ODD_SLOTS),
            pieces=draw(_pieces()),
            other_week=draw(_SLOTS),
            weekly_minutes=draw(_WEEKLY),
            tie_key=draw(_TIE_KEYS),
            attributes=draw(_ATTRIBUTES),
        )
        for index, id in enumerate(people)
    }
    goals = {"g1": Aim("a", draw(targets))}
    for number in range(draw(st.integers(0, 2))):
        goals[f"h{number}"] = Aim(
            draw(some_people), draw(targets), draw(_WEIGHTS), draw(st.sampled_from(["active", "closed"]))
        )
    return World(
        skills,
        [(*key, strength) for key, strength in relations.items()],
        members,
        goals,
        draw(pairs),
        draw(pairs),
        draw(pairs),
        draw(st.sampled_from(_RULES)),
    )


@st.composite
def worlds_of_pairs(draw: st.DrawFn) -> World:
    """A small world in which the goals of everybody lead to everybody else, so that only rules exclude a pair."""
    world = draw(worlds(most_people=4))
    world.skills += [f"of {id}" for id in world.people]
    for id, person in world.people.items():
        person.skills[f"of {id}"] = 4
        world.goals[f"to all from {id}"] = Aim(
            id, {f"of {other}": (3, 1.0) for other in world.people if other != id}
        )
    return world
