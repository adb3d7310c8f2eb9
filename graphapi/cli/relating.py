"""The command that makes relations between skills what the evidence says."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from graphapi.cli.printing import Format, FormatOption, out, print_json, stage_bar
from graphapi.cli.reaching import open_editor
from graphapi.cli.running import run
from graphapi.relatedness.relating import RelateReport, relate, relate_changes


def relate_command(
    full: Annotated[
        bool, typer.Option("--full", help="Recompute everything, not only what has changed since the last run.")
    ] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Relate skills by evidence: the classification, the occupations, and who has both; see docs/relatedness.md.

    Imports do it by themselves. Running it again changes nothing; a run that was stopped is finished by the next one.
    """

    async def work() -> RelateReport | None:
        async with open_editor() as editor:
            with stage_bar() as progress:
                return await relate(editor, progress) if full else await relate_changes(editor, progress)

    report = run(work)
    if output is Format.JSON:
        print_json(report and as_json(report))
    elif report is None:
        out.print("The evidence has not changed.")
    else:
        print_related(report)


def as_json(report: RelateReport) -> dict[str, Any]:
    """What relating did, by name."""
    return asdict(report)


def print_related(report: RelateReport) -> None:
    """Says what relating did."""
    out.print(
        f"{'evidence':<14} {report.related} relations among {report.skills} skills, {report.crowded} crowded out; "
        f"{report.written} written, {report.removed} removed",
        markup=False,
    )
    out.print(f"{'nearness':<14} {f'{report.near} rebuilt' if report.near else 'unchanged'}", markup=False)
