"""Days off, pairs who work together already, and people who leave, from files."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graphapi.availability.setting import availability_of
from graphapi.checking import check_map
from graphapi.graphdb.database import Database
from graphapi.importing.applying import ImportReport, Sizes, apply_import
from graphapi.importing.options import AS_WRITTEN
from graphapi.importing.planning import plan_import
from graphapi.importing.problems import ImportRefused
from graphapi.importing.reading import read_bundle
from tests.editing import editor
from tests.graph_state import graph_state
from tests.importing.folders import TODAY, a_folder, import_folder, some_skills
from tests.people.builders import values

_THREE = "id,name,places,time_zone\nada,Ada,2,Europe/Berlin\nbo,Bo,1,UTC\ncy,Cy,3,UTC\n"
_MATCHES = (
    "MATCH (a)<-[:MENTOR]-(m:Match)-[:MENTEE]->(b) RETURN a.id + ' ' + b.id + ' ' + m.status AS x ORDER BY x"
)


def _counts(report: ImportReport, kind: str) -> tuple[int, int, int, int]:
    return next(
        (each.created, each.changed, each.removed, each.unchanged)
        for each in report.differences
        if each.kind == kind
    )


async def test_leave_is_read_in_the_zone_of_the_person_and_replaced_as_a_whole(
    database: Database, tmp_path: Path
) -> None:
    # given
    folder = a_folder(
        tmp_path,
        people=_THREE,
        availability="person_id,weekday,from,until\nada,mon,9:00,12:00\nbo,mon,9:00,12:00\n",
        leave="person_id,first_day,last_day\nada,2027-03-08,2027-03-14\nada,2027-05-01,2027-05-01\nbo,2027-03-08,"
        "2027-03-08\n",
    )
    # when
    report = await import_folder(database, folder)
    # then
    assert _counts(report, "leave") == (3, 0, 0, 0)
    of_ada = (await availability_of(database, ["ada"]))["ada"]
    assert [(leave.first_day, leave.last_day, leave.time_zone) for leave in of_ada.leaves] == [
        (date(2027, 3, 8), date(2027, 3, 14), "Europe/Berlin"),
        (date(2027, 5, 1), date(2027, 5, 1), "Europe/Berlin"),
    ]
    assert (await check_map(database)).right
    # and none of it is free time
    free = "MATCH (:Person {id: 'ada'})-[f:FREE]->() WHERE f.from <= date('2027-03-08') < f.until RETURN count(f) AS n"
    assert await values(database, free) == [0]
    # and again nothing changes
    before = await graph_state(database)
    await import_folder(database, folder)
    assert await graph_state(database) == before
    # when ada's leave is another, and bo has none
    (tmp_path / "leave.csv").write_text("person_id,first_day,last_day\nada,2027-05-01,2027-05-01\nbo,,\n")
    report = await import_folder(database, folder)
    # then
    assert _counts(report, "leave") == (0, 0, 2, 1)
    assert (await values(database, free))[0] > 0
    assert (await check_map(database)).right
    # and a file that does not speak of leave leaves it alone
    (tmp_path / "leave.csv").unlink()
    await import_folder(database, folder)
    assert await values(database, "MATCH (l:Leave) RETURN count(l) AS n") == [1]


async def test_pairs_of_before_and_of_now_are_matches(database: Database, tmp_path: Path) -> None:
    # given
    folder = a_folder(
        tmp_path,
        people=_THREE,
        matches="mentor_id,mentee_id,started_on,ended_on\nada,bo,2026-10-01,\nada,cy,2025-01-10,2025-06-30\n",
    )
    # when
    report = await import_folder(database, folder)
    # then
    assert _counts(report, "matches") == (2, 0, 0, 0)
    assert await values(database, _MATCHES) == ["ada bo active", "ada cy ended"]
    assert await values(database, "MATCH (p:Person {id: 'ada'}) RETURN p.placesTaken AS n") == [1]
    assert (await check_map(database)).right
    before = await graph_state(database)
    await import_folder(database, folder)
    assert await graph_state(database) == before
    # when the first one ends, without its id
    (tmp_path / "matches.csv").write_text("mentor_id,mentee_id,ended_on\nada,bo,2027-02-01\n")
    report = await import_folder(database, folder)
    # then
    assert _counts(report, "matches") == (0, 1, 0, 0)
    assert await values(database, "MATCH (m:Match) RETURN m.startedOn AS d ORDER BY d")
    assert await values(database, "MATCH (p:Person {id: 'ada'}) RETURN p.placesTaken AS n") == [0]
    assert await values(database, _MATCHES) == ["ada bo ended", "ada cy ended"]
    assert (await check_map(database)).right


async def test_a_large_import_brings_matches_with_both_of_their_people(database: Database, tmp_path: Path) -> None:
    # given mentors who come after their mentees, and before
    people = "".join(f"p{number:02},P\n" for number in range(30))
    pairs = "".join(f"p{(number * 7 + 3) % 30:02},p{number:02}\n" for number in range(30))
    folder = a_folder(tmp_path, people="id,name\n" + people, matches="mentor_id,mentee_id\n" + pairs)
    # when
    plan = await plan_import(database, await read_bundle(database, folder, today=TODAY))
    await apply_import(editor(database, TODAY), plan, sizes=Sizes(at_once=10, a_part=20))
    # then
    assert await values(database, "MATCH (m:Match {status: 'active'}) RETURN count(m) AS n") == [30]
    assert await values(database, "MATCH (p:Person) RETURN sum(p.placesTaken) AS n") == [30]
    assert (await check_map(database)).right
    plan = await plan_import(database, await read_bundle(database, folder, today=TODAY))
    assert not plan.changes_anything


_REFUSED = {
    "more than places": (
        "mentor_id,mentee_id\nbo,ada\nbo,cy\n",
        "line 3, mentor_id: with these bo has 2 active matches, but places for 1",
    ),
    "oneself": ("mentor_id,mentee_id\nada,ada\n", "line 2, mentee_id: ada cannot be their own mentor"),
    "twice": ("mentor_id,mentee_id\nada,bo\nada,bo\n", "line 3: this match is already in line 2"),
    "two active": (
        "mentor_id,mentee_id,started_on\nada,bo,2026-01-01\nada,bo,2026-02-01\n",
        "line 3: this pair already has an active match in line 2",
    ),
    "unknown": ("mentor_id,mentee_id\nada,bob\n", "line 2, mentee_id: there is no person with the id bob"),
    "backwards": (
        "mentor_id,mentee_id,started_on,ended_on\nada,bo,2026-01-02,2026-01-01\n",
        "line 2, ended_on: 2026-01-01 comes before 2026-01-02, when the match began",
    ),
    "to come": (
        "mentor_id,mentee_id,started_on\nada,bo,2028-01-02\n",
        "line 2, started_on: 2028-01-02 is in the future",
    ),
}


@pytest.mark.parametrize("case", _REFUSED)
async def test_a_match_that_cannot_be_is_refused(case: str, database: Database, tmp_path: Path) -> None:
    text, expected = _REFUSED[case]

    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, a_folder(tmp_path, people=_THREE, matches=text), today=TODAY)

    assert expected in refused.value.message
    assert refused.value.total == 1


async def test_a_match_keeps_its_people_and_an_ended_one_stays(database: Database, tmp_path: Path) -> None:
    # given
    folder = a_folder(
        tmp_path, people=_THREE, matches="match_id,mentor_id,mentee_id,ended_on\nm,ada,bo,2026-01-01\n"
    )
    await import_folder(database, folder)
    # when
    (tmp_path / "matches.csv").write_text("match_id,mentor_id,mentee_id,ended_on\nm,ada,bo,\n")
    report = await import_folder(database, folder)
    # then
    assert report.warnings == ("Ended matches are not changed: m.",)
    assert await values(database, _MATCHES) == ["ada bo ended"]
    # and
    (tmp_path / "matches.csv").write_text("match_id,mentor_id,mentee_id\nm,ada,cy\n")
    with pytest.raises(ImportRefused, match="the match m is already that of ada with bo"):
        await read_bundle(database, folder)


async def test_whoever_left_mentors_nobody_and_gets_neither_goals_nor_matches(
    database: Database, tmp_path: Path
) -> None:
    # given
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        people=_THREE,
        goals="goal_id,person_id,skill,target_level\ng,ada,go,2\n",
        matches="mentor_id,mentee_id\nada,bo\n",
    )
    await import_folder(database, folder)
    # when ada has left, while the other files are as they were and have something new about her
    (tmp_path / "people.csv").write_text(
        "id,name,mentoring,left_on\nada,Ada,yes,2027-02-26\nbo,Bo,yes,\ncy,Cy,yes,\n"
    )
    (tmp_path / "goals.csv").write_text("goal_id,person_id,skill,target_level\ng,ada,go,2\nh,ada,py,2\n")
    (tmp_path / "matches.csv").write_text("mentor_id,mentee_id\nada,bo\nada,cy\n")
    report = await import_folder(database, folder)
    # then
    assert await values(
        database, "MATCH (p:Person {id: 'ada'}) RETURN [p.mentoring, toString(p.leftOn)] AS x"
    ) == [[False, "2027-02-26"]]
    assert await values(database, _MATCHES) == ["ada bo ended"]
    assert await values(database, "MATCH (g:Goal) RETURN g.id + ' ' + g.status AS x") == ["g closed"]
    assert "People who have left get no goals: h." in report.warnings
    assert any(warning.startswith("Matches of people who have left are not active") for warning in report.warnings)
    assert (await check_map(database)).right
    # and the same files change nothing more
    before = await graph_state(database)
    await import_folder(database, folder)
    assert await graph_state(database) == before


async def test_goals_bring_their_past(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    header = "goal_id,person_id,skill,target_level,stated_on,closed_on,outcome\n"
    folder = a_folder(
        tmp_path,
        goals=header + "old,ada,go,2,2026-01-10,2026-06-30,Achieved\nnow,ada,py,2,2026-09-01,,\nsoon,bo,py,2,,,\n",
    )
    stored = (
        "MATCH (g:Goal) RETURN [g.id, g.status, g.outcome, toString(g.statedOn), toString(g.closedOn)] AS x "
        "ORDER BY g.id"
    )
    # when
    await import_folder(database, folder)
    # then
    found = await values(database, stored)
    assert found[:2] == [
        ["now", "active", None, "2026-09-01", None],
        ["old", "closed", "achieved", "2026-01-10", "2026-06-30"],
    ]
    before = await graph_state(database)
    await import_folder(database, folder)
    assert await graph_state(database) == before
    # when one is reached
    (tmp_path / "goals.csv").write_text(header + "now,ada,py,2,,2027-02-01,achieved\n")
    await import_folder(database, folder)
    # then
    assert (await values(database, stored))[0] == ["now", "closed", "achieved", "2026-09-01", "2027-02-01"]
    # and a file without outcomes leaves it closed, without a word
    (tmp_path / "goals.csv").write_text("goal_id,person_id,skill,target_level\nnow,ada,py,2\n")
    assert (await import_folder(database, folder)).warnings == ()
    # and one that says it is pursued is told that it is not
    (tmp_path / "goals.csv").write_text(header + "now,ada,py,2,,,\n")
    assert (await import_folder(database, folder)).warnings == ("Closed goals are not changed: now.",)


async def test_a_goal_that_is_closed_needs_an_outcome_after_it_was_stated(
    database: Database, tmp_path: Path
) -> None:
    await some_skills(database)
    header = "goal_id,person_id,skill,target_level,stated_on,closed_on,outcome\n"
    text = header + "a,ada,go,2,,2026-06-30,\nb,ada,go,2,2026-07-01,2026-06-30,achieved\n"

    with pytest.raises(ImportRefused) as refused:
        await read_bundle(database, a_folder(tmp_path, goals=text), today=TODAY)

    assert (
        "line 2, outcome: the goal is closed, but without an outcome: say achieved or aband"
        in refused.value.message
    )
    assert (
        "line 3, closed_on: 2026-06-30 comes before 2026-07-01, when the goal was stated" in refused.value.message
    )


async def test_a_complete_file_lets_a_few_leave(database: Database, tmp_path: Path) -> None:
    # given
    folder = a_folder(tmp_path, people=_THREE)
    await import_folder(database, folder)
    (tmp_path / "people.csv").write_text("id,name\nbo,Bo\n")
    complete = replace(AS_WRITTEN, complete=True)
    # when nobody may leave
    bundle = await read_bundle(database, folder, today=TODAY, options=complete)
    # then it is only said
    assert bundle.leaving == ()
    assert "2 people of the map are not in people.csv: ada, cy. --let-leave N lets them leave." in bundle.warnings
    # when fewer may leave
    with pytest.raises(ImportRefused, match="are not in the file, and at most 1 may leave: ada, cy"):
        await read_bundle(database, folder, today=TODAY, options=replace(complete, most_leaving=1))
    # when all of them may
    bundle = await read_bundle(database, folder, today=TODAY, options=replace(complete, most_leaving=2))
    await apply_import(editor(database, TODAY), await plan_import(database, bundle))
    # then
    left = "MATCH (p:Person) WHERE p.leftOn IS NOT NULL AND NOT p.mentoring RETURN p.id AS id ORDER BY id"
    assert await values(database, left) == ["ada", "cy"]
    assert (await check_map(database)).right
    # and nothing is concluded from a file that is not there
    (tmp_path / "people.csv").rename(tmp_path / "people")
    (tmp_path / "skills.csv").write_text("id,label\nzz,Zz\n")
    with pytest.raises(ImportRefused, match=r"people\.csv: a complete import needs this file"):
        await read_bundle(database, folder, today=TODAY, options=replace(complete, most_leaving=9))
    (tmp_path / "people").rename(tmp_path / "people.csv")
    # and nobody is missing any more
    assert not (await read_bundle(database, folder, today=TODAY, options=complete)).warnings
