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
from graphapi_lab.bench.csv_files import write_csv
from graphapi_lab.bench.dataset import Shape
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.loading import Progress

IMPORT = "CSV import"


async def measure_import(
    figures: Figures, database: Database, shape: Shape, folder: Path, today: date, progress: Progress
) -> None:
    """Imports into a database that holds the taxonomy and nobody."""
    size = write_csv(shape, folder)
    started = time.perf_counter()
    bundle = await read_bundle(database, folder, progress, today=today)
    read = time.perf_counter()
    plan = await plan_import(database, bundle, progress)
    planned = time.perf_counter()
    await apply_import(Editor(journal_of(database), OPERATOR), plan, progress)
    written = time.perf_counter()
    people = shape.people
    figures.add(IMPORT, "files", people, "MB", size / 1e6)
    figures.add(IMPORT, "reading and checking", people, "s", read - started)
    figures.add(IMPORT, "comparing with the map", people, "s", planned - read)
    figures.add(IMPORT, "writing, with all that is derived", people, "s", written - planned)
    figures.add(IMPORT, "together", people, "s", written - started)
    figures.add(IMPORT, "rate", people, "people/s", people / (written - started))
