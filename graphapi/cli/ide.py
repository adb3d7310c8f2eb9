"""Commands for the page on which people try questions."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from graphapi.cli.printing import out
from graphapi.cli.running import errors_in_words
from graphapi.ide.assets import fetch_ide, ide_lock

ide_commands = typer.Typer(no_args_is_help=True, help="The page on which people try questions.")


@ide_commands.callback()
def _group() -> None:  # pyright: ignore[reportUnusedFunction]
    """One command today; a group, so that `ide fetch` reads like `neo4j fetch`."""


@ide_commands.command("fetch")
def fetch(
    to: Annotated[
        Path | None, typer.Option("--to", help="Copy the files into this folder too, for a package or an image.")
    ] = None,
) -> None:
    """Fetch GraphiQL, checked against locked SHA-256 sums, into the cache of this user; nothing is fetched twice."""
    with errors_in_words():
        folder = fetch_ide()
        if to is not None:
            to.mkdir(parents=True, exist_ok=True)
            for one in ide_lock().artifacts:
                shutil.copyfile(folder / one.file_name, to / one.file_name)
    out.print(f"The page is ready in {to or folder}", markup=False)
