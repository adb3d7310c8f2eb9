"""Text that people give, in one form at every door; which text is refused; and the form that searches compare.

Stored text is Unicode NFC, without spaces or zero-width signs around it. Ids of people and of things imported never
begin with GLOBAL_ID_MARK, which every global id of the API begins with, so the two can never be mistaken.
"""

import unicodedata
from typing import Final

LONGEST_ID: Final = 200
LONGEST_NAME: Final = 200
_LONGEST_FOLDED: Final = 2 * LONGEST_NAME
GLOBAL_ID_MARK: Final = "~"

# Zero-width space, word joiner, byte order mark: they come along when text is copied, and mean nothing at an end.
_AROUND: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
# Controls, halves of surrogate pairs, which no encoding can write, and separators of lines and paragraphs.
_CONTROLS: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Embeddings, overrides and isolates reorder what stands after them; the marks U+200E, U+200F and U+061C do not.
_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and symbols without a shape: fillers of Hangul, the empty pattern of Braille.
_BLANKS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# What compatibility decomposition leaves as it is, although people type it in more than one way.
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2012\u2013\u2014\u2212", "-"),
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)


def cleaned(text: str) -> str:
    """The text in NFC, without white space and zero-width signs around it."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip(_AROUND)


def harmless_cell(cell: object) -> object:
    """A cell of a table as it is, but a text that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def fault_in(text: str) -> str | None:
    """Why cleaned text cannot be stored, as the end of a sentence that begins with what it is; None when it can."""
    if text.isascii() and text.isprintable():
        return None
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) in _CONTROLS:
            return f"contains the control character U+{ord(character):04X} at position {position}; remove it"
        if character in _DIRECTIONS:
            return (
                f"contains the invisible character U+{ord(character):04X} at position {position}, which changes "
                "the writing direction; remove it"
            )
    if not any(map(_is_seen, text)):
        return "has only invisible characters; write something visible"
    return None


def fault_in_id(text: str) -> str | None:
    """The same for an id that people give."""
    if text.startswith(GLOBAL_ID_MARK):
        return (
            f"begins with {GLOBAL_ID_MARK}, which is reserved for ids made by the API; choose another first "
            "character"
        )
    return fault_in(text)


def folded(text: str) -> str:
    """What searches compare and lists of people are sorted by: without case, accents, and signs that nobody sees.

    "Zoë", "ZOE" and "zoe" are one, and so are "Łukasz" and "lukasz". Signs that make another syllable or letter in
    scripts without accents stay. Spaces are single. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    before = None
    # A compatibility form can hold what folds again: it takes two rounds, and a third to see that nothing changes.
    while text != before:
        before = text
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = unicodedata.normalize("NFKD", plain).translate(_ALIKE)
        text = unicodedata.normalize("NFC", "".join(filter(_is_told_apart, plain)))
    return " ".join(text.split())


def folded_name(name: str) -> str:
    """The same of a name, cut to what an index can hold: some signs fold into twenty."""
    return folded(name)[:_LONGEST_FOLDED]


def _is_seen(character: str) -> bool:
    # Marks need something to stand on; what is unassigned here may be a sign of a newer Unicode.
    return unicodedata.category(character) not in {"Cf", "Mn", "Me", "Zs"} and character not in _BLANKS


def _is_told_apart(character: str) -> bool:
    """False for accents, points of Hebrew and Arabic, and what formats. Voicing, nuktas and vowel signs stay."""
    kind = unicodedata.combining(character)
    return kind != 1 and not 10 <= kind <= 36 and kind < 200 and unicodedata.category(character) != "Cf"
