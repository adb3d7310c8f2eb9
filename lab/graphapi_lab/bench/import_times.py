"""Times the product's own import of the map's people from CSV files onto the taxonomy."""

import time
from datetime import date
from pathlib import Path

from graphapi.followers import journal_of
from graphapi.graphdb.database import Database
from graphapi.identity.viewer import OPERATOR
from graphapi.importing.applying import apply_import
from graphapi.importing.planning import plan_import
from graphapi.importing.reading import read_bundle
from graphapi.journal.edit import Editor
from graphapi_lab.bench.csv_files import change_some_claims, write_csv, write_one
from graphapi_lab.bench.dataset import Shape
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.loading import Progress

IMPORT = "CSV import"


_CHANGED_EVERY = 100


async def measure_import(
    figures: Figures, database: Database, shape: Shape, folder: Path, today: date, progress: Progress
) -> None:
    """Imports into a database that holds the taxonomy and nobody, and then again as people do every night."""
    size = write_csv(shape, folder)
    people = shape.people
    figures.add(IMPORT, "files", people, "MB", size / 1e6)
    read, compared, written = await _imported(database, folder, today, progress)
    figures.add(IMPORT, "reading and checking", people, "s", read)
    figures.add(IMPORT, "comparing with the map", people, "s", compared)
    figures.add(IMPORT, "writing, with all that is derived", people, "s", written)
    figures.add(IMPORT, "together", people, "s", read + compared + written)
    figures.add(IMPORT, "rate", people, "people/s", people / (read + compared + written))
    figures.add(
        IMPORT, "the same files again", people, "s", sum(await _imported(database, folder, today, progress))
    )
    change_some_claims(folder, _CHANGED_EVERY)
    again = await _imported(database, folder, today, progress)
    figures.add(IMPORT, "one person in a hundred changed", people, "s", sum(again))
    for number in range(3):
        one = folder / f"one-{number}"
        write_one(one, number)
        figures.add(IMPORT, "one person", people, "s", sum(await _imported(database, one, today, progress)))


async def _imported(
    database: Database, folder: Path, today: date, progress: Progress
) -> tuple[float, float, float]:
    """Seconds of reading, of comparing and of writing."""
    started = time.perf_counter()
    bundle = await read_bundle(database, folder, progress, today=today)
    read = time.perf_counter()
    plan = await plan_import(database, bundle, progress)
    planned = time.perf_counter()
    await apply_import(Editor(journal_of(database), OPERATOR), plan, progress)
    return read - started, planned - read, time.perf_counter() - planned
