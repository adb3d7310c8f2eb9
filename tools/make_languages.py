"""Writes graphapi/people/languages.json from Babel, which carries the language data of Unicode CLDR.

Run it in a virtual environment of its own: `pip install babel`, then `python tools/make_languages.py`. Nothing but
codes and names is taken over.
"""

import json
from pathlib import Path
from typing import Any, cast

# A maintainer's tool alone needs Babel.
from babel.core import Locale, get_global  # pyright: ignore
from babel.localedata import locale_identifiers  # pyright: ignore

# Written standards of one spoken language; people say any of the three.
_OUR_ALIASES = {"nb": "no", "nn": "no"}


def main() -> None:
    """Writes the file."""
    english = _plain(cast(Any, Locale("en")).languages)
    known = {code for code in english if len(code) == 2}
    found = {
        code: target.replace("_", "-")
        for code, target in get_global("language_aliases").items()
        if code.isalpha() and len(code) in (2, 3)
    } | _OUR_ALIASES
    found = {code: found.get(target, target) for code, target in found.items()}
    names: dict[str, str] = {}
    for code in sorted(code for code in locale_identifiers() if code.isalpha()):
        own = cast(Any, Locale(code)).languages.get(code)
        if own:
            names.setdefault(own.casefold(), code)
    for code, name in sorted(english.items()):
        # English wins, and between two codes the one that is not the alias of another.
        if code not in found or name.casefold() not in names:
            names[name.casefold()] = code
    data = {
        "aliases": dict(sorted(found.items())),
        "codes": sorted(known | {code for code in found if len(code) == 2}),
        "english": {code: name for code, name in sorted(english.items()) if code not in found},
        "names": {name: found.get(code, code) for name, code in sorted(names.items())},
        "territories": _territories(known | set(found)),
    }
    path = Path(__file__).parent.parent / "graphapi" / "people" / "languages.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _plain(names: dict[str, str]) -> dict[str, str]:
    return {code: name for code, name in names.items() if code.isalpha() and len(code) in (2, 3)}


def _territories(languages: set[str]) -> dict[str, str]:
    """By a country's code that is no language: what most people there speak officially."""
    found: dict[str, str] = {}
    for territory, spoken in get_global("territory_languages").items():
        official = {code: said["population_percent"] for code, said in spoken.items() if said["official_status"]}
        if len(territory) == 2 and territory.lower() not in languages and official:
            best = max(official, key=lambda code: (official[code], code))
            found[territory.lower()] = best.partition("_")[0]
    return dict(sorted(found.items()))


if __name__ == "__main__":
    main()
