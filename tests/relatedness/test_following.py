"""While the service runs, relations follow the evidence without anybody asking for it."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from graphapi.background import Background
from graphapi.calendar.clock import utc_today
from graphapi.derived.nearness import wrong_nearness
from graphapi.graphdb.database import Database
from graphapi.people.declaring import declare_skill_level
from graphapi.relatedness import following
from graphapi.relatedness.following import environment, relations_kept
from graphapi.relatedness.relating import relate_changes, relations_wait, wrong_relatedness
from graphapi.settings import Settings
from tests.conftest import Address
from tests.editing import editor
from tests.esco.files import tiny, uri
from tests.esco.world import ask, bring_in

_PATIENCE = 300.0


def _settings(address: Address, seconds: float) -> Settings:
    password = SecretStr(address.password) if address.password else None
    return Settings(
        neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=password, relate_seconds=seconds
    )  # pyright: ignore[reportCallIssue]


async def _until_followed(database: Database) -> None:
    async with asyncio.timeout(_PATIENCE):
        while await relations_wait(database):  # noqa: ASYNC110 - another process changes it
            await asyncio.sleep(0.1)


async def test_a_process_of_its_own_sees_to_what_has_changed(
    database: Database, neo4j_address: Address, tmp_path: Path
) -> None:
    # given a classification of which relations do not know yet
    await bring_in(database, tmp_path / "esco", tiny())
    assert await relations_wait(database)

    async with relations_kept(database, _settings(neo4j_address, 0.2), Background()):
        await _until_followed(database)

    assert await database.read("tests/wrong", wrong_relatedness) == []
    async with asyncio.timeout(_PATIENCE):
        while await database.read("tests/near", wrong_nearness):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)


async def test_nothing_runs_while_nothing_has_changed_or_it_is_switched_off(
    database: Database, neo4j_address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Settings] = []

    async def start(settings: Settings) -> None:
        started.append(settings)

    monkeypatch.setattr(following, "_relate", start)
    async with relations_kept(database, _settings(neo4j_address, 0.01), Background()):
        await asyncio.sleep(0.3)
    await bring_in(database, tmp_path / "esco", tiny())
    async with relations_kept(database, _settings(neo4j_address, 0), Background()):
        await asyncio.sleep(0.1)
    # Without an address, and without a server in the home, there is nothing that it may start.
    nowhere = Settings(neo4j_home=tmp_path / "home", relate_seconds=0.01)  # pyright: ignore[reportCallIssue]
    async with relations_kept(database, nowhere.model_copy(update={"neo4j_uri": None}), Background()):
        await asyncio.sleep(0.3)

    assert started == []


def test_the_other_process_is_told_where_the_database_is(tmp_path: Path) -> None:
    given = Settings(  # pyright: ignore[reportCallIssue]
        neo4j_uri="bolt://there:1", neo4j_user="me", neo4j_password=SecretStr("word"), neo4j_home=tmp_path
    )

    told = environment(given)

    assert told["GRAPHAPI_NEO4J_URI"] == "bolt://there:1"
    assert (told["GRAPHAPI_NEO4J_USER"], told["GRAPHAPI_NEO4J_PASSWORD"]) == ("me", "word")
    assert told["GRAPHAPI_NEO4J_HOME"] == str(tmp_path)
    assert "PATH" in told


async def test_a_claim_that_begins_or_ends_is_a_change_and_another_level_is_none(
    database: Database, tmp_path: Path
) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    await database.write(
        "tests/hire", lambda tx: tx.run_text("CREATE (:Person {id: 'ann', name: 'Ann', revision: 1})")
    )
    await relate_changes(editor(database))
    waits: list[bool] = []

    for revision, level in enumerate((2, 4, 1, 0, 0, 3)):
        await declare_skill_level(
            editor(database),
            "ann",
            uri("moss"),
            level,
            today=utc_today(),
            expected_revision=revision - (revision > 4),
        )
        waits.append(await relations_wait(database))
        await relate_changes(editor(database))

    assert waits == [True, False, False, True, False, True]
    assert await ask(database, "MATCH (c:EvidenceChange) RETURN c.id") == []
