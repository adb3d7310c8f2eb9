"""Measures how often "did you mean" is right, on names of skills that the reader brings.

python -m tools.judge_suggestions sheet NAMES.csv > sheet.csv   # a row for each name that has a proposal; say yes or no
python -m tools.judge_suggestions count sheet.csv               # how many are right, by likeness
python -m tools.judge_suggestions typos                         # how many misspelt labels find their way back
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from graphapi.importing.likeness import NEAR_ENOUGH, likeness, likest
from graphapi.starter.files import read_seed
from graphapi.taxonomy.labels import normalise

_LEAST = 60.0
_BANDS = (100, 95, 90, 85, 80, 75, 70, 60)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 5


def main() -> None:
    """Does what the first argument says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sheet", "count", "typos"))
    parser.add_argument("file", nargs="?", type=Path, help="CSV of names in any columns, or a judged sheet")
    parser.add_argument("--seed", type=int, default=7, help="of the misspellings")
    given = parser.parse_args()
    if given.what == "typos":
        _typos(given.seed)
    elif given.file is None:
        parser.error("name a file")
    elif given.what == "sheet":
        _sheet(given.file)
    else:
        _count(given.file)


def _labels() -> list[str]:
    """Every label of the starter taxonomy."""
    return sorted({normalise(text) for skill in read_seed().skills for text in (skill.label, *skill.aliases)})


def _proposal(asked: str, labels: list[str]) -> tuple[float, str] | None:
    """The most alike label however little that is, so that every threshold can be judged."""
    proposed = process.extract(asked[:200], labels, scorer=fuzz.ratio, limit=20, score_cutoff=70)
    best = max(((likeness(asked[:200], name), ratio, name) for name, ratio, _ in proposed), default=None)
    return None if best is None or best[0] < _LEAST else (best[0], best[2])


def _sheet(file: Path) -> None:
    labels = _labels()
    with file.open(encoding="utf-8", newline="") as source:
        names = {normalise(cell) for row in csv.reader(source) for cell in row if cell.strip()}
    names = {name for name in names if not name.isdigit()}
    rows = [(found[0], name, found[1]) for name in names - set(labels) if (found := _proposal(name, labels))]
    writer = csv.writer(sys.stdout)
    writer.writerow(("likeness", "asked", "suggested", "right"))
    for alike, asked, suggested in sorted(rows, key=lambda row: (-row[0], row[1])):
        writer.writerow((f"{alike:.1f}", asked, suggested, ""))
    known = len(names & set(labels))
    sys.stderr.write(f"{len(names)} names, {known} are labels, {len(rows)} of the others have a proposal\n")


def _count(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as source:
        judged = [(float(row["likeness"]), row["right"].strip().casefold()) for row in csv.DictReader(source)]
    sys.stdout.write("likeness    judged  right | at least this: suggestions judged  right\n")
    for low, high in zip(_BANDS, (1_000, *_BANDS), strict=False):
        band = Counter(right for alike, right in judged if low <= alike < high)
        above = Counter(right for alike, right in judged if low <= alike)
        sys.stdout.write(f"{low:>4} and up {_share(band)} | {_share(above)}\n")


def _share(found: Counter[str]) -> str:
    total = found["yes"] + found["no"]
    return f"{total:>7}  {found['yes'] / total:>5.0%}" if total else f"{0:>7}      -"


def _typos(seed: int) -> None:
    labels = _labels()
    chance = random.Random(seed)
    for what, edits in (("one letter wrong", 1), ("two letters wrong", 2)):
        asked = [(label, _misspelt(label, edits, chance)) for label in labels if len(label) >= _SHORTEST]
        found = [(label, likest(text, labels)) for label, text in asked if text not in labels]
        sys.stdout.write(f"{what}: {_told(found)}, threshold {NEAR_ENOUGH:g}\n")


def _told(found: Iterable[tuple[str, str | None]]) -> str:
    kinds = Counter(
        "nothing" if meant is None else "right" if meant == label else "wrong" for label, meant in found
    )
    return f"{kinds.total()} labels, " + ", ".join(
        f"{kinds[kind]} {kind}" for kind in ("right", "wrong", "nothing")
    )


def _misspelt(text: str, edits: int, chance: random.Random) -> str:
    """The text with letters left out, doubled, exchanged or put wrongly at places drawn by chance."""
    for _ in range(edits):
        place = chance.randrange(1, len(text) - 1)
        kind = chance.randrange(4)
        swapped = text[place + 1] + text[place]
        middle = ("", text[place] * 2, swapped, chance.choice(_LETTERS))[kind]
        text = text[:place] + middle + text[place + (2 if kind == 2 else 1) :]
    return text


if __name__ == "__main__":
    main()
