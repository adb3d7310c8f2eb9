"""What programs read of the commands: one JSON document whatever happens, CSV for rows, and documented exit codes."""

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphapi.__main__ import app
from graphapi.cli import printing
from graphapi.cli.printing import err, print_csv, progress_bar
from graphapi.graphdb.database import Database
from tests.conftest import Address


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, neo4j_address: Address, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHAPI_NEO4J_URI", neo4j_address.uri)
    monkeypatch.setenv("GRAPHAPI_NEO4J_USER", neo4j_address.user)
    monkeypatch.setenv("GRAPHAPI_NEO4J_PASSWORD", neo4j_address.password or "")
    monkeypatch.setenv("GRAPHAPI_NEO4J_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("rank", "nobody"), "NOT_FOUND", 1),
        (("rank", "ada", "--week", "soon"), "INVALID_INPUT", 2),
        (("rank", "ada", "--first", "0"), "INVALID_INPUT", 2),
        (("explain", "nobody", "nobody"), "NOT_FOUND", 1),
        (("import", "people", "/nowhere"), "IMPORT_REFUSED", 2),
    ],
)
def test_a_refusal_is_json_where_json_is_asked_for(
    database: Database, arguments: tuple[str, ...], code: str, exit_code: int
) -> None:
    found = CliRunner().invoke(app, [*arguments, "--format", "json"])

    assert json.loads(found.stdout)["error"]["code"] == code
    assert found.exit_code == exit_code
    # and words otherwise, on the other stream
    words = CliRunner().invoke(app, list(arguments))
    assert words.stdout == ""
    assert words.stderr
    assert words.exit_code == exit_code


def test_a_wrong_setting_is_json_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPI_PORT", "x")

    found = CliRunner().invoke(app, ["rank", "ada", "--format", "json"])

    assert json.loads(found.stdout)["error"]["code"] == "INVALID_SETTING"
    assert found.exit_code == 2


@pytest.mark.parametrize("arguments", [("rank",), ("rank", "ada", "--bogus"), ("rank", "ada", "--first", "many")])
def test_a_wrong_command_line_is_json_too(arguments: tuple[str, ...]) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "graphapi", *arguments, "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert json.loads(found.stdout)["error"]["code"] == "USAGE"
    assert found.returncode == 2


def test_rows_are_csv_where_that_is_asked_for(database: Database) -> None:
    runner = CliRunner()
    runner.invoke(app, ["seed"])
    loaded = runner.invoke(app, ["sample", "--people", "40"])
    assert loaded.exit_code == 0

    asked = ["rank", "p000001", "--minimum-shared-minutes", "0", "--first", "3", "--format"]
    ranked = list(csv.DictReader(io.StringIO(runner.invoke(app, [*asked, "csv"]).stdout)))
    as_json = json.loads(runner.invoke(app, [*asked, "json"]).stdout)

    assert [row["id"] for row in ranked] == [edge["node"]["externalId"] for edge in as_json["edges"]]
    assert [float(row["distance"]) for row in ranked] == [edge["distance"] for edge in as_json["edges"]]
    rules = runner.invoke(app, ["explain", "p000001", "p000001", "--format", "csv"]).stdout
    assert {row["rule"]: row["holds"] for row in csv.DictReader(io.StringIO(rules))}["NOT_ONESELF"] == "False"
    tidied = runner.invoke(app, ["tidy", "--format", "csv"]).stdout
    assert tidied.splitlines()[0] == "what,removed"
    # and refused where there are none
    assert runner.invoke(app, ["check", "--format", "csv"]).exit_code == 2


def test_a_cell_is_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(("name", "number"), [("=1+1", -5), ("@x", None), ("Ada, L.", 1.5)])

    assert capsys.readouterr().out.splitlines() == ["name,number", "'=1+1,-5", "'@x,", '"Ada, L.",1.5']


def test_long_work_says_its_stages_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    said: list[str] = []
    monkeypatch.setattr(err, "print", lambda text, **_: said.append(text))
    monkeypatch.setattr(type(printing.err), "is_terminal", property(lambda _: False))

    with progress_bar("Reading") as tell:
        for second in range(30):
            now = float(second)
            tell(second, 30, "Reading" if second < 20 else "Writing")

    assert said == [
        "Reading: 2 of 30",
        "Reading: 12 of 30",
        "Writing: 22 of 30",
    ]
