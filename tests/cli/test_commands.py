"""The command line on a real database: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphapi.__main__ import app
from graphapi.graphdb.database import Database
from tests.conftest import Address


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, neo4j_address: Address, tmp_path: Path) -> None:
    """Commands find the tests' server, and no folder of the user."""
    monkeypatch.setenv("GRAPHAPI_NEO4J_URI", neo4j_address.uri)
    monkeypatch.setenv("GRAPHAPI_NEO4J_USER", neo4j_address.user)
    monkeypatch.setenv("GRAPHAPI_NEO4J_PASSWORD", neo4j_address.password or "")
    monkeypatch.setenv("GRAPHAPI_NEO4J_HOME", str(tmp_path / "home"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_from_nothing_to_ranked_mentors(database: Database) -> None:
    # given a taxonomy and a sample organisation
    assert run("migrate").output == "The database is up to date.\n"
    assert "564 created" in run("seed").output
    assert "564 unchanged" in run("seed").output
    assert "person p000001: new" in run("sample", "--people", "40", "--dry-run").output
    assert "40 created" in run("sample", "--people", "40").output
    assert "40 unchanged" in run("sample", "--people", "40").output

    # when somebody asks for mentors
    table = run("rank", "p000001", "--minimum-shared-minutes", "0", "--first", "3")
    answer = json.loads(run("rank", "p000001", "--minimum-shared-minutes", "0", "--format", "json").output)

    # then there are some, with reasons, the same in both forms
    assert table.exit_code == 0, table.output
    first = answer["edges"][0]
    assert first["node"]["externalId"] in table.output
    assert first["why"][0]["share"] > 0
    assert [edge["distance"] for edge in answer["edges"]] == sorted(edge["distance"] for edge in answer["edges"])
    explained = run("explain", "p000001", first["node"]["externalId"], "--minimum-shared-minutes", "0")
    assert "Ranked 1 of" in explained.output
    session = ["--minimum-session-minutes", "45"]
    longer = json.loads(run("rank", "p000001", *session, "--format", "json").output)
    assert all(edge["longestSharedMinutes"] >= 45 for edge in longer["edges"])
    assert "SESSION_TIME" in run("explain", "p000001", first["node"]["externalId"], *session).output
    itself = json.loads(run("explain", "p000001", "p000001", "--format", "json").output)
    assert next(rule["rule"] for rule in itself["rules"] if not rule["holds"]) == "NOT_ONESELF"
    assert run("check").output == "Everything derived equals its recomputation.\n"


def test_a_sample_survives_its_files(database: Database, tmp_path: Path) -> None:
    run("seed")
    written = run("sample", "--people", "25", "--to", str(tmp_path / "csv"))
    assert "people.csv" in written.output
    loaded = run("import", "people", str(tmp_path / "csv"))
    assert loaded.exit_code == 0, loaded.output
    again = json.loads(run("import", "people", str(tmp_path / "csv"), "--format", "json").output)
    assert all(change["created"] == change["changed"] == 0 for change in again["changes"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rank", "nobody"], 1, "no person with the id 'nobody'"),
        (["rank", "x", "--first", "0"], 2, "between 1 and 100"),
        (["rank", "x", "--week", "2027-02-29"], 2, "not a valid date"),
        (["rank", "x", "--after", "???"], 2, "cursor"),
        (["import", "people", "/does/not/exist"], 2, "cannot be read"),
        (["sample", "--people", "0"], 2, "1 to 1,000,000"),
        (["neo4j", "status"], 3, "does not run"),
        (["seed", "--folder", "/does/not/exist"], 2, "no files"),
    ],
)
def test_what_cannot_be_done_says_why(database: Database, arguments: list[str], code: int, said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert said in result.output


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_PORT", "seventy")
    result = run("check")
    assert result.exit_code == 2
    assert "GRAPHAPI_PORT" in result.output


def test_deadlines_that_do_not_nest_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_TRANSACTION_DEADLINE_SECONDS", "101")
    result = run("check")
    assert result.exit_code == 2
    assert "must not exceed GRAPHAPI_REQUEST_DEADLINE_SECONDS" in result.output


def test_a_server_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("GRAPHAPI_RETRY_WINDOW_SECONDS", "0.1")
    result = run("check")
    assert result.exit_code == 1
    assert "cannot be reached" in result.output


def test_the_seed_can_be_checked_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_NEO4J_URI", "bolt://127.0.0.1:1")
    assert "The taxonomy files are valid: 564 skills in 41 clusters" in run("seed", "--check").output
