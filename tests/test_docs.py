"""The documents say what is: settings, commands, files and links."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from graphapi.__main__ import app
from tools.document_rules import rules_table
from tools.document_settings import settings_page

_ROOT = Path(__file__).parent.parent
_PAGES = sorted([*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md"), *_ROOT.glob("taxonomy/**/*.md")])
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
_TREE = re.compile(r"`((?:graphapi|cypher|tests|docs|tools|taxonomy)/[\w./-]*\w\.\w+)`")


def test_every_setting_is_documented() -> None:
    assert (_ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page(), "run: make settings"


def test_every_hard_rule_is_documented() -> None:
    assert rules_table() in (_ROOT / "docs" / "matching.md").read_text(encoding="utf-8"), "run: make rules"


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_links_and_files_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    missing += [name for name in _TREE.findall(text) if not (_ROOT / name).exists()]
    assert missing == []


def test_every_command_that_the_readme_names_exists() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    text = (_ROOT / "README.md").read_text(encoding="utf-8")
    named = {match[1] for match in re.finditer(r"bin/graphapi ([a-z0-9]+)", text)}
    assert named <= commands.keys()


def test_every_command_and_option_has_a_help_text() -> None:
    silent: list[str] = []

    def look(command: object, path: str) -> None:
        if not getattr(command, "help", None):
            silent.append(path)
        for parameter in getattr(command, "params", []):
            if not getattr(parameter, "help", None) and parameter.name not in ("help",):
                silent.append(f"{path} {parameter.name}")
        for name, inner in getattr(command, "commands", {}).items():
            look(inner, f"{path} {name}")

    look(get_command(app), "graphapi")
    assert silent == []


def test_every_decision_is_in_the_index_with_its_status() -> None:
    folder = _ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \| (\w+) \| (.+) \|$", index, re.MULTILINE)
    stated: list[tuple[str, str, str, str, str]] = []
    for page in sorted(folder.glob("[0-9]*.md")):
        text = page.read_text(encoding="utf-8")
        said = re.match(r"# (\d+)\. (.+)\n\nStatus: (accepted|superseded|rejected), (.+)\.\n", text)
        assert said, f"{page.name} begins with its number and title, a blank line, and its status and date"
        assert page.name.startswith(f"{int(said[1]):04}-")
        stated.append((said[1], said[2], page.name, said[3], said[4].replace(";", ",")))

    assert listed == stated
    assert len({number for number, *_ in stated}) == len(stated)
