"""Normalises the words that describe how people mentor: languages, formats and pace."""

from collections.abc import Callable, Iterable, Sequence

from graphapi.errors import InvalidInput
from graphapi.journal.editing import checked_text
from graphapi.people.languages import canonical_language

MOST_WORDS = 30
_LONGEST_WORD = 60
_SAME_FORMAT = {"async": "asynchronous"}


def languages(texts: Sequence[str], path: Iterable[str] = ("languages",)) -> tuple[str, ...]:
    """Language tags as they are stored, each once, in the order given. Raises InvalidInput for anything else."""
    return _words(texts, tuple(path), _language)


def formats(texts: Sequence[str], path: Iterable[str] = ("formats",)) -> tuple[str, ...]:
    """Formats in lower case, each once, in the order given; "async" is "asynchronous". Raises InvalidInput."""
    return _words(texts, tuple(path), format_word)


def format_word(text: str, path: Iterable[str] = ("format",)) -> str:
    """One format. Raises InvalidInput."""
    word = checked_text(text, _LONGEST_WORD, path, "A format").casefold()
    return _SAME_FORMAT.get(word, word)


def pace(text: str, path: Iterable[str] = ("pace",)) -> str:
    """A pace, as entered. Raises InvalidInput."""
    return checked_text(text, _LONGEST_WORD, path, "A pace")


def _language(text: str, path: Iterable[str]) -> str:
    try:
        return canonical_language(text)
    except ValueError as error:
        raise InvalidInput(f"{error}.", path=path) from error


def _words(
    texts: Sequence[str], path: tuple[str, ...], word: Callable[[str, Iterable[str]], str]
) -> tuple[str, ...]:
    if len(texts) > MOST_WORDS:
        raise InvalidInput(f"{path[-1]} can have at most {MOST_WORDS} entries; you sent {len(texts)}.", path=path)
    found = [word(text, (*path, str(index))) for index, text in enumerate(texts)]
    return tuple(dict.fromkeys(found))
