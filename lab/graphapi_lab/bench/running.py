"""Runs the whole benchmark: a server for each size, the map in it, and everything that is measured there."""

import asyncio
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs

from graphapi.calendar.weeks import week_of
from graphapi.followers import journal_of
from graphapi.graphdb.migrations import migrate
from graphapi.identity.viewer import OPERATOR
from graphapi.journal.edit import Editor
from graphapi.rankindex.reading import read_all
from graphapi_lab.bench.dataset import DATA_VERSION, Shape
from graphapi_lab.bench.edit_times import measure_edits
from graphapi_lab.bench.figures import Figures
from graphapi_lab.bench.import_times import measure_import
from graphapi_lab.bench.index_times import INDEX, measure_index, note_start, running_index
from graphapi_lab.bench.loading import LoadedPeople, Progress, load_people, load_taxonomy
from graphapi_lab.bench.ranking_times import Asking, measure_ranking
from graphapi_lab.bench.reporting import in_words
from graphapi_lab.bench.request_times import measure_cost, measure_requests, until_served_by
from graphapi_lab.bench.roads import goals_of
from graphapi_lab.bench.servers import Neo4j, api, copy_home, heap_mb, neo4j, resident_mb

_TAXONOMY_HEAP_MB = 1_500


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. imports_up_to: the largest map that is also imported from CSV files."""

    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
    queries: int = 200
    seed: int = 7
    keep: bool = False
    imports_up_to: int = 10_000
    edits: int = 100
    seconds_a_way: float = 60.0
    skills: int = 14_000


Say = Callable[[str], None]


async def run_benchmark(plan: Plan, today: date, progress: Progress, say: Say) -> Figures:
    """Measures everything. `say` hears what is begun; answers that differ are in the figures."""
    figures = Figures(heard=lambda figure: say(f"  {in_words(figure)}"))
    with _folder(plan) as folder:
        shape = Shape(0, plan.seed, plan.skills)
        taxonomy = await _taxonomy(folder, shape, progress, say)
        for people in plan.sizes:
            sized = replace(shape, people=people)
            home = folder / f"people-{people}"
            if plan.edits and people <= plan.imports_up_to:
                say(f"{people:,} people: importing from CSV files")
                copy_home(taxonomy, folder / "import")
                async with neo4j(folder / "import", heap_mb(people)) as server:
                    await measure_import(figures, server.database, sized, folder / "csv", today, progress)
                shutil.rmtree(folder / "import")
            await _measured(figures, plan, folder, taxonomy, home, sized, today, progress, say)
    return figures


@contextmanager
def _folder(plan: Plan) -> Generator[Path]:
    """Where the servers live: a folder that goes, or one that stays for later runs with the same data."""
    if plan.keep:
        name = f"v{DATA_VERSION}-seed{plan.seed}-skills{plan.skills}"
        folder = Path(platformdirs.user_cache_dir("graphapi")) / "bench" / name
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    folder = Path(tempfile.mkdtemp(prefix="graphapi-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _taxonomy(folder: Path, shape: Shape, progress: Progress, say: Say) -> Path:
    """A home with the taxonomy alone, which all sizes start from."""
    home, done = folder / "taxonomy", folder / "taxonomy.json"
    if not done.exists():
        say(f"loading {shape.skills:,} skills with what is near them")
        shutil.rmtree(home, ignore_errors=True)
        async with neo4j(home, _TAXONOMY_HEAP_MB) as server:
            await migrate(server.database)
            loaded = await load_taxonomy(server.database, shape, progress)
        done.write_text(json.dumps(asdict(loaded)), encoding="utf-8")
    return home


async def _measured(
    figures: Figures,
    plan: Plan,
    folder: Path,
    taxonomy: Path,
    home: Path,
    shape: Shape,
    today: date,
    progress: Progress,
    say: Say,
) -> None:
    """Loads the map of one size and measures what is asked of it."""
    people, work = shape.people, folder / f"work-{shape.people}"
    await _peopled(figures, taxonomy, home, shape, today, progress, say)
    if plan.keep:
        # Edits are measured too, and a later run shall find the map as it was.
        copy_home(home, work)
    else:
        await asyncio.to_thread(home.rename, work)
    snapshots = folder / f"snapshots-{people}"
    shutil.rmtree(snapshots, ignore_errors=True)
    async with neo4j(work, heap_mb(people)) as server:
        say(f"{people:,} people: ranking on every way")
        ranked = await read_all(server.database)
        asking = Asking(plan.queries, week_of(today), plan.seconds_a_way)
        await measure_ranking(figures, server.database, ranked, shape, asking)
        del ranked
        say(f"{people:,} people: requests over HTTP")
        async with api(server, rank_index=False, snapshots=snapshots / "api") as service:
            await measure_requests(figures, service.port, shape, plan.queries, "Cypher")
            _note_memory(figures, people, "service without the rank index", service.pid)
        await _with_index(figures, plan, server, shape, snapshots, today, say)
        _note_memory(figures, people, "Neo4j", server.server.pid)
        figures.add("memory", "heap that Neo4j may use", people, "MB", server.heap_mb)
    shutil.rmtree(work)


async def _peopled(
    figures: Figures, taxonomy: Path, home: Path, shape: Shape, today: date, progress: Progress, say: Say
) -> None:
    done = home.with_suffix(".json")
    week = week_of(today).isoformat()
    stored: dict[str, Any] = json.loads(done.read_text(encoding="utf-8")) if done.exists() else {}
    # Free time is kept for some weeks around the present one, so a map serves for its week.
    if stored.pop("week", None) != week:
        say(f"{shape.people:,} people: loading")
        copy_home(taxonomy, home)
        async with neo4j(home, heap_mb(shape.people)) as server:
            stored = asdict(await load_people(server.database, shape, today, progress))
        done.write_text(json.dumps(stored | {"week": week}), encoding="utf-8")
    loaded = LoadedPeople(**stored)
    figures.add("bulk load", "people with all that is derived", shape.people, "s", loaded.seconds)
    figures.add("bulk load", "rate", shape.people, "people/s", shape.people / loaded.seconds)


async def _with_index(
    figures: Figures, plan: Plan, server: Neo4j, shape: Shape, snapshots: Path, today: date, say: Say
) -> None:
    """Everything that the rank index takes part in."""
    people, database = shape.people, server.database
    journal = journal_of(database)
    say(f"{people:,} people: the rank index")
    async with running_index(journal, snapshots / "here") as index:
        note_start(figures, people, index)
        await measure_index(figures, database, index, shape, plan.queries, week_of(today))
    started = time.perf_counter()
    async with api(server, rank_index=True, snapshots=snapshots / "api") as service:
        await until_served_by(service.port, "RANK_INDEX", next(iter(goals_of(shape, [1]))))
        figures.add(INDEX, "service started, until it serves from it", people, "s", time.perf_counter() - started)
        await measure_requests(figures, service.port, shape, plan.queries, INDEX)
        _note_memory(figures, people, "service with the rank index", service.pid)
        async with running_index(journal, snapshots / "here") as index:
            await measure_cost(figures, database, index, service.port, shape, plan.queries, today)
            say(f"{people:,} people: edits")
            await measure_edits(figures, Editor(journal, OPERATOR), index, service.port, shape, plan.edits, today)
    # What was edited since the snapshot above is in the change log alone.
    async with running_index(journal, snapshots / "here") as index:
        status = index.status
        how = "started from its snapshot" if status.built_from == "snapshot" else "built again, without a snapshot"
        figures.add(INDEX, how, people, "s", status.seconds_to_build or 0.0)


def _note_memory(figures: Figures, people: int, what: str, pid: int) -> None:
    resident = resident_mb(pid)
    if resident is not None:
        figures.add("memory", what, people, "MB", resident)


def sizes_of(text: str) -> tuple[int, ...]:
    """Sizes as they are written in an option, smallest first. Raises ValueError."""
    found: Sequence[int] = sorted({int(part.replace("_", "")) for part in text.split(",")})
    if not found or found[0] < 100:
        raise ValueError("A map has at least 100 people.")
    return tuple(found)
