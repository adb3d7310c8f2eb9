"""Every way to rank gives the same mentors, billionths, exact targets and minutes, DuckDB included."""

from dataclasses import replace
from datetime import date

from graphapi_lab.bench import graph
from graphapi_lab.bench.dataset import Shape, person_id
from graphapi_lab.bench.equality import compare
from graphapi_lab.bench.loading import load, no_progress
from graphapi_lab.bench.roads import pages, ways

from graphapi.calendar.weeks import week_of
from graphapi.graphdb.database import Database
from graphapi.matching.measuring import hits_by_cypher
from graphapi.matching.model import Question
from graphapi.rankindex.reading import read_all

_TODAY = date(2027, 3, 3)
_WEEK = week_of(_TODAY)
# Few relations, so that not everything is near everything.
_SHAPE = Shape(300, skills=200, relations_a_skill=4)


async def test_all_ways_give_the_same_pages(database: Database) -> None:
    await load(database, _SHAPE, _TODAY)
    ranked = await read_all(database)
    mentees = range(_SHAPE.people)
    shipped, *others = ways(database, ranked, _SHAPE, mentees)

    shown = 0
    for number in mentees:
        question = Question(person_id(number), minimum_shared_minutes=(60, 0, 30)[number % 3], week=_WEEK)
        # One page of everybody, and small ones that join to the same of some.
        count, size = (3, 7) if number % 20 == 0 else (1, 21)
        expected = await pages(shipped, question, count, size)
        shown += len(expected)
        for way in others:
            assert await pages(way, question, count, size) == expected, (way.name, number)

    # Equal answers mean something only when there are some.
    assert shown > 10 * _SHAPE.people


async def test_the_comparison_finds_differences_and_only_those(database: Database) -> None:
    await load(database, _SHAPE, _TODAY)

    same = await compare(database, _SHAPE, 40, _WEEK, no_progress)
    # The goals of another map than the one that is stored.
    other = await compare(database, replace(_SHAPE, seed=8), 4, _WEEK, no_progress)

    assert (same.mentees, same.differences) == (40, ())
    assert same.mentors > 400
    assert {difference.split(" differs")[0] for difference in other.differences} == {
        "rank index, compiled",
        "rank index, numpy",
    }


async def test_the_shipped_query_looks_at_less_than_the_obvious_one(database: Database) -> None:
    shape = Shape(1_000, skills=500)
    await load(database, shape, _TODAY)

    for number in (10, 11, 500, 501):
        question = Question(person_id(number), week=_WEEK)
        shipped = await hits_by_cypher(database, question, _WEEK, 1, 21)
        obvious = await graph.hits_of_one_pattern(database, question, _WEEK, 1, 21)

        assert 0 < 2 * shipped < obvious
