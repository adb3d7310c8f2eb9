"""Random bundles for property tests, in the spelling that the map keeps, and as the CSV files that mean them."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from graphapi.availability.model import WEEKDAYS, Leave, Pattern, clock
from graphapi.importing.model import (
    AvailabilityRow,
    Bundle,
    ClaimRow,
    GoalRow,
    LeaveRow,
    MatchRow,
    PersonRow,
    RelationRow,
    SkillRow,
    TargetRow,
)
from graphapi.taxonomy.labels import normalise
from graphapi.text import cleaned, fault_in
from tests.importing.folders import as_csv

_PEOPLE = ("p1", "p 2", "p,3", 'p"4', "ü5")
_SKILLS = ("s1", "s;2", "s|3", "s'4")
_UNITS = (
    (),
    ("Sales",),
    ("Engineering", "Edge", "Platform"),
    ("Sales", "Edge"),
    ("Engineering",),
    ("Sales", "Sales"),
)
_ZONES = ("Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "UTC")
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
    lambda text: text == cleaned(text) and not fault_in(text) and text.strip(";|,>/") == text != ""
)
_NAMES = _WORDS.filter(lambda text: not set(text) & set(";|,>/"))
_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_PAST_DAYS = st.dates(date(2000, 1, 1), date(2027, 3, 1))


@st.composite
def _people(draw: st.DrawFn) -> tuple[PersonRow, ...]:
    ids = draw(st.lists(st.sampled_from(_PEOPLE), unique=True, min_size=1))
    return tuple(
        PersonRow(
            id=person_id,
            name=draw(_WORDS),
            unit=draw(st.sampled_from(_UNITS)),
            function=draw(st.none() | _NAMES),
            # Only upwards, so that there is no circle.
            reports_to=draw(st.none() | st.sampled_from(ids[:place])) if place else None,
            time_zone=draw(st.none() | st.sampled_from(_ZONES)),
            languages=draw(st.lists(st.sampled_from(["en", "de", "pt-BR"]), unique=True).map(tuple)),
            # Whoever has left mentors nobody.
            mentoring=draw(st.booleans()) and left_on is None,
            places=draw(st.integers(0, 100)),
            weekly_minutes=draw(st.none() | st.integers(0, 10_080)),
            formats=draw(st.lists(st.sampled_from(["video", "asynchronous"]), unique=True).map(tuple)),
            pace=draw(st.none() | st.sampled_from(["slow", "fast, please"])),
            left_on=left_on,
        )
        for place, person_id in enumerate(ids)
        for left_on in [draw(st.none() | _PAST_DAYS) if place % 3 == 2 else None]
    )


@st.composite
def _pattern(draw: st.DrawFn) -> Pattern:
    starts = draw(st.integers(0, 1_439))
    valid_from = draw(st.none() | _DAYS)
    valid_until = draw(st.none() | st.integers(0, 400))
    return Pattern(
        weekday=draw(st.integers(1, 7)),
        starts=starts,
        ends=draw(st.integers(starts + 1, 1_440)),
        time_zone=draw(st.sampled_from(_ZONES)),
        valid_from=valid_from,
        valid_until=None
        if valid_until is None
        else (valid_from or date(2027, 1, 1)) + timedelta(days=valid_until),
        format=draw(st.none() | st.sampled_from(["video", "on site"])),
    )


@st.composite
def _leave(draw: st.DrawFn) -> Leave:
    first = draw(_DAYS)
    return Leave(first, first + timedelta(days=draw(st.integers(0, 40))), draw(st.sampled_from(_ZONES)))


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """A bundle that is right; labels are unlike each other, so that a label names one skill."""
    people = draw(_people())
    ids = [person.id for person in people]
    staying = [person.id for person in people if person.left_on is None]
    skill_ids = draw(st.lists(st.sampled_from(_SKILLS), unique=True, min_size=1))
    skills = tuple(
        SkillRow(
            id=skill_id,
            label=f"Label {skill_id}",
            cluster=draw(st.none() | st.sampled_from(["Craft", "Art, fine"])),
            tier=draw(st.none() | st.sampled_from(["technical", "domain"])),
            definition=draw(st.none() | _WORDS),
            # Two texts that read as one label are one.
            aliases=tuple(
                sorted(f"{alias} {place}" for alias in draw(st.lists(_NAMES, max_size=3, unique_by=normalise)))
            ),
        )
        for place, skill_id in enumerate(skill_ids)
    )
    pairs = [(a, b) for place, a in enumerate(skill_ids) for b in skill_ids[place + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    # All of one kind: whether a related pair is also one above the other is tried elsewhere.
    kind = draw(st.sampled_from(["related", "broader"]))
    strengths = st.floats(0.001, 1.0)
    relations = tuple(RelationRow(a, b, draw(strengths), kind) for a, b in chosen)
    claimed = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(skill_ids)), unique=True))
    claims = tuple(
        ClaimRow(person_id, skill_id, draw(st.integers(0, 4)), draw(st.none() | _PAST_DAYS))
        for person_id, skill_id in claimed
    )
    goals = tuple(
        GoalRow(
            id=f"goal {number}",
            person_id=draw(st.sampled_from(staying)),
            targets=tuple(
                TargetRow(skill_id, draw(st.integers(1, 4)), draw(st.floats(0.001, 100.0)))
                for skill_id in sorted(draw(st.sets(st.sampled_from(skill_ids), min_size=1)))
            ),
            statement=draw(st.none() | _WORDS),
            due_on=draw(st.none() | _DAYS),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    windows = draw(st.lists(st.builds(AvailabilityRow, st.sampled_from(ids), _pattern()), unique=True, max_size=5))
    leaves = draw(st.lists(st.builds(LeaveRow, st.sampled_from(ids), _leave()), unique=True, max_size=3))
    # Whether a mentor has room for active ones is tried elsewhere.
    pairs_of_people = [(a, b) for a in ids for b in ids if a != b]
    matches = draw(st.lists(st.sampled_from(pairs_of_people), unique=True, max_size=3)) if pairs_of_people else []
    return Bundle(
        people,
        skills,
        relations,
        claims,
        goals,
        tuple(windows),
        leaves=tuple(leaves),
        matches=tuple(
            MatchRow(f"{a} with {b}", a, b, draw(st.none() | st.just(date(2000, 1, 1))), draw(_PAST_DAYS))
            for a, b in matches
        ),
    )


def write_files(bundle: Bundle, folder: Path, *, by_label: bool) -> None:
    """The bundle as CSV files; skills are named by id or by label."""
    labels = {row.id: row.label.upper() if by_label else row.id for row in bundle.skills}
    tables: dict[str, tuple[str, list[list[object]]]] = {
        "people": (
            "id name unit function reports_to time_zone languages mentoring places weekly_minutes formats pace left_on",
            [
                [
                    row.id,
                    row.name,
                    " > ".join(row.unit),
                    row.function,
                    row.reports_to,
                    row.time_zone,
                    ";".join(row.languages),
                    "yes" if row.mentoring else "no",
                    row.places,
                    row.weekly_minutes,
                    "|".join(row.formats),
                    row.pace,
                    row.left_on,
                ]
                for row in bundle.people
            ],
        ),
        "skills": (
            "id label cluster tier definition aliases",
            [
                [row.id, row.label, row.cluster, row.tier, row.definition, ";".join(row.aliases)]
                for row in bundle.skills
            ],
        ),
        "related": (
            "a b strength kind",
            [[labels[row.a], labels[row.b], repr(row.strength), row.kind] for row in bundle.relations],
        ),
        "person_skills": (
            "person_id skill level last_used_on",
            [[row.person_id, labels[row.skill_id], row.level, row.last_used_on] for row in bundle.claims],
        ),
        "goals": (
            "goal_id person_id skill target_level statement due_on weight",
            [
                [
                    row.id,
                    row.person_id,
                    labels[aim.skill_id],
                    aim.level,
                    row.statement,
                    row.due_on,
                    repr(aim.weight),
                ]
                for row in bundle.goals
                for aim in row.targets
            ],
        ),
        "availability": (
            "person_id weekday from until time_zone valid_from valid_until format",
            [
                [
                    row.person_id,
                    WEEKDAYS[row.pattern.weekday - 1],
                    clock(row.pattern.starts),
                    clock(row.pattern.ends),
                    row.pattern.time_zone,
                    row.pattern.valid_from,
                    row.pattern.valid_until,
                    row.pattern.format,
                ]
                for row in bundle.availability
            ],
        ),
        "leave": (
            "person_id first_day last_day time_zone",
            [
                [row.person_id, row.leave.first_day, row.leave.last_day, row.leave.time_zone]
                for row in bundle.leaves
            ],
        ),
        "matches": (
            "match_id mentor_id mentee_id started_on ended_on",
            [[row.id, row.mentor_id, row.mentee_id, row.started_on, row.ended_on] for row in bundle.matches],
        ),
    }
    for name, (header, rows) in tables.items():
        (folder / f"{name}.csv").write_text(as_csv([header.split(), *rows]), encoding="utf-8", newline="")
