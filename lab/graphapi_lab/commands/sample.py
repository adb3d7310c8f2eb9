"""The command that makes a sample organisation, and the loading that the demonstration shares with it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from graphapi.calendar.clock import utc_today
from graphapi.cli.organising import DryRun, bring_in, print_outcome
from graphapi.cli.printing import Format, FormatOption, parse_day, stage_bar
from graphapi.cli.reaching import open_editor
from graphapi.cli.running import run
from graphapi.errors import SetupProblem
from graphapi.importing.applying import apply_import
from graphapi.importing.planning import plan_import
from graphapi.journal.edit import Editor
from graphapi_lab.sampling.files import write_csv
from graphapi_lab.sampling.making import make_sample, sample_mentee, starter_taxonomy


def sample_command(
    people: Annotated[int, typer.Option(help="Number of people, 1 to 1,000,000.")] = 300,
    seed: Annotated[
        int, typer.Option(help="Seed of the organisation; the same seed gives the same organisation.")
    ] = 7,
    on: Annotated[
        str | None, typer.Option("--on", help="The date from which due dates are counted; default today.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="Write CSV files into this folder instead of loading them.")
    ] = None,
    dry_run: DryRun = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Load a made-up organisation on the starter taxonomy; equal options give an equal one."""

    async def work() -> dict[str, Any]:
        taxonomy = starter_taxonomy()
        if to is not None and dry_run:
            raise SetupProblem("--to writes files and --dry-run writes nothing. Use only one of them.")
        bundle = make_sample(people, seed, taxonomy, parse_day(on) or utc_today())
        if to is not None:
            return {"files": [str(path) for path in write_csv(bundle, to, labels=taxonomy.labels)]}
        async with open_editor() as editor:
            return await bring_in(editor, bundle, dry_run=dry_run)

    print_outcome(run(work), output)


async def load_sample(editor: Editor, people: int, seed: int) -> str:
    """Loads a sample organisation and gives the id of the mentee to show."""
    bundle = make_sample(people, seed, starter_taxonomy(), utc_today())
    with stage_bar() as progress:
        plan = await plan_import(editor.database, bundle, progress)
        await apply_import(editor, plan, progress)
    return sample_mentee(bundle)
