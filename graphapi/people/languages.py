"""Language tags: one spelling for each (RFC 5646), and whether two people share a language.

Two people share a language when their tags begin with the same language: `en-US`, `en-GB` and `en` share English, and
`zh-Hans` and `zh-Hant` Chinese, because people meet to speak and varieties of one language understand one another.
RFC 4647's basic filtering in both directions gives the same, save that it keeps two regions of a language apart.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

_LONGEST = 35
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
# What systems put behind a tag, as in de_DE.UTF-8 or ca_ES@valencia.
_ENCODING = re.compile(r"[.@].*")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_EXAMPLE = "use a tag such as 'en', 'de' or 'pt-BR'"


def canonical_language(text: str) -> str:
    """The tag as it is stored: two letters where ISO 639-1 has them, the casing of RFC 5646, no outdated codes.

    Takes `EN`, `en_us`, `eng` and `zh-yue` too. Raises ValueError with what to do, for names, countries and the like.
    """
    said = text.strip()
    tag = _ENCODING.sub("", said).lower().replace("_", "-")
    data = _data()
    name = data["names"].get(said.casefold()) or data["names"].get(said.partition("(")[0].strip().casefold())
    if name is not None and (len(tag) > 3 or not _TAG.fullmatch(tag) or not _is_code(tag)):
        raise ValueError(f"{said[:40]!r} is the name of a language; use its tag, {name!r}")
    if len(tag) > _LONGEST or not _TAG.fullmatch(tag):
        raise ValueError(f"{said[:40]!r} is not a language tag; {_EXAMPLE}")
    language, *rest = tag.split("-")
    while rest and len(rest[0]) == 3 and rest[0].isalpha():
        # A language that was once written behind a wider one, such as zh-yue.
        language, *rest = rest
    if language in _NO_LANGUAGE:
        raise ValueError(f"{said[:40]!r} says that no language is known; leave it out")
    if not _is_code(language):
        local = data["territories"].get(language)
        advice = f"for a country's language use its tag, such as {local!r}" if local else _EXAMPLE
        raise ValueError(f"{said[:40]!r} is not a language tag; {advice}")
    language, *implied = data["aliases"].get(language, language).split("-")
    return "-".join([language, *(_cased(rest) if rest else implied)])


def spoken(tag: str) -> str:
    """The language of a stored tag, which two people who share it have in common. The ranking query does the same."""
    return tag.partition("-")[0]


def shared_languages(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """The languages that two people have in common, in order."""
    return sorted({spoken(tag) for tag in some} & {spoken(tag) for tag in others})


def language_name(code: str) -> str:
    """The English name of a language, or the code itself."""
    return _data()["english"].get(code, code)


def _is_code(code: str) -> bool:
    # Of the three-letter codes there are thousands; the file has those that mean the same as another.
    return len(code) == 3 or code in _data()["codes"]


def _cased(parts: list[str]) -> list[str]:
    found: list[str] = []
    for at, part in enumerate(parts):
        if len(part) == 1:
            # Extensions and private use stay in lower case.
            return found + parts[at:]
        found.append(
            part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part
        )
    return found


@cache
def _data() -> dict[str, dict[str, str]]:
    # tools/make_languages.py writes the file.
    found = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    found["codes"] = dict.fromkeys(found["codes"], "")
    return cast(dict[str, dict[str, str]], found)
