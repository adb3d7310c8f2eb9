"""Settings that cannot be right are refused when something starts, in words."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from graphapi.__main__ import app
from graphapi.errors import SetupProblem
from graphapi.settings import Settings, unknown_settings


def password_of(file: Path) -> str | None:
    return Settings(neo4j_password_file=file).password()  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\n\n"])
def test_a_secret_is_the_line_of_its_file(tmp_path: Path, end: bytes) -> None:
    file = tmp_path / "secret"
    for secret in (" with spaces ", "pässword"):
        file.write_bytes(secret.encode() + end)
        assert password_of(file) == secret
    file.write_bytes(b"\xef\xbb\xbfmarked" + end)
    assert password_of(file) == "marked"


@pytest.mark.parametrize("held", [b"", b"\n", b"  \r\n", b"canary\nother\n", b"canary\xff"])
def test_a_file_without_one_secret_is_said(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(held)
    with pytest.raises(SetupProblem, match=r"GRAPHAPI_NEO4J_PASSWORD_FILE names .*/secret, which") as caught:
        password_of(file)
    assert "canary" not in repr(caught.value.message)


@pytest.mark.parametrize("command", ["serve", "migrate", "check"])
def test_a_missing_or_unreadable_secret_ends_a_command_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setenv("GRAPHAPI_NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("GRAPHAPI_PORT", "0")
    for path, reason in ((tmp_path / "missing", "No such file"), (tmp_path, "Is a directory")):
        monkeypatch.setenv("GRAPHAPI_NEO4J_PASSWORD_FILE", str(path))
        result = CliRunner().invoke(app, [command])
        assert result.exit_code == 1
        assert "GRAPHAPI_NEO4J_PASSWORD_FILE" in result.output
        assert reason in result.output
        assert "Traceback" not in result.output
        assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e300", "Infinity"])
@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name.endswith("_seconds")])
def test_no_deadline_is_without_end(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"GRAPHAPI_{name.upper()}", value)
    with pytest.raises(ValidationError, match=name):
        Settings()  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "80a"), ("PORT", "-1"), ("PORT", "65536"), ("PORT", "8080.5"), ("HOST", "")]
)
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"GRAPHAPI_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()  # pyright: ignore[reportCallIssue]


def test_a_name_that_no_setting_has_is_warned_about() -> None:
    names = ["GRAPHAPI_PORT", "GRAPHAPI_PROT", "GRAPHAPI_TEST_NEO4J", "graphapi_host", "GRAPHAPI_ZZZZZZZZ", "PATH"]
    near, far = unknown_settings(names)
    assert near == "There is no setting GRAPHAPI_PROT, so it has no effect. Did you mean GRAPHAPI_PORT?"
    assert "GRAPHAPI_ZZZZZZZZ" in far
    assert "docs/settings.md" in far


@pytest.mark.parametrize("prefix", ["mentoring", "/mentoring/", "/", "/a b", "//x", "/..%2f"])
def test_a_prefix_that_is_no_path_is_refused(prefix: str) -> None:
    with pytest.raises(ValidationError, match="path prefix"):
        Settings(path_prefix=prefix)  # pyright: ignore[reportCallIssue]
