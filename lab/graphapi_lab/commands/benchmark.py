"""The commands that measure: the whole benchmark, and the equality of the rank index and Cypher on a large map."""

import dataclasses
import importlib.util
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from graphapi.calendar.clock import utc_today
from graphapi.cli.printing import Format, FormatOption, err, out, print_json, stage_bar
from graphapi.cli.running import errors_in_words, run
from graphapi.errors import InvalidInput, SetupProblem

bench_commands = typer.Typer(
    invoke_without_command=True,
    help="Measure rankings, requests, edits and imports on a made-up map; see docs/performance.md.",
)
_MISSING = "The benchmark needs {names}. Install graphapi with the extras 'rankindex' and 'bench'."

Seed = Annotated[int, typer.Option(help="Seed of the generated map; the same seed gives the same map.")]


@bench_commands.callback()
def bench_command(
    context: typer.Context,
    people: Annotated[
        str, typer.Option(help="Numbers of people to measure, separated by commas; each at least 100.")
    ] = "1000,10000,100000",
    queries: Annotated[int, typer.Option(min=20, help="Number of rankings of each kind to measure.")] = 200,
    seed: Seed = 7,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the loaded maps in the cache folder for other runs this week.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Quick check that it works: 1,000 people, 2,000 skills, 40 queries.")
    ] = False,
    import_up_to: Annotated[
        int, typer.Option(help="Also import maps of up to this size from CSV files; 0 imports none.")
    ] = 10_000,
    output: FormatOption = Format.TABLE,
) -> None:
    """Measure everything in one run, and print a table. Exits with 1 when two ways to rank give different answers."""
    if context.invoked_subcommand is not None:
        return
    with errors_in_words():
        _require("numpy", "numba", "duckdb")
    # Only here, because numpy is not everywhere.
    from graphapi_lab.bench.reporting import aims, as_json, table  # noqa: PLC0415
    from graphapi_lab.bench.running import Plan, run_benchmark, sizes_of  # noqa: PLC0415

    with errors_in_words():
        try:
            sizes = sizes_of(people)
        except ValueError as error:
            raise InvalidInput(
                f"--people takes numbers of at least 100, such as 1000,10000; not {people}."
            ) from error
    plan = Plan(sizes, queries, seed, keep, import_up_to)
    if quick:
        plan = Plan((1_000,), 40, seed, keep, 1_000, edits=20, seconds_a_way=10.0, skills=2_000)

    async def work() -> Any:
        with stage_bar() as progress:
            return await run_benchmark(plan, utc_today(), progress, _say)

    figures = run(work)
    if output is Format.JSON:
        print_json(as_json(figures, plan.sizes))
    else:
        _print(table(figures, plan.sizes))
        for aim in aims(figures, plan.sizes):
            out.print(
                f"{'met ' if aim.met else 'MISSED'}  {aim.what}: {aim.said}; found {aim.found}", markup=False
            )
    _exit_on(figures.differences)


@bench_commands.command("equality")
def equality_command(
    people: Annotated[int, typer.Option(min=100, help="Number of people in the map.")] = 100_000,
    mentees: Annotated[int, typer.Option(min=1, help="Number of mentees whose mentors are compared.")] = 10_000,
    seed: Seed = 7,
    skills: Annotated[int, typer.Option(min=200, help="Number of skills in the map.")] = 14_000,
    output: FormatOption = Format.TABLE,
) -> None:
    """Compare the rank index with Cypher, mentor by mentor, ties included. Exits with 1 when they differ."""
    with errors_in_words():
        _require("numpy", "numba")
    from graphapi_lab.bench.dataset import Shape  # noqa: PLC0415
    from graphapi_lab.bench.equality import compare_on_a_new_map  # noqa: PLC0415

    async def work() -> Any:
        with stage_bar() as progress, tempfile.TemporaryDirectory(prefix="graphapi-bench-") as folder:
            shape = Shape(people, seed, skills)
            return await compare_on_a_new_map(Path(folder) / "home", shape, mentees, utc_today(), progress)

    found = run(work)
    if output is Format.JSON:
        print_json(
            {
                "mentees": found.mentees,
                "mentors": found.mentors,
                "ties": found.ties,
                "differences": list(found.differences),
            }
        )
    else:
        out.print(
            f"{found.mentees} mentees, {found.mentors} mentors, {found.ties} of them tied with the one before; "
            f"{len(found.differences)} differences between the rank index and Cypher."
        )
    _exit_on(found.differences)


@bench_commands.command("overload")
def overload_command(
    people: Annotated[int, typer.Option(min=100, max=100_000, help="Number of people in the map.")] = 20_000,
    skills: Annotated[int, typer.Option(min=200, max=14_000, help="Number of skills in the map.")] = 14_000,
    seconds: Annotated[int, typer.Option(min=2, max=60, help="Duration of each stage in seconds.")] = 15,
    times: Annotated[
        int, typer.Option(min=2, max=10, help="Load of the second stage, as a multiple of the peak.")
    ] = 5,
    seed: Seed = 7,
    rank_index: Annotated[
        bool, typer.Option("--rank-index", help="Rank with the rank index instead of Cypher.")
    ] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Ask a service of its own for more rankings than it can make. Exits with 1 when its goodput falls below 80 %."""
    with errors_in_words():
        _require("numpy", "httpx")
    from graphapi_lab.bench.dataset import Shape  # noqa: PLC0415
    from graphapi_lab.bench.overload import as_rows, overload_a_new_map  # noqa: PLC0415

    async def work() -> Any:
        with stage_bar() as progress, tempfile.TemporaryDirectory(prefix="graphapi-bench-") as folder:
            shape = Shape(people, seed, skills)
            return await overload_a_new_map(
                Path(folder),
                shape,
                utc_today(),
                seconds=seconds,
                times=times,
                rank_index=rank_index,
                progress=progress,
            )

    stages = run(work)
    if output is Format.JSON:
        print_json([dataclasses.asdict(stage) | {"goodput": stage.goodput} for stage in stages])
    else:
        _print(as_rows(stages))
    if any(stage.goodput < 0.8 for stage in stages[1:]):
        raise typer.Exit(1)


@bench_commands.command("largest")
def largest_command(
    people: Annotated[int, typer.Option(min=100, max=100_000, help="Number of people in the map.")] = 10_000,
    skills: Annotated[int, typer.Option(min=200, max=14_000, help="Number of skills in the map.")] = 14_000,
    seed: Seed = 7,
    output: FormatOption = Format.TABLE,
) -> None:
    """Ask for the largest answers: their cost, their time, and how long they hold the event loop.

    Exits with 1 when one of them holds it for more than 50 ms.
    """
    with errors_in_words():
        _require("numpy", "httpx")
    from graphapi_lab.bench.dataset import Shape  # noqa: PLC0415
    from graphapi_lab.bench.largest import MOST_HELD_MS, as_rows, largest_answers  # noqa: PLC0415

    async def work() -> Any:
        with stage_bar() as progress, tempfile.TemporaryDirectory(prefix="graphapi-bench-") as folder:
            return await largest_answers(Path(folder), Shape(people, seed, skills), utc_today(), progress)

    found = run(work)
    if output is Format.JSON:
        print_json([dataclasses.asdict(each) for each in found])
    else:
        _print(as_rows(found))
    if any(each.held > MOST_HELD_MS for each in found):
        raise typer.Exit(1)


@bench_commands.command("storm")
def storm_command(
    people: Annotated[int, typer.Option(min=10, max=100_000, help="Number of people in the map.")] = 10_000,
    edits: Annotated[int, typer.Option(min=1, help="Number of edits that each of three people makes.")] = 500,
    seed: Seed = 7,
    output: FormatOption = Format.TABLE,
) -> None:
    """Edit a made-up map through every mutation at once, with an import in between, and check what is derived.

    Exits with 1 when something that is derived is wrong afterwards.
    """
    from graphapi_lab.bench.storming import storm_over_a_new_map  # noqa: PLC0415

    async def work() -> Any:
        with stage_bar() as progress, tempfile.TemporaryDirectory(prefix="graphapi-bench-") as folder:
            return await storm_over_a_new_map(Path(folder) / "home", people, edits, seed, progress)

    found = run(work)
    accepted = sum(found.accepted.values())
    if output is Format.JSON:
        print_json({"accepted": accepted, "refused": found.refused, "differences": list(found.differences)})
    else:
        out.print(
            f"{accepted} edits, {found.refused} refused; {len(found.differences)} differences in what is derived."
        )
    _exit_on(found.differences)


def _require(*modules: str) -> None:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        raise SetupProblem(_MISSING.format(names=" and ".join(missing)))


def _say(text: str) -> None:
    err.print(text, markup=False)


def _print(rows: list[list[str]]) -> None:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        padded = (
            cell.ljust(width) if at < 3 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        # Not folded, so that a table in a file is as one in a terminal that is wide enough.
        out.print("  ".join(padded).rstrip(), markup=False, soft_wrap=True)


def _exit_on(differences: list[str] | tuple[str, ...]) -> None:
    for difference in differences[:50]:
        err.print(f"Different answers: {difference}", style="red", markup=False)
    if differences:
        raise typer.Exit(1)
