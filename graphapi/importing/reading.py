"""Reads a folder of CSV files into a bundle, with everything that is wrong about them said at once."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from graphapi.graphdb.database import Database
from graphapi.importing.folder import FILES, SHAPES, Folder, read_folder
from graphapi.importing.known import read_known_map
from graphapi.importing.model import Bundle, Progress, no_progress
from graphapi.importing.options import AS_WRITTEN, ReadingOptions, read_mapping
from graphapi.importing.people_file import PEOPLE
from graphapi.importing.problems import ImportRefused, Problem, Problems, did_you_mean, nearest, shown
from graphapi.importing.related_file import RELATED
from graphapi.importing.skills_file import SKILLS

_MOST_NAMED = 10


async def read_bundle(
    database: Database,
    directory: Path,
    progress: Progress = no_progress,
    *,
    today: date | None = None,
    options: ReadingOptions = AS_WRITTEN,
) -> Bundle:
    """Everything in the files of the folder, checked together with what the map holds; writes nothing.

    people.csv or skills.csv must be there. With `today` given, a day that is still to come is a fault where something
    has happened. Rows that are wrong are left out when the options say so, with all rows that need them.
    Raises ImportRefused with every fault, and Unavailable.
    """
    warnings = _look_around(directory)
    known = await read_known_map(database, with_relations=(directory / RELATED.file).exists())
    folder = Folder(database, directory, known, progress, today, options)
    wrong: list[Problem] = []
    while True:
        problems = Problems(options.report_all or options.skip_wrong)
        bundle = await read_folder(folder, problems)
        if not problems.total:
            break
        # What is wrong with a file as a whole comes again, however many of its rows are left out.
        if not options.skip_wrong or not folder.leave_out(problems.kept):
            raise ImportRefused(problems.in_order(FILES), problems.total)
        wrong += problems.kept
    left_out = tuple(sorted((*wrong, *folder.with_them), key=_place))
    return replace(
        bundle,
        warnings=(*warnings, *bundle.warnings),
        fingerprint=_fingerprint(directory, options),
        left_out=left_out,
    )


def _place(problem: Problem) -> tuple[int, int]:
    return FILES.index(problem.file), problem.line or 0


def mapping_beside(directory: Path, file: Path) -> dict[str, dict[str, str]]:
    """What a mapping file says; a relative path may also start in the folder of the data. Raises ImportRefused."""
    beside = directory / file
    path = file if file.exists() or not beside.exists() else beside
    return read_mapping(path, {shape.file: shape.columns for shape in SHAPES})


def _fingerprint(directory: Path, options: ReadingOptions) -> str:
    """Of the names and bytes of all files that an import reads, and of how it reads them."""
    digest = hashlib.sha256(options.said.encode())
    for name in FILES:
        path = directory / name
        if path.exists():
            with path.open("rb") as file:
                digest.update(f"{name}\n{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def _look_around(directory: Path) -> list[str]:
    """Warnings about CSV files with other names. Raises ImportRefused without a folder or a main file."""
    problems = Problems()
    try:
        names = sorted(path.name for path in directory.iterdir())
    except OSError as error:
        problems.add(str(directory), None, None, f"the folder cannot be read ({error.strerror})", "name a folder")
        problems.refuse_if_any()
        return []
    if PEOPLE.file not in names and SKILLS.file not in names:
        listed = [shown(name) for name in names[:_MOST_NAMED]] + ["..."] * (len(names) > _MOST_NAMED)
        near = nearest(PEOPLE.file, names)
        problems.add(
            PEOPLE.file,
            None,
            None,
            f"there is no such file in {directory}, which holds {', '.join(listed) or 'nothing'}",
            did_you_mean(near) or f"create one that begins with {','.join(PEOPLE.required)}",
        )
        problems.refuse_if_any()
    others = [
        name for name in names if name.lower().endswith(".csv") and name not in FILES and name != "mapping.csv"
    ]
    return [
        f"{shown(name)} is not an import file"
        + (
            f": {question}"
            if (question := did_you_mean(nearest(name, FILES)))
            else f"; import files are {', '.join(FILES)}."
        )
        for name in others
    ]
