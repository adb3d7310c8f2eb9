"""An import compares those of whom something differs, and whoever was edited since; everybody else it leaves alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.availability.setting import set_availability
from graphapi.goals.stating import close_goal
from graphapi.graphdb.database import Database
from graphapi.importing.applying import apply_import
from graphapi.importing.model import Bundle
from graphapi.importing.planning import plan_import
from graphapi.importing.reading import read_bundle
from graphapi.importing.remembering import said_of
from graphapi.people.declaring import declare_skill_level
from tests.editing import editor
from tests.importing.bundles import bundles
from tests.importing.folders import EVERYTHING, TODAY, a_folder, import_folder, plan_folder, some_skills
from tests.people.builders import values

_LEVEL = "MATCH (:Person {id: 'ada'})-[h:HAS]->(:Skill {id: 'rust'}) RETURN h.level AS level"


async def _tamper(database: Database) -> None:
    await database.write(
        "tests/tamper",
        lambda tx: tx.run_text("MATCH (:Person {id: 'ada'})-[h:HAS]->(:Skill {id: 'rust'}) SET h.level = 1"),
    )


async def test_people_of_whom_nothing_differs_are_not_compared(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(tmp_path, **EVERYTHING)
    await import_folder(database, folder)
    # when somebody changes the graph past the service
    await _tamper(database)
    # then the same files do not find out, with everything counted as before
    plan = await plan_folder(database, folder)
    assert not plan.changes_anything
    assert {
        kind.kind: kind.unchanged for kind in plan.differences if kind.kind in ("people", "claims", "goals")
    } == {
        "people": 2,
        "claims": 4,
        "goals": 1,
    }
    # and comparing everybody does
    bundle = await read_bundle(database, folder, today=TODAY)
    plan = await plan_import(database, bundle, compare_all=True)
    assert [kind.changed for kind in plan.differences if kind.kind == "claims"] == [1]
    await apply_import(editor(database, TODAY), plan)
    assert await values(database, _LEVEL) == [4]


async def _declare(database: Database) -> None:
    await declare_skill_level(editor(database, TODAY), "ada", "k8s", 1, today=TODAY, expected_revision=1)


async def _say_nothing(database: Database) -> None:
    revision = (await values(database, "MATCH (p:Person {id: 'bo'}) RETURN p.revision AS r"))[0]
    await set_availability(editor(database, TODAY), "bo", [], [], revision)


@pytest.mark.parametrize(("edit", "kind"), [(_declare, "claims"), (_say_nothing, "availability")])
async def test_whoever_was_edited_since_is_compared(
    edit: Callable[[Database], Awaitable[None]], kind: str, database: Database, tmp_path: Path
) -> None:
    # given
    await some_skills(database)
    folder = a_folder(tmp_path, **EVERYTHING)
    await import_folder(database, folder)
    # when
    await edit(database)
    # then
    plan = await plan_folder(database, folder)
    assert [each.kind for each in plan.differences if each.changed or each.created] == [kind]


async def test_whoever_closed_a_goal_is_compared(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(tmp_path, **EVERYTHING)
    await import_folder(database, folder)
    # when
    await close_goal(editor(database, TODAY), "g1", 1, "achieved")
    # then
    assert (await plan_folder(database, folder)).marks.same == {"ada"}


async def test_an_edit_between_comparing_and_remembering_is_not_lost(database: Database, tmp_path: Path) -> None:
    # given files that change nothing, and people whom no import remembers
    await some_skills(database)
    folder = a_folder(tmp_path, **EVERYTHING)
    await import_folder(database, folder)
    await database.write("tests/forget", lambda tx: tx.run_text("MATCH (p:Person) REMOVE p.importMark"))
    plan = await plan_folder(database, folder)
    assert not plan.changes_anything
    # when somebody edits after the comparison
    await _declare(database)
    await apply_import(editor(database, TODAY), plan)
    # then the next import compares them again, and the others not
    later = await plan_folder(database, folder)
    assert later.marks.same == {"bo"}
    assert [each.kind for each in later.differences if each.changed] == ["claims"]


def _everything_about(bundle: Bundle) -> dict[str, Any]:
    """What the bundle says of each person, as values."""
    said: dict[str, list[str]] = {}
    for kind in ("people", "claims", "goals", "availability", "leaves"):
        for row in getattr(bundle, kind):
            said.setdefault(getattr(row, "person_id", None) or row.id, []).append(repr(row))
    return {person_id: sorted(rows) for person_id, rows in said.items()}


@given(first=bundles(), second=bundles(), random=st.randoms())
def test_marks_are_equal_when_what_is_said_is_equal(first: Bundle, second: Bundle, random: Any) -> None:
    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(rows, len(rows)))

    said = [_everything_about(bundle) for bundle in (first, second)]
    marks = [said_of(bundle) for bundle in (first, second)]
    assert marks[0] == said_of(
        replace(
            first,
            people=shuffled(first.people),
            claims=shuffled(first.claims),
            goals=shuffled(first.goals),
            availability=shuffled(first.availability),
            leaves=shuffled(first.leaves),
        )
    )
    assert marks[0].keys() == said[0].keys()
    for person_id in said[0].keys() & said[1].keys():
        assert (marks[0][person_id] == marks[1][person_id]) == (said[0][person_id] == said[1][person_id])


def test_what_a_file_does_not_speak_of_is_part_of_the_mark() -> None:
    bundle = Bundle(without_windows=("ada",))

    assert said_of(bundle) != said_of(replace(bundle, left_alone=frozenset({"people.places"})))
    assert said_of(bundle) != said_of(Bundle(without_leaves=("ada",)))
