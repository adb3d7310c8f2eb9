"""Writes the table of hard rules into docs/matching.md."""

import re
from pathlib import Path

from graphapi.matching.rules import RULES

_HEAD = "| rule | excludes | in the rank index |\n|---|---|---|\n"
_TABLE = re.compile(r"^\| rule \|.*\n(?:\|.*\n)+", re.MULTILINE)


def rules_table() -> str:
    """The table as it should be."""
    return _HEAD + "".join(
        f"| `{rule.name}` | {rule.excludes} | {', '.join(f'`{mask}`' for mask in rule.masks)} |\n"
        for rule in RULES
    )


if __name__ == "__main__":
    page = Path(__file__).parent.parent / "docs" / "matching.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(_TABLE.sub(lambda _: rules_table(), text), encoding="utf-8")
