"""Commands that back a map up, restore it, and tell whether two maps hold the same."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from graphapi.backup.fingerprint import Fingerprint
from graphapi.backup.fingerprint import fingerprint as read_fingerprint
from graphapi.backup.keeping import back_up, manifest_file
from graphapi.backup.keeping import restore as put_back
from graphapi.cli.printing import out, print_json, progress_bar
from graphapi.cli.reaching import open_database
from graphapi.cli.running import errors_in_words, run
from graphapi.errors import InvalidInput, SetupProblem
from graphapi.graphdb.embedded import server_status
from graphapi.settings import Settings, settings


def backup_command(
    file: Annotated[
        Path | None, typer.Argument(help="The backup; by default graphapi-DATE-TIME.dump in this folder.")
    ] = None,
) -> None:
    """Back the embedded database up into a file, with a manifest beside it. The service must be stopped."""
    with errors_in_words():
        given = _stopped()
        target = file or Path(f"graphapi-{datetime.now(UTC):%Y%m%d-%H%M%S}.dump")
        manifest = back_up(given.neo4j_home, target, _read)
    out.print(f"{target} holds {_in_words(manifest.fingerprint)}.", markup=False)
    out.print(f"Keep {manifest_file(target)} with it.", markup=False)


def restore_command(
    file: Annotated[Path, typer.Argument(help="A backup, with its manifest beside it.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the database that is there already.")
    ] = False,
) -> None:
    """Put a backup back into the embedded database, and compare it with what was backed up.

    The service must be stopped. If anything goes wrong, what was there before is put back.
    """
    with errors_in_words():
        given = _stopped()
        manifest = put_back(given.neo4j_home, file, _read, replace=replace)
    out.print(f"Restored {_in_words(manifest.fingerprint)}, equal to the backup.", markup=False)
    out.print("If it was made with an older version of graphapi, run: graphapi migrate")


def fingerprint_command(
    compare: Annotated[
        Path | None,
        typer.Option("--compare", help="What this command printed for another map, or at another time."),
    ] = None,
) -> None:
    """Print as JSON what a map holds: counts, and a checksum over all of it. Nobody should edit it meanwhile.

    With --compare, exit code 1 when the two maps differ.
    """
    with errors_in_words():
        before = _earlier(compare) if compare else None
    found = _read()
    if before is None:
        print_json(found.model_dump())
        return
    differences = before.differences(found)
    for line in differences:
        out.print(line, markup=False)
    if differences:
        raise typer.Exit(1)
    out.print(f"Both maps hold the same: {_in_words(found)}.")


def _stopped() -> Settings:
    given = settings()
    if given.neo4j_uri is not None:
        raise SetupProblem(
            "This command is for the embedded database. Back a server of your own up with its own tools, and compare "
            "with graphapi fingerprint; docs/operating.md says how."
        )
    if server_status(given.neo4j_home).running:
        raise SetupProblem("The embedded Neo4j is running. Stop the service, then run: graphapi neo4j stop")
    return given


def _read() -> Fingerprint:
    async def work() -> Fingerprint:
        async with open_database(migrated=False) as database:
            with progress_bar("Reading the map") as progress:
                return await read_fingerprint(database, lambda seen: progress(seen, seen))

    return run(work)


def _earlier(file: Path) -> Fingerprint:
    try:
        return Fingerprint.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as problem:
        raise InvalidInput(f"{file} is not what graphapi fingerprint prints.") from problem


def _in_words(found: Fingerprint) -> str:
    nodes, relationships = sum(found.nodes.values()), sum(found.relationships.values())
    return f"{nodes:,} nodes and {relationships:,} relationships"
