"""Finds ESCO's CSV files in folders and zip archives, under the names of 1.1 and of 1.2, and reads their rows.

Nothing is unpacked to disk. The names of 1.2 carry a language everywhere; where a file says the same in every
language, one of them is read.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from graphapi.esco.model import EscoRefused

COLUMNS: dict[str, tuple[str, ...]] = {
    "skills": (
        "conceptUri",
        "skillType",
        "reuseLevel",
        "preferredLabel",
        "altLabels",
        "hiddenLabels",
        "description",
    ),
    "skillGroups": ("conceptUri", "preferredLabel", "description"),
    "skillsHierarchy": ("Level 0 URI", "Level 0 preferred term", "Level 1 URI", "Level 1 preferred term"),
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri"),
    "skillSkillRelations": ("originalSkillUri", "relationType", "relatedSkillUri"),
    "occupations": ("conceptUri", "iscoGroup", "preferredLabel"),
    "occupationSkillRelations": ("occupationUri", "relationType", "skillUri"),
}
_NAME = re.compile(rf"({'|'.join(COLUMNS)})(?:_([a-z]{{2}}(?:-[A-Za-z]{{2,4}})?))?\.csv")
_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)")
_LARGEST_BYTES = 500_000_000
_ANY = ""


@dataclass(frozen=True, slots=True)
class EscoFile:
    """One CSV file: `place` is what people call it, `language` is empty where the name has none."""

    kind: str
    language: str
    place: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Table:
    """The rows of a file as maps from column to cell; `ragged` counts rows of another length than the header."""

    place: str
    rows: list[dict[str, str]]
    ragged: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class EscoFiles:
    """All files that matter, by kind and language, and the version that their places speak of."""

    by_kind: dict[str, dict[str, EscoFile]]
    version: str | None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which skills have names."""
        return tuple(sorted(self.by_kind["skills"]))

    def table(self, kind: str, language: str) -> Table:
        """The rows of a file in this language, or in any when there is none. Raises EscoRefused."""
        found = self.by_kind[kind]
        chosen = found.get(language) or found.get(_ANY) or found[min(found)]
        return read_table(chosen)


def find_files(paths: Sequence[Path]) -> EscoFiles:
    """Looks through folders, zip archives and single files.

    Raises EscoRefused: a path that does not exist, an archive that is none, two different files for one purpose,
    or what is missing; InvalidInput never for what is merely not needed.
    """
    by_kind: dict[str, dict[str, EscoFile]] = defaultdict(dict)
    versions: set[str] = set()
    for given, found in ((path.absolute(), each) for path in paths for each in _look(path.absolute())):
        before = by_kind[found.kind].setdefault(found.language, found)
        if before.content != found.content:
            raise EscoRefused(
                f"{before.place} and {found.place} are the same kind of file, but differ. Give the files of one "
                "version."
            )
        # Only what was given speaks of the version, not the folders around it.
        versions |= set(_VERSION.findall(found.place.removeprefix(str(given.parent))))
    missing = [kind for kind in COLUMNS if not by_kind.get(kind)]
    if missing:
        names = ", ".join(f"{kind}.csv or {kind}_en.csv" for kind in missing)
        raise EscoRefused(
            f"These ESCO files are missing in {', '.join(map(str, paths))}: {names}. Give all folders or zip "
            "archives that contain them; the classification and the relations are separate downloads."
        )
    if len(versions) > 1:
        raise EscoRefused(
            f"The files come from several versions ({', '.join(sorted(versions))}). Give the files of one version."
        )
    return EscoFiles(dict(by_kind), versions.pop() if versions else None)


def _look(path: Path) -> Iterator[EscoFile]:
    if path.is_dir():
        for inside in sorted(path.rglob("*")):
            if inside.is_file() and (inside.suffix.lower() == ".zip" or _NAME.fullmatch(inside.name)):
                yield from _look(inside)
    elif not path.is_file():
        raise EscoRefused(f"{path} does not exist. Give folders or zip archives with ESCO's CSV files.")
    elif path.suffix.lower() == ".zip":
        yield from _look_inside(path)
    elif match := _NAME.fullmatch(path.name):
        yield EscoFile(match[1], match[2] or _ANY, str(path), path.read_bytes())
    else:
        raise EscoRefused(
            f"{path} is not one of ESCO's CSV files. Give folders, zip archives, or files such as skills_en.csv."
        )


def _look_inside(path: Path) -> Iterator[EscoFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=lambda each: each.filename):
                match = _NAME.fullmatch(PurePosixPath(member.filename).name)
                if match and not member.is_dir():
                    place = f"{path}/{member.filename}"
                    if member.file_size > _LARGEST_BYTES:
                        raise EscoRefused(f"{place} is larger than any file of ESCO.")
                    yield EscoFile(match[1], match[2] or _ANY, place, archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise EscoRefused(f"{path} is not a readable zip archive ({error}). Download it again.") from error


def read_table(file: EscoFile) -> Table:
    """The rows of a CSV file. A short row ends in empty cells, a cell beyond the header is left out; both count.

    Raises EscoRefused when it is not CSV, not UTF-8, or has not the columns that ESCO's file has.
    """
    try:
        text = unicodedata.normalize("NFC", file.content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EscoRefused(f"{file.place} is not UTF-8 text. Give ESCO's CSV files as downloaded.") from error
    if "\x00" in text:
        raise EscoRefused(f"{file.place} is not a CSV file. Give ESCO's CSV files as downloaded.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, list[str]())]
        lacking = [name for name in COLUMNS[file.kind] if name not in header]
        if lacking:
            raise EscoRefused(
                f"{file.place} is not ESCO's {file.kind} as CSV: it lacks the columns {', '.join(lacking)}."
            )
        return _rows(file.place, header, reader)
    except csv.Error as error:
        raise EscoRefused(f"{file.place}, line {reader.line_num}, is not CSV: {error}.") from error


def _rows(place: str, header: list[str], reader: Iterable[list[str]]) -> Table:
    table, width = Table(place, []), len(header)
    for cells in reader:
        if not cells:
            continue
        if len(cells) != width:
            table.ragged += 1
            table.cut += any(cells[width:])
        full = [*cells, *[""] * (width - len(cells))]
        table.rows.append(dict(zip(header, full, strict=False)))
    return table
