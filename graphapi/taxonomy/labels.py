"""One rule for when two labels are the same label, used by search, import and the starter taxonomy."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Compatibility form (Unicode NFKC), case folded, spaces single: "  Node.JS " and "node.js" are one.

    Signs stay, because "C", "C++" and "C#" are three skills.
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def label_id(skill_id: str, language: str, text: str) -> str:
    """The id of a label node: a skill has a given label in a language once."""
    return f"{skill_id}|{language}|{normalise(text)}"
