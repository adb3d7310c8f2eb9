"""Every way to rank gives the same mentors, billionths, exact targets and minutes, DuckDB included."""

from datetime import date

from graphapi.availability.weeks import week_of
from graphapi.bench.dataset import Shape, person_id
from graphapi.bench.loading import load
from graphapi.bench.roads import pages, ways
from graphapi.graphdb.database import Database
from graphapi.matching.model import Question
from graphapi.rankindex.reading import read_all

_TODAY = date(2027, 3, 3)
_SHAPE = Shape(300, skills=200)


async def test_all_ways_give_the_same_pages(database: Database) -> None:
    await load(database, _SHAPE, _TODAY)
    ranked = await read_all(database)
    mentees = range(_SHAPE.people)
    shipped, *others = ways(database, ranked, _SHAPE, mentees)

    shown = 0
    for number in mentees:
        question = Question(
            person_id(number), minimum_shared_minutes=(60, 0, 30)[number % 3], week=week_of(_TODAY)
        )
        # One large page of everybody, and a few small ones of some.
        count, size = (3, 7) if number % 20 == 0 else (1, 100)
        expected = await pages(shipped, question, count, size)
        shown += len(expected)
        for way in others:
            assert await pages(way, question, count, size) == expected, (way.name, number)

    # Equal answers mean something only when there are some.
    assert shown > 10 * _SHAPE.people
