"""What people say about their time, to the minutes that a ranking counts: on every road, and in the explanation."""

import pytest

from graphapi.availability.model import Pattern
from graphapi.availability.setting import set_availability
from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import MentorMatch, Question
from graphapi.matching.ranking import rank_mentors
from graphapi.rankindex.reading import read_all
from tests.editing import editor
from tests.matching.world import WEEK, Aim, Mentor, World, load
from tests.rankindex.asking import ROADS, goals_of, ranked_by

Said = dict[str, list[Pattern]]


def _at(text: str, zone: str = "Europe/Berlin", weekday: int = 1, name: str | None = None) -> Pattern:
    """A window from a text such as 09:15-09:45."""
    starts, ends = (int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-"))
    return Pattern(weekday, starts, ends, zone, format=name)


async def _ranked(
    database: Database, people: dict[str, Mentor], said: Said, minimum: int, session: int = 0
) -> dict[str, MentorMatch]:
    """Whom the mentee "a" finds, every road and the explanation agreeing."""
    world = World(["x"], [], {"a": Mentor(mentoring=False), **people}, {"g": Aim("a", {"x": (3, 1.0)})})
    await load(database, world)
    for person, patterns in said.items():
        await set_availability(editor(database, WEEK), person, patterns, [], 1)
    question = Question("a", None, minimum, WEEK, minimum_session_minutes=session)
    found = (await rank_mentors(database, question, WEEK)).matches
    rows = {(m.mentor_id, m.shared_minutes) for m in found}
    ranked = await read_all(database)
    for road in ROADS:
        by_road = ranked_by(road, ranked, "a", goals_of(world, "a"), minimum, session=session)
        assert {(mentor, minutes) for mentor, _, _, minutes in by_road} == rows, road.name
    for person in people:
        explained = await explain_match(database, question, person, WEEK)
        assert (explained.rank is not None) == (person in {mentor for mentor, _ in rows})
    return {match.mentor_id: match for match in found}


@pytest.mark.parametrize(
    ("mentee", "mentor", "minutes", "longest", "spans"),
    [
        (
            [_at("09:00-10:00", "Asia/Kathmandu")],
            [_at("09:00-10:00", "Asia/Kathmandu")],
            60,
            60,
            [(195, 210), (210, 240), (240, 255)],
        ),
        ([_at("09:15-10:15")], [_at("09:15-10:15")], 60, 60, [(495, 510), (510, 540), (540, 555)]),
        ([_at("09:15-09:45")], [_at("09:00-10:00")], 30, 30, [(495, 510), (510, 525)]),
        (
            [_at("09:00-09:30"), _at("17:00-17:30", weekday=4)],
            [_at("09:00-09:30"), _at("17:00-17:30", weekday=4)],
            60,
            30,
            [(480, 510), (5280, 5310)],
        ),
        # Several pieces of one half-hour.
        (
            [_at("09:00-09:10"), _at("09:20-09:30")],
            [_at("09:05-09:25")],
            10,
            5,
            [(485, 490), (500, 505)],
        ),
    ],
)
async def test_minutes_are_exact(
    database: Database,
    mentee: list[Pattern],
    mentor: list[Pattern],
    minutes: int,
    longest: int,
    spans: list[tuple[int, int]],
) -> None:
    people = {"m": Mentor({"x": 4})}
    found = (await _ranked(database, people, {"a": mentee, "m": mentor}, minutes))["m"]

    assert (found.shared_minutes, found.longest_shared_minutes) == (minutes, longest)
    assert [(piece.starts, piece.ends) for piece in found.slots] == spans
    with_more = Question("a", None, minutes + 1, WEEK)
    assert (await rank_mentors(database, with_more, WEEK)).matches == ()
    for session, is_found in ((longest, True), (longest + 1, False)):
        question = Question("a", None, 0, WEEK, minimum_session_minutes=session)
        assert bool((await rank_mentors(database, question, WEEK)).matches) == is_found


async def _broken(database: Database, person: str, minimum: int, session: int = 0) -> dict[str, str | None]:
    question = Question("a", None, minimum, WEEK, minimum_session_minutes=session)
    explained = await explain_match(database, question, person, WEEK)
    return {rule.rule: rule.remedy for rule in explained.rules if not rule.holds}


async def test_formats_that_disagree_and_too_few_weekly_minutes_exclude_by_name(database: Database) -> None:
    video = [_at("09:00-11:00", name="video")]
    holds = {"x": 4}
    people = {
        "ten": Mentor(holds, weekly_minutes=10),
        "zero": Mentor(holds, weekly_minutes=0),
        "sixty": Mentor(holds, weekly_minutes=60),
        "in person": Mentor(holds),
        "any": Mentor(holds),
        "full": Mentor(holds, places=0),
        "fine": Mentor(holds),
    }
    said = {
        **dict.fromkeys(people, video),
        "a": video,
        "in person": [_at("09:00-11:00", name="in person")],
        "any": [_at("09:00-11:00")],
    }

    found = await _ranked(database, people, said, 60)

    assert {mentor: match.shared_minutes for mentor, match in found.items()} == dict.fromkeys(
        ("sixty", "any", "fine"), 120
    )
    assert {slot.formats for slot in found["any"].slots} == {("video",)}
    broken = {person: await _broken(database, person, 60) for person in people}
    assert {person: set(rules) for person, rules in broken.items()} == {
        "ten": {"WEEKLY_MINUTES"},
        "zero": {"WEEKLY_MINUTES"},
        "sixty": set(),
        "in person": {"SHARED_FORMAT"},
        "any": set(),
        "full": {"FREE_PLACE"},
        "fine": set(),
    }
    assert broken["ten"]["WEEKLY_MINUTES"] == (
        "The mentor must give at least 60 minutes a week. Or ask for at most 10 minutes."
    )
    assert broken["in person"]["SHARED_FORMAT"] == (
        "One of them must accept the other's format, or any, in 60 more of these minutes, or both must accept "
        "asynchronous mentoring. Or ask for at most 0 shared minutes."
    )


async def test_a_mentee_s_weekly_minutes_are_what_they_give_and_limit_nothing(database: Database) -> None:
    hour = [_at("09:00-10:00")]
    await _ranked(database, {"m": Mentor({"x": 4})}, {"a": hour, "m": hour}, 60)
    await database.write(
        "tests/limit", lambda tx: tx.run_text("MATCH (p:Person {id: 'a'}) SET p.weeklyMinutes = 0")
    )
    assert len((await rank_mentors(database, Question("a", None, 60, WEEK), WEEK)).matches) == 1


async def test_a_meeting_needs_its_time_in_one_piece_and_in_one_format(database: Database) -> None:
    people = {name: Mentor({"x": 4}) for name in ("split", "changing", "whole")}
    said = {
        "a": [_at("09:00-10:00"), _at("12:00-12:30")],
        "split": [_at("09:00-09:30"), _at("12:00-12:30")],
        "changing": [_at("09:00-09:30", name="video"), _at("09:30-10:00", name="in person")],
        "whole": [_at("09:10-09:55")],
    }

    assert set(await _ranked(database, people, said, 30, session=45)) == {"whole"}
    assert await _broken(database, "split", 30, 45) == {
        "SESSION_TIME": "They must be free together for 45 minutes without a gap, in one format, or both must "
        "accept asynchronous mentoring. Or ask for a meeting of at most 30 minutes."
    }
    assert set(await _broken(database, "changing", 60, 45)) == {"SESSION_TIME"}
    assert set(await _broken(database, "whole", 60, 45)) == {"SHARED_TIME"}


async def test_who_meets_asynchronously_needs_no_session_but_the_minutes_a_week(database: Database) -> None:
    both = ("asynchronous",)
    people = {"m": Mentor({"x": 4}, formats=both), "n": Mentor({"x": 4}, formats=both, weekly_minutes=30)}
    await _ranked(database, people, {}, 60)
    await database.write(
        "tests/accept", lambda tx: tx.run_text("MATCH (p:Person {id: 'a'}) SET p.formats = ['asynchronous']")
    )
    question = Question("a", None, 60, WEEK, minimum_session_minutes=60)
    assert [match.mentor_id for match in (await rank_mentors(database, question, WEEK)).matches] == ["m"]
    assert set(await _broken(database, "n", 60, 60)) == {"WEEKLY_MINUTES"}


async def test_a_session_outside_of_what_is_derived_is_refused(database: Database) -> None:
    hour = [_at("09:00-10:00")]
    await _ranked(database, {"m": Mentor({"x": 4})}, {"a": hour, "m": hour}, 60)
    far = WEEK.replace(year=WEEK.year + 5)
    with pytest.raises(InvalidInput, match="does not include"):
        await rank_mentors(database, Question("a", None, 0, far, minimum_session_minutes=30), WEEK)
    assert len((await rank_mentors(database, Question("a", None, 0, far), WEEK)).matches) == 1
