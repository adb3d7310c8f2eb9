"""Two people whom one of them has parted are never matched."""

import pytest

from graphapi.calendar.clock import utc_today
from graphapi.engagements.blocking import MOST_BLOCKS, block_person, people_blocked_by, unblock_person
from graphapi.engagements.errors import TooManyBlocks
from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.database import Database
from graphapi.journal.reading import position
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import Question
from tests.editing import editor
from tests.matching.world import Aim, Mentor, World, load
from tests.people.builders import a_person


async def _excluded(database: Database, mentee: str, mentor: str) -> bool:
    explained = await explain_match(
        database, Question(mentee, minimum_shared_minutes=0), mentor, today=utc_today()
    )
    return any(rule.rule == "NOT_BLOCKED" and not rule.holds for rule in explained.rules)


@pytest.mark.parametrize("pair", [("ada", "bob"), ("bob", "ada")])
async def test_a_block_parts_both_whoever_is_the_mentor(database: Database, pair: tuple[str, str]) -> None:
    await load(
        database,
        World(["go"], [], {id_: Mentor({"go": 3}) for id_ in pair}, {"g": Aim("ada", {"go": (4, 1.0)})}),
    )
    by = editor(database)

    await block_person(by, *pair)
    assert await _excluded(database, "ada", "bob")

    await unblock_person(by, *pair)
    assert not await _excluded(database, "ada", "bob")


async def test_the_other_s_own_block_stays(database: Database) -> None:
    await a_person(database, "ada")
    await a_person(database, "bob")
    by = editor(database)
    await block_person(by, "ada", "bob")
    await block_person(by, "bob", "ada")

    await unblock_person(by, "ada", "bob")

    assert await people_blocked_by(database, "ada") == []
    assert await people_blocked_by(database, "bob") == ["ada"]


async def test_readers_of_the_log_are_told_of_both_people_once(database: Database) -> None:
    await a_person(database, "ada")
    await a_person(database, "bob")

    for _ in range(2):
        await block_person(editor(database), "ada", "bob")

    log = await database.read("tests/position", position)
    assert log is not None
    assert log.seq == 1


async def test_what_cannot_be_is_refused(database: Database) -> None:
    by = editor(database)
    await a_person(database, "ada")
    for number in range(MOST_BLOCKS + 1):
        await a_person(database, f"p{number}")
    for number in range(MOST_BLOCKS):
        await block_person(by, "ada", f"p{number}")

    with pytest.raises(InvalidInput, match="Two different"):
        await block_person(by, "ada", "ada")
    with pytest.raises(NotFound, match="'nobody'"):
        await block_person(by, "ada", "nobody")
    with pytest.raises(NotFound, match="'nobody'"):
        await unblock_person(by, "nobody", "ada")
    with pytest.raises(TooManyBlocks):
        await block_person(by, "ada", f"p{MOST_BLOCKS}")
    # What is there already is no further block.
    await block_person(by, "ada", "p0")
