"""`graphapi relate` on a real database, and what an import of ESCO says about relations."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphapi.__main__ import app
from graphapi.cli.reaching import open_database
from graphapi.graphdb.database import Database
from tests.conftest import Address
from tests.esco.files import tiny, write_folder


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, neo4j_address: Address) -> None:
    monkeypatch.setenv("GRAPHAPI_NEO4J_URI", neo4j_address.uri)
    monkeypatch.setenv("GRAPHAPI_NEO4J_USER", neo4j_address.user)
    monkeypatch.setenv("GRAPHAPI_NEO4J_PASSWORD", neo4j_address.password or "")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


async def _damage() -> None:
    text = "MATCH ()-[r:RELATED {source: 'evidence'}]->() WITH r LIMIT 1 SET r.strength = 0.99"
    async with open_database() as database:
        await database.write("tests/damage", lambda tx: tx.run_text(text))


def test_relations_follow_an_import_and_relating_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    folder = str(write_folder(tmp_path / "esco-1.0", tiny()))

    imported = run("import", "esco", folder, "--release", "1")

    assert imported.exit_code == 0, imported.output
    assert "10 relations among 6 skills, 0 crowded out; 10 written, 0 removed" in imported.output
    assert run("relate").output == "The evidence has not changed.\n"
    assert json.loads(run("relate", "--format", "json").output) is None
    full = json.loads(run("relate", "--full", "--format", "json").output)
    assert (full["related"], full["written"], full["removed"], full["near"]) == (10, 0, 0, 0)
    assert "unchanged" in run("relate", "--full").output
    assert (
        json.loads(run("import", "esco", folder, "--release", "1", "--format", "json").output)["related"] is None
    )


def test_check_finds_what_differs_and_makes_it_good(database: Database, tmp_path: Path) -> None:
    run("import", "esco", str(write_folder(tmp_path / "esco-1.0", tiny())), "--release", "1")
    assert run("check").exit_code == 0
    asyncio.run(_damage())

    found = run("check", "--format", "json")

    assert found.exit_code == 1
    report = json.loads(found.output)
    assert len(report["relatedness"]) == 1
    assert "is RELATED 0.99" in report["relatedness"][0]
    # Nearness differs from what the damaged relation implies too.
    assert report["nearness"]
    assert run("check", "--repair").output == "Everything derived equals its recomputation.\n"
