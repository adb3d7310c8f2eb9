"""A problem of the taxonomy's files says where it is."""

from pathlib import Path

import pytest

from graphapi.starter.files import SeedRefused, read_seed

_CLUSTER = (
    '[cluster]\nid = "{id}"\nlabel = "{id} cluster"\ndefinition = "A cluster."\ntier = "technical"\n'
    'levels = ["a", "b", "c", "d", "e"]\n'
)


def _folder(folder: Path, **files: str) -> Path:
    (folder / "clusters").mkdir()
    for name, text in files.items():
        (folder / "clusters" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def _skill(id_: str, label: str, more: str = "") -> str:
    return f'\n[[skill]]\nid = "{id_}"\nlabel = "{label}"\ndefinition = "A skill."\n{more}'


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a": "[cluster\n"}, r"a\.toml: not TOML: .*line 1"),
        (
            {
                "a": _CLUSTER.format(id="cluster-901")
                + _skill("skill-9001", "Go")
                + _skill("skill-9002", "Rust", "bogus = 1\n")
            },
            r"a\.toml:13: skill",
        ),
        (
            {
                "a": _CLUSTER.format(id="cluster-901") + _skill("skill-9001", "Go"),
                "b": _CLUSTER.format(id="cluster-902") + _skill("skill-9002", "Go"),
            },
            r"a\.toml:9|b\.toml:9",
        ),
        (
            {"a": _CLUSTER.format(id="cluster-901") + _skill("skill-9001", "Go", "broader = { Nothing = 0.5 }\n")},
            r"a\.toml:9: skill-9001 \(Go\)",
        ),
        (
            {
                "a": _CLUSTER.format(id="cluster-901") + _skill("skill-9001", "Go"),
                "b": _CLUSTER.format(id="cluster-902") + _skill("skill-9001", "Rust"),
            },
            r"a\.toml:9, b\.toml:9: The id 'skill-9001'",
        ),
    ],
)
def test_a_problem_says_its_file_and_line(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(SeedRefused, match=said):
        read_seed(_folder(tmp_path, **files))
