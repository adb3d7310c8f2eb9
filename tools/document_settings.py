"""Writes docs/settings.md from the settings' own descriptions."""

from pathlib import Path

from graphapi.settings import Settings

_HEAD = """# Settings

Everything is read from the environment when a command or the API starts; a wrong value stops it with the reason.
This page is made from the code: `make settings`.

| variable | default | meaning |
|---|---|---|
"""


def settings_page() -> str:
    """The page as it should be."""
    lines: list[str] = []
    for name, field in Settings.model_fields.items():
        default = "a folder of this user" if field.default_factory else field.default
        shown = (
            "" if default in (None, ()) else f"`{str(default).lower() if isinstance(default, bool) else default}`"
        )
        lines.append(f"| `GRAPHAPI_{name.upper()}` | {shown} | {field.description} |")
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).parent.parent.joinpath("docs", "settings.md").write_text(settings_page(), encoding="utf-8")
