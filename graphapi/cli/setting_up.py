"""Commands that make a database ready: migrate, seed, check, and the embedded Neo4j."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from graphapi.availability.deriving import keep_free_time
from graphapi.calendar.clock import utc_today
from graphapi.checking import check_map, repair_map
from graphapi.cli.printing import (
    MOST_FACTS_SHOWN,
    Format,
    FormatOption,
    RowsOption,
    facts_in_words,
    out,
    print_csv,
    print_json,
    progress_bar,
    stage_bar,
)
from graphapi.cli.reaching import open_database, open_editor, operator_of, start_embedded
from graphapi.cli.running import errors_in_words, run
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import fetch_server, server_status, stop_server
from graphapi.graphdb.migrations import Migration
from graphapi.settings import settings
from graphapi.starter.files import read_seed
from graphapi.starter.loading import SeedReport, load_seed
from graphapi.taxonomy.states import Changes
from graphapi.tidying.tidying import tidy
from graphapi.upgrading import upgrade

neo4j_commands = typer.Typer(no_args_is_help=True, help="The embedded Neo4j: fetch, start, stop, status.")


def migrate_command() -> None:
    """Bring the database up to date: its schema, and what is derived. Running it again changes nothing."""

    def announce(migration: Migration) -> None:
        out.print(f"Applying {migration.version:04} {migration.name} ({migration.kind})")

    async def work() -> tuple[Migration, ...]:
        async with open_database(migrated=False) as database:
            applied = await upgrade(database, announce=announce)
            with progress_bar("Free time") as progress:
                if await keep_free_time(operator_of(database), utc_today(), progress):
                    out.print("Recomputed everybody's free time.")
            return applied

    applied = run(work)
    out.print(f"Applied {len(applied)} migrations." if applied else "The database is up to date.")


def prepare_command() -> None:
    """Migrate and load the starter taxonomy: what a container does before the API starts."""
    migrate_command()
    seed_command()


def seed_command(
    check: Annotated[bool, typer.Option("--check", help="Only check the files. Needs no database.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Another folder with taxonomy files in the same format.")
    ] = None,
    distinct: Annotated[
        list[str] | None,
        typer.Option(
            help="Id of a skill in these files to keep apart from the skill of the map with the same "
            "label; repeatable."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")
    ] = False,
) -> None:
    """Load the starter taxonomy, and say what changed. Running it again changes nothing.

    What has been edited by hand stays as it is.
    """
    with errors_in_words():
        seed = read_seed(folder)
    if check:
        matched = sum(skill.esco is not None for skill in seed.skills)
        out.print(
            f"The taxonomy files are valid: {len(seed.skills)} skills in {len(seed.clusters)} clusters, "
            f"{matched} with an ESCO concept."
        )
        return

    async def work() -> SeedReport:
        async with open_editor() as editor:
            return await load_seed(editor, seed, distinct or (), dry_run=dry_run)

    report = run(work)
    print_seed_report(report)
    if dry_run:
        for line in facts_in_words(
            [*report.clusters.facts, *report.skills.facts, *report.relations.facts], MOST_FACTS_SHOWN
        ):
            out.print(line, markup=False)
        out.print("Dry run: nothing was written.")


def print_seed_report(report: SeedReport) -> None:
    """Says what a load changed."""
    for what, changes in (
        ("clusters", report.clusters),
        ("skills", report.skills),
        ("relations", report.relations),
    ):
        out.print(f"{what:<10} {said(changes)}")
    if report.elsewhere:
        more = f" and {len(report.elsewhere) - 5} more" if len(report.elsewhere) > 5 else ""
        named = f"{'; '.join(report.elsewhere[:5])}{more}"
        out.print(
            f"{'other ids':<10} {len(report.elsewhere)} skills exist in the map under other ids: {named}",
            markup=False,
        )
    out.print(f"{'nearness':<10} {report.near} rebuilt" if report.near else f"{'nearness':<10} unchanged")


def said(changes: Changes) -> str:
    """Counts in words."""
    return (
        f"{changes.created} created, {changes.changed} changed, {changes.removed} removed, "
        f"{changes.unchanged} unchanged"
    )


def check_command(
    repair: Annotated[bool, typer.Option("--repair", help="Recompute everything derived, then check.")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Recompute everything derived (relations, nearness, free time, places) and compare; tell of unfinished imports.

    Skills that have the same preferred label are listed too; claims may be split between them.
    Exit code 1 when something differs or an import is unfinished.
    """

    async def work(database: Database) -> int:
        with progress_bar("Rebuilding") as progress:
            if repair:
                await repair_map(operator_of(database), progress)
        with stage_bar() as stages:
            report = await check_map(database, stages)
        if output is Format.JSON:
            print_json(
                {
                    "right": report.right,
                    "relatedness": report.relatedness,
                    "nearness": report.nearness,
                    "freeTime": report.free_time,
                    "foldedNames": report.folds,
                    "places": report.places,
                    "imports": report.imports,
                    "ids": report.ids,
                    "namesakes": report.namesakes,
                }
            )
            return 0 if report.right else 1
        for line in (*report.ids, *report.namesakes):
            out.print(line, markup=False)
        if report.right:
            out.print("Everything derived equals its recomputation.")
        else:
            wrong = report.differences
            for line in (*report.imports, *wrong[:50]):
                out.print(line, markup=False)
            if wrong:
                out.print(f"{len(wrong)} differences; graphapi check --repair rebuilds all of it.")
        return 0 if report.right else 1

    async def opened() -> int:
        async with open_database() as database:
            return await work(database)

    raise typer.Exit(run(opened))


def tidy_command(output: RowsOption = Format.TABLE) -> None:
    """Take away what has outlived its use: old receipts, journal and policy versions, empty units and functions.

    The service does the same every few hours. Running it again changes nothing.
    """

    async def work() -> Mapping[str, int]:
        async with open_database() as database:
            return await tidy(database, settings())

    found = run(work)
    if output is Format.JSON:
        print_json(found)
        return
    if output is Format.CSV:
        print_csv(("what", "removed"), found.items())
        return
    for what, count in found.items():
        out.print(f"{what:<10} {count:,} removed")


@neo4j_commands.command("fetch")
def fetch() -> None:
    """Fetch the locked Neo4j server into the cache of this user; nothing is fetched twice."""
    with errors_in_words():
        out.print(f"Neo4j is ready in {fetch_server()}", markup=False)


@neo4j_commands.command("start")
def start() -> None:
    """Start the embedded Neo4j and leave it running."""
    with errors_in_words():
        server = start_embedded(settings(), stop_with_parent=False)
        out.print(f"Neo4j is running (process {server.pid}).", markup=False)
        out.print(f"Bolt     {server.bolt_uri}", markup=False)
        if server.http_url:
            out.print(f"Browser  {server.http_url}/browser/", markup=False)
        out.print(f"User     {server.username}; its password: graphapi neo4j status --show-password")


@neo4j_commands.command("stop")
def stop() -> None:
    """Stop the embedded Neo4j."""
    with errors_in_words():
        out.print("Neo4j has stopped." if stop_server(settings().neo4j_home) else "Neo4j was not running.")


@neo4j_commands.command("status")
def status(
    show_password: Annotated[bool, typer.Option("--show-password", help="Print the password too.")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say whether the embedded Neo4j runs, and where. Exit code 3 when it does not."""
    with errors_in_words():
        found = server_status(settings().neo4j_home)
        server = found.server
        if output is Format.JSON:
            print_json(
                {
                    "running": found.running,
                    "answers": found.answers,
                    "home": str(found.home),
                    "boltUri": server.bolt_uri if server else None,
                    "httpUrl": server.http_url if server else None,
                    "pid": server.pid if server else None,
                }
            )
        elif server is None:
            out.print(f"Neo4j does not run on {found.home}.", markup=False)
        else:
            out.print(f"Neo4j runs on {found.home} (process {server.pid}).", markup=False)
            out.print(f"Bolt     {server.bolt_uri}", markup=False)
            out.print(f"Browser  {server.http_url}/browser/" if server.http_url else "Browser  off", markup=False)
            out.print(f"User     {server.username}")
        if server and show_password:
            out.print(f"Password {server.password}", markup=False)
        if not found.running:
            raise typer.Exit(3)
