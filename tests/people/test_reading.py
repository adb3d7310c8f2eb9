"""People as they are read: by id, in pages by name, and what they can."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.database import Database
from graphapi.people.model import HeldSkill, NamePlace, PeopleFilter, Person
from graphapi.people.reading import page_of_people, people_by_id, skills_of
from graphapi.text import folded_name
from tests.conftest import empty
from tests.examples import examples
from tests.people.builders import a_person, a_skill


async def test_a_person_is_read_with_everything_said(database: Database) -> None:
    # given
    await a_person(database, "boss", unit=["Company", "Engineering"])
    await a_person(
        database,
        "ada",
        name="Ada Lovelace",
        unit=["Company", "Engineering", "Platform"],
        function="Engineer",
        reports_to="boss",
        timeZone="Europe/London",
        languages=["en", "fr"],
        formats=["video"],
        pace="steady",
        weeklyMinutes=90,
        matches=2,
    )
    # when
    people = await people_by_id(database, ["ada", "nobody", "boss", "ada"])
    # then
    assert people == {
        "ada": Person(
            id="ada",
            name="Ada Lovelace",
            unit=("Company", "Engineering", "Platform"),
            function="Engineer",
            manager_id="boss",
            time_zone="Europe/London",
            languages=("en", "fr"),
            formats=("video",),
            pace="steady",
            mentoring=True,
            places=3,
            places_taken=2,
            weekly_minutes=90,
            left_on=None,
            attributes=(),
            revision=1,
        ),
        "boss": Person(
            id="boss",
            name="Boss",
            unit=("Company", "Engineering"),
            function=None,
            manager_id=None,
            time_zone=None,
            languages=(),
            formats=(),
            pace=None,
            mentoring=True,
            places=3,
            places_taken=0,
            weekly_minutes=None,
            left_on=None,
            attributes=(),
            revision=1,
        ),
    }


async def test_skills_come_best_first_and_bounded(database: Database) -> None:
    await a_skill(database, "a", "b", "c")
    await a_person(database, "ada", skills={"a": 1, "b": 4, "c": 4})
    await a_person(database, "bob")
    held = await skills_of(database, ["ada", "bob"], limit=2)
    assert held == {
        "ada": (HeldSkill("ada", "b", 4, None, 1), HeldSkill("ada", "c", 4, None, 1)),
        "bob": (),
    }


async def test_pages_follow_names_then_ids(database: Database) -> None:
    # given two people of one name
    for id, name in (("3", "Eve"), ("2", "Ada"), ("1", "Eve"), ("4", "Bob")):
        await a_person(database, id, name=name)
    # when
    first = await page_of_people(database, first=3)
    last = first.people[-1]
    second = await page_of_people(database, first=3, after=NamePlace(last.name, last.id))
    # then
    assert [person.id for person in first.people] == ["2", "4", "1"]
    assert first.has_next
    assert [person.id for person in second.people] == ["3"]
    assert not second.has_next


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PeopleFilter(name="  LOVE "), ["ada"]),
        (PeopleFilter(name="zoë"), ["zoe"]),
        (PeopleFilter(name=unicodedata.normalize("NFD", "zoë")), ["zoe"]),
        (PeopleFilter(name="   "), ["ada", "zoe"]),
        (PeopleFilter(name="%"), []),
        (PeopleFilter(unit="Company"), ["ada", "zoe"]),
        (PeopleFilter(unit="Platform"), ["ada"]),
        (PeopleFilter(skill_id="rust"), ["ada", "zoe"]),
        (PeopleFilter(skill_id="rust", minimum_level=3), ["ada"]),
        (PeopleFilter(skill_id="rust", minimum_level=4), []),
        (PeopleFilter(skill_id="go"), []),
        (PeopleFilter(skill_id="go", minimum_level=0), ["zoe"]),
        (PeopleFilter(name="zoë", unit="Company", skill_id="rust"), ["zoe"]),
    ],
)
async def test_filters_must_all_hold(database: Database, wanted: PeopleFilter, found: list[str]) -> None:
    await a_skill(database, "rust", "go")
    await a_person(database, "ada", name="Ada Lovelace", unit=["Company", "Platform"], skills={"rust": 3})
    await a_person(database, "zoe", name="ZOË", unit=["Company"], skills={"rust": 2, "go": 0})
    page = await page_of_people(database, wanted)
    assert [person.id for person in page.people] == found


@pytest.mark.parametrize("first", [0, -1, 101, 1_000_000])
async def test_a_page_out_of_bounds_is_refused(database: Database, first: int) -> None:
    with pytest.raises(InvalidInput, match="between 1 and 100"):
        await page_of_people(database, first=first)


@pytest.mark.parametrize(
    ("wanted", "error", "path"),
    [
        (PeopleFilter(skill_id="nothing"), NotFound, "skillId"),
        (PeopleFilter(unit="Nowhere"), NotFound, "unit"),
        (PeopleFilter(skill_id="rust", minimum_level=5), InvalidInput, "minimumLevel"),
        (PeopleFilter(name="x" * 10_000), InvalidInput, "name"),
        (PeopleFilter(name="a\x00b"), InvalidInput, "name"),
        (PeopleFilter(unit="\ud800"), InvalidInput, "unit"),
    ],
)
async def test_a_filter_that_cannot_be_met_says_why(
    database: Database, wanted: PeopleFilter, error: type[Exception], path: str
) -> None:
    await a_skill(database, "rust")
    with pytest.raises(error) as refused:
        await page_of_people(database, wanted)
    assert getattr(refused.value, "path") == (path,)  # noqa: B009 - both kinds of error have one


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.text(st.sampled_from("aAbBzéÉø\ufffd𝒳𐐨 "), min_size=1, max_size=3), min_size=1, max_size=12),
    levels=st.lists(st.integers(0, 4), min_size=12, max_size=12),
    first=st.integers(1, 5),
    minimum=st.integers(0, 4),
)
async def test_walking_the_pages_visits_everybody_once(
    database: Database, names: list[str], levels: list[int], first: int, minimum: int
) -> None:
    # given people of whom some share a name
    await empty(database)
    await a_skill(database, "rust")
    ends = ["p", "\ufffd", "\U0001f600"]
    people = {f"{ends[number % len(ends)]}{number}": (name, levels[number]) for number, name in enumerate(names)}
    for id, (name, level) in people.items():
        await a_person(database, id, name=name, skills={"rust": level})
    # when all pages are read
    for wanted, expected, encoding in (
        (PeopleFilter(), set(people), "utf-8"),
        (
            PeopleFilter(skill_id="rust", minimum_level=minimum),
            {id for id, (_, level) in people.items() if level >= minimum},
            "utf-16-be",
        ),
    ):
        seen: list[Person] = []
        has_next, after = True, None
        while has_next:
            page = await page_of_people(database, wanted, first=first, after=after)
            assert len(page.people) == first or not page.has_next
            seen.extend(page.people)
            has_next = page.has_next
            after = NamePlace(seen[-1].name, seen[-1].id) if seen else None
        # then each was there once, in order; beyond the first plane that of holders is the one of UTF-16
        in_order = sorted(
            (*(text.encode(encoding) for text in (folded_name(people[id][0]), people[id][0], id)), id)
            for id in expected
        )
        assert [person.id for person in seen] == [id for *_, id in in_order]
