"""Finds skills by any of their labels, tolerant of typos, most relevant first.

The full-text index proposes labels; their likeness to the text decides: the same label, then one that begins
with the text, then the likeness of the strings (Jaro-Winkler and the best matching words, the larger one).
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.taxonomy.browse_graph import FoundLabel, find_labels
from graphapi.taxonomy.labels import normalise

LONGEST_SEARCH = 200
_MOST_LABELS = 400
_MOST_WORDS = 10
_LEAST_RELEVANCE = 0.6
_WORD = re.compile(r"\w+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill with the label that was meant; relevance in thousandths, 1000 for the very label."""

    skill_id: str
    label: str
    matched: str
    relevance: int

    @property
    def order(self) -> tuple[int, str, str]:
        """Sorts the most relevant first."""
        return (-self.relevance, self.label, self.skill_id)


async def search_skills(database: Database, text: str) -> list[FoundSkill]:
    """Skills that `text` may mean, in a total order, a few hundred at most.

    Raises InvalidInput when the text is empty, longer than 200 characters or holds control characters.
    """
    norm = normalise(_checked(text))
    best: dict[str, FoundSkill] = {}
    for label in await find_labels(database, norm, words_expression(norm), _MOST_LABELS):
        relevance = _relevance(norm, label)
        known = best.get(label.skill_id)
        if relevance >= 1000 * _LEAST_RELEVANCE and (known is None or relevance > known.relevance):
            best[label.skill_id] = FoundSkill(label.skill_id, label.skill_label, label.text, relevance)
    return sorted(best.values(), key=lambda found: found.order)


def _checked(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise InvalidInput(
            f"A search can have at most {LONGEST_SEARCH} characters; you sent {len(text)}.", path=["search"]
        )
    if _CONTROL.search(text):
        raise InvalidInput("The search text contains control characters. Remove them.", path=["search"])
    if not text.strip():
        raise InvalidInput("The search text is empty. Omit it to list all skills.", path=["search"])
    return text


def words_expression(norm: str) -> str:
    """The full-text expression for a normalised text: each word as it is, as a beginning, and misspelt.

    It holds letters, digits and underscores of the text only, so nothing in it can be an operator.
    """
    parts: list[str] = []
    for word in _WORD.findall(norm)[:_MOST_WORDS]:
        parts.append(f"{word}^4 OR {word}*")
        if len(word) >= 3:
            parts.append(f"{word}~{1 if len(word) < 7 else 2}")
    # Nothing bears this label: an empty expression would be an error.
    return " OR ".join(parts) or "nothing_to_look_for"


def _relevance(norm: str, label: FoundLabel) -> int:
    if label.norm == norm:
        return 1000 if label.kind == "preferred" else 990
    if label.norm.startswith(norm):
        return 900 + round(80 * len(norm) / len(label.norm))
    likeness = max(JaroWinkler.similarity(norm, label.norm), fuzz.token_set_ratio(norm, label.norm) / 105)
    return round(890 * likeness)
