"""The entry point of the command line."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from itertools import pairwise
from typing import Annotated, cast

import typer

from graphapi import __version__
from graphapi.cli import esco, ide, keeping, matching, organising, relating, serving, setting_up
from graphapi.cli.printing import Format, err, print_json, remember_format
from graphapi.settings import unknown_settings

app = typer.Typer(
    name="graphapi",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A living competency map in Neo4j that ranks mentors by graph distance to a mentee's goals.",
    epilog="Settings come from the environment; docs/settings.md lists them.",
)
app.command("serve")(serving.serve_command)
app.command("migrate")(setting_up.migrate_command)
app.command("seed")(setting_up.seed_command)
app.command("relate")(relating.relate_command)
app.command("rank")(matching.rank_command)
app.command("explain")(matching.explain_command)
app.command("prepare", hidden=True)(setting_up.prepare_command)
app.command("backup")(keeping.backup_command)
app.command("restore")(keeping.restore_command)
app.command("fingerprint")(keeping.fingerprint_command)
app.command("tidy")(setting_up.tidy_command)
app.command("check")(setting_up.check_command)
organising.import_commands.command("esco")(esco.import_esco_command)
app.add_typer(organising.import_commands, name="import")
app.add_typer(setting_up.neo4j_commands, name="neo4j")
app.add_typer(ide.ide_commands, name="ide")
for found in sorted(entry_points(group="graphapi.commands"), key=lambda each: each.name):
    # Other packages add commands, such as the lab: a Typer application, or the function of one command.
    added: object = found.load()
    if isinstance(added, typer.Typer):
        app.add_typer(added, name=found.name)
    else:
        app.command(found.name)(cast(Callable[..., None], added))


# The base of what typer raises for a wrong command line; newer versions of it do not say its name.
_USAGE_ERROR = cast(type[Exception], typer.BadParameter.__mro__[1])


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(  # pyright: ignore[reportUnusedFunction]
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    remember_format(Format.TABLE)
    for warning in unknown_settings(os.environ):
        err.print(warning, style="yellow", markup=False)


def main() -> None:
    """Runs the command line."""
    if not _json_is_asked(sys.argv[1:]):
        app()
        return
    try:
        sys.exit(app(standalone_mode=False))
    except typer.Abort:
        sys.exit(130)
    except _USAGE_ERROR as error:
        # What is wrong with the command line itself, for a program that reads JSON.
        print_json({"error": {"code": "USAGE", "message": cast(typer.BadParameter, error).format_message()}})
        sys.exit(2)


def _json_is_asked(arguments: Sequence[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


if __name__ == "__main__":
    main()
