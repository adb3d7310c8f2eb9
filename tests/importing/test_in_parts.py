"""A large import comes in parts of whole people, and one that is stopped is finished by the same import."""

from dataclasses import replace
from pathlib import Path

import pytest

from graphapi.checking import check_map, repair_map
from graphapi.graphdb.database import Database
from graphapi.importing.applying import ImportReport, Sizes, apply_import
from graphapi.importing.errors import ImportOutdated, ImportStopped
from graphapi.importing.finishing import finish_imports, give_up_imports, unfinished_imports
from graphapi.importing.model import no_progress
from graphapi.importing.planning import plan_import
from graphapi.importing.reading import read_bundle
from graphapi.people.declaring import declare_skill_level
from tests.conftest import empty
from tests.editing import editor
from tests.importing.folders import TODAY, a_folder, plan_folder, some_skills
from tests.importing.shape import shape_of
from tests.importing.towns import a_town, an_other_town
from tests.people.builders import a_person, values

SMALL_PARTS = Sizes(at_once=50, a_part=120, relations=1_000)


class Stopped(Exception):
    """Stands for whatever ends a process."""


async def _import(
    database: Database, folder: Path, sizes: Sizes = SMALL_PARTS, stop_at: str = "", times: int = 1
) -> ImportReport:
    """Imports the folder; with `stop_at`, raises Stopped when that stage is told of for that many times."""
    left = times

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal left
        if stage == stop_at:
            left -= 1
            if not left:
                raise Stopped

    return await apply_import(editor(database, TODAY), await plan_folder(database, folder), progress, sizes)


async def test_in_parts_or_at_once_it_is_the_same_map(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_town(tmp_path)
    at_once = await _import(database, folder, Sizes())
    expected = await shape_of(database)
    await empty(database)
    await some_skills(database)
    # when
    in_parts = await _import(database, folder)
    # then
    assert await shape_of(database) == expected
    assert in_parts == at_once
    assert in_parts.policy_version == 1
    assert (await check_map(database)).right
    assert not await unfinished_imports(database)


async def test_over_what_is_there_it_is_the_same_map_too(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    first, second = a_town(tmp_path / "first"), an_other_town(tmp_path / "second")
    await _import(database, first, Sizes())
    await _import(database, second, Sizes())
    expected = await shape_of(database)
    await empty(database)
    await some_skills(database)
    # when
    await _import(database, first)
    await _import(database, second)
    # then
    assert await shape_of(database) == expected
    assert (await check_map(database)).right
    # and when it comes again
    again = await _import(database, second)
    assert all(not (kind.created or kind.changed or kind.removed) for kind in again.differences)
    assert await shape_of(database) == expected


@pytest.mark.parametrize(
    ("stop_at", "times"),
    [("relating skills", 1), ("writing people", 1), ("writing people", 3), ("counting holders", 1)],
)
async def test_one_that_was_stopped_goes_on(database: Database, tmp_path: Path, stop_at: str, times: int) -> None:
    # given
    await some_skills(database)
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    first, second = a_town(tmp_path / "first"), an_other_town(tmp_path / "second")
    await _import(database, first)
    await _import(database, second)
    expected = await shape_of(database)
    await empty(database)
    await some_skills(database)
    # when both are stopped in the middle, and imported again
    for folder in (first, second):
        with pytest.raises(Stopped):
            await _import(database, folder, stop_at=stop_at, times=times)
        # then the map says so
        (unfinished,) = await unfinished_imports(database)
        assert (unfinished.written == 0) == (stop_at == "relating skills")
        report = await check_map(database)
        assert not report.right
        assert "is unfinished" in report.imports[0]
        # and everything that is said of somebody is there, or nothing
        assert not report.free_time
        await _import(database, folder)
    assert await shape_of(database) == expected
    assert (await check_map(database)).right


async def test_nobody_is_seen_in_part(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_town(tmp_path)
    # when
    with pytest.raises(Stopped):
        await _import(database, folder, stop_at="writing people", times=2)
    # then whoever is there has a manager, claims, windows and time
    seen = await values(
        database,
        "MATCH (p:Person) RETURN [COUNT { (p)-[:HAS]->() }, COUNT { (p)-[:KEEPS]->() }, COUNT { (p)-[:FREE]->() }, "
        "COUNT { (p)-[:WORKS_IN]->() }, COUNT { (p)-[:REPORTS_TO]->() } + CASE p.id WHEN 'p39' THEN 1 ELSE 0 END, "
        "COUNT { (p)-[:PURSUES]->()-[:TARGETS]->() }] AS counts",
    )
    assert 0 < len(seen) < 40
    assert all(counts == [2, 2, 4, 1, 1, 1] for counts in seen), seen


async def test_what_needs_no_files_is_finished_without_them(database: Database, tmp_path: Path) -> None:
    # given one that was stopped when everybody was there
    await some_skills(database)
    with pytest.raises(Stopped):
        await _import(database, a_town(tmp_path), stop_at="counting holders")
    assert (
        (await check_map(database))
        .imports[0]
        .endswith("all people are written, but not everything derived from them.")
    )
    # when
    assert await finish_imports(editor(database))
    # then
    assert (await check_map(database)).right
    assert await values(database, "MATCH (p:Policy) RETURN max(p.people) AS n") == [40]
    assert not await finish_imports(editor(database))


async def test_repairing_derives_but_leaves_people_to_their_files(database: Database, tmp_path: Path) -> None:
    # given one that was stopped before what relations imply was derived
    await some_skills(database)
    with pytest.raises(Stopped):
        await _import(database, a_town(tmp_path), stop_at="relating skills")
    # when
    await repair_map(editor(database, TODAY))
    # then
    report = await check_map(database)
    assert (report.differences, len(report.imports)) == ((), 1)
    assert "0 of 40 people are written" in report.imports[0]
    # and when it is given up
    assert await give_up_imports(editor(database)) == 1
    assert (await check_map(database)).right


async def test_another_import_in_between_leaves_the_stopped_one_to_its_files(
    database: Database, tmp_path: Path
) -> None:
    # given
    await some_skills(database)
    (tmp_path / "first").mkdir()
    (tmp_path / "other").mkdir()
    folder = a_town(tmp_path / "first")
    with pytest.raises(Stopped):
        await _import(database, folder, stop_at="writing people")
    # when
    await _import(database, a_folder(tmp_path / "other"), Sizes())
    # then
    assert len(await unfinished_imports(database)) == 1
    await _import(database, folder)
    assert (await check_map(database)).right
    assert await values(database, "MATCH (p:Person) RETURN count(p) AS n") == [42]


async def test_an_edit_in_between_stops_it_and_the_next_run_goes_on(database: Database, tmp_path: Path) -> None:
    # given a plan that changes what somebody edits meanwhile
    await some_skills(database)
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    await _import(database, a_town(tmp_path / "first"))
    second = an_other_town(tmp_path / "second")
    plan = await plan_folder(database, second)
    await declare_skill_level(editor(database), "p05", "py", 1, today=TODAY, expected_revision=1)
    # when
    with pytest.raises(ImportStopped, match="The map has changed in the meantime") as stopped:
        await apply_import(editor(database, TODAY), plan, no_progress, SMALL_PARTS)
    # then
    assert stopped.value.left > 0
    await _import(database, second)
    assert (await check_map(database)).right
    # and one that another import overtook has not begun
    with pytest.raises(ImportOutdated):
        await apply_import(editor(database, TODAY), replace(plan, imports_before=0), no_progress, SMALL_PARTS)


async def test_a_bundle_without_files_is_known_again(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    bundle = replace(await read_bundle(database, a_town(tmp_path), today=TODAY), fingerprint="")

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "writing people":
            raise Stopped

    # when
    with pytest.raises(Stopped):
        await apply_import(editor(database, TODAY), await plan_import(database, bundle), stop, SMALL_PARTS)
    # then
    plan = await plan_import(database, bundle)
    assert plan.resumes
    await apply_import(editor(database, TODAY), plan, no_progress, SMALL_PARTS)
    assert not await unfinished_imports(database)


async def test_windows_of_people_who_were_there_are_derived_in_parts(database: Database, tmp_path: Path) -> None:
    for number in range(40):
        await a_person(database, f"p{number:02}", timeZone="UTC")
    await some_skills(database)
    await _import(database, a_town(tmp_path))
    assert (await check_map(database)).right


async def test_windows_that_fill_no_half_hour_are_derived_to_the_minute(
    database: Database, tmp_path: Path
) -> None:
    # given what people say at quarter-hours, in an odd zone, and in one format only
    folder = a_folder(
        tmp_path,
        people="id,name,time_zone\nodd,Odd,UTC\nfar,Far,Asia/Kathmandu\nseen,Seen,UTC\n",
        availability="person_id,weekday,from,until,format\nodd,Monday,09:15,09:45,\nodd,Monday,09:50,10:00,\n"
        "far,Monday,09:00,10:00,\nseen,Monday,09:00,09:30,Video\n",
    )
    # when
    await _import(database, folder, Sizes(at_once=0, a_part=2, relations=1_000))
    # then
    pieces = await values(
        database,
        "MATCH (p:Person)-[f:OFFERS]->(s) RETURN [p.id, s.minute, f.begins, f.ends, f.formats] AS x "
        "ORDER BY p.id, s.minute, f.begins",
    )
    assert pieces == [
        ["far", 180, 15, None, None],
        ["far", 210, None, None, None],
        ["far", 240, None, 15, None],
        ["odd", 540, 15, None, None],
        ["odd", 570, 20, None, None],
        ["odd", 570, None, 15, None],
        ["seen", 540, None, None, ["video"]],
    ]
    assert (await check_map(database)).right


async def test_people_are_compared_in_batches(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a map that was compared at once
    await some_skills(database)
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    first, second = a_town(tmp_path / "first"), an_other_town(tmp_path / "second")
    await _import(database, first)
    at_once = await plan_folder(database, second)
    # when it is compared a few people at a time
    for kind in ("people", "claims", "time"):
        monkeypatch.setattr(f"graphapi.importing.{kind}_difference._PEOPLE_A_STATEMENT", 7)
    monkeypatch.setattr("graphapi.importing.goals_difference._GOALS_A_STATEMENT", 7)
    in_batches = await plan_folder(database, second)
    # then nothing differs
    assert in_batches.differences == at_once.differences
    for plan in (at_once, in_batches):
        for person in plan.writes.people.values():
            person.goals.sort(key=lambda goal: goal.id)
            person.facts.sort(key=repr)
    assert in_batches.writes == at_once.writes
