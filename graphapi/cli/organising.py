"""Commands that bring people into the map from files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from graphapi.calendar.clock import utc_today
from graphapi.cli.printing import Format, RowsOption, err, out, print_csv, print_json, stage_bar
from graphapi.cli.reaching import open_editor
from graphapi.cli.running import run
from graphapi.importing.applying import apply_import
from graphapi.importing.differences import KindDifference
from graphapi.importing.finishing import give_up_imports
from graphapi.importing.model import Bundle
from graphapi.importing.options import ReadingOptions
from graphapi.importing.planning import plan_import
from graphapi.importing.problems import MOST_KEPT, ImportRefused
from graphapi.importing.reading import mapping_beside, read_bundle
from graphapi.importing.reports import check_report, write_report
from graphapi.journal.edit import Editor

_COUNTED = ("kind", "created", "changed", "removed", "unchanged")
import_commands = typer.Typer(no_args_is_help=True, help="Bring data into the map: people, or a classification.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change without changing anything.")]


@import_commands.command("people")
def import_people(
    directory: Annotated[
        Path, typer.Argument(help="Folder with people.csv or skills.csv and, optionally, the other files.")
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--map", help="TOML, JSON or CSV file that maps your column names to ours."),
    ] = None,
    ignore_unknown: Annotated[
        bool, typer.Option("--ignore-unknown-columns", help="Ignore unknown columns.")
    ] = False,
    split_skills: Annotated[
        bool, typer.Option("--split-skills", help="Allow several skills in one cell, such as Python; SQL.")
    ] = False,
    skip_wrong: Annotated[
        bool, typer.Option("--skip-wrong", help="Leave out rows that are wrong, and whatever needs them.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every wrong row to this .csv or .json file.")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="people.csv names everybody: report who is not in it.")
    ] = False,
    let_leave: Annotated[
        int, typer.Option("--let-leave", min=0, help="With --complete: this many of them may leave, today.")
    ] = 0,
    compare_all: Annotated[
        bool,
        typer.Option("--compare-all", help="Also compare people of whom the files say the same as last time."),
    ] = False,
    dry_run: DryRun = False,
    output: RowsOption = Format.TABLE,
) -> None:
    """Import people, skills, goals, availability and matches from CSV files; see docs/importing.md.

    Everything is checked first; if one row is wrong, nothing is written. Running it again changes nothing; a
    large import that was stopped continues.
    """
    options = ReadingOptions(
        ignore_unknown=ignore_unknown,
        split_skills=split_skills,
        skip_wrong=skip_wrong,
        report_all=report is not None,
        complete=complete or let_leave > 0,
        most_leaving=let_leave,
    )

    async def work() -> dict[str, Any]:
        async with open_editor() as editor:
            if report is not None:
                check_report(report)
            columns = {} if mapping is None else mapping_beside(directory, mapping)
            chosen = replace(options, columns=columns)
            try:
                with stage_bar() as progress:
                    bundle = await read_bundle(
                        editor.database, directory, progress, today=utc_today(), options=chosen
                    )
            except ImportRefused as refused:
                if report is not None:
                    write_report(report, refused.problems)
                raise
            if report is not None:
                write_report(report, bundle.left_out)
            return await bring_in(editor, bundle, dry_run=dry_run, compare_all=compare_all)

    print_outcome(run(work), output)


@import_commands.command("give-up")
def give_up() -> None:
    """Forget large imports of people that were stopped: whom they have written stays, each person as a whole."""

    async def work() -> int:
        async with open_editor() as editor:
            with stage_bar() as progress:
                return await give_up_imports(editor, progress)

    out.print(f"Gave up {run(work)} unfinished imports.")


async def bring_in(editor: Editor, bundle: Bundle, *, dry_run: bool, compare_all: bool = False) -> dict[str, Any]:
    """Plans an import and, unless it is a dry run, carries it out; gives what to print."""
    with stage_bar() as progress:
        plan = await plan_import(editor.database, bundle, progress, compare_all=compare_all)
        if dry_run:
            return _outcome(plan.differences, plan.warnings) | _left_out(bundle) | {"dryRun": True}
        report = await apply_import(editor, plan, progress)
    return (
        _outcome(report.differences, report.warnings)
        | _left_out(bundle)
        | {
            "dryRun": False,
            "nearRebuilt": report.near,
            "freeTimeRebuilt": report.free_time,
            "policyVersion": report.policy_version,
        }
    )


def _outcome(differences: Sequence[KindDifference], warnings: Sequence[str]) -> dict[str, Any]:
    return {
        "changes": [
            {
                "kind": kind.kind,
                "created": kind.created,
                "changed": kind.changed,
                "removed": kind.removed,
                "unchanged": kind.unchanged,
                "examples": list(kind.examples),
            }
            for kind in differences
        ],
        "warnings": list(warnings),
    }


def _left_out(bundle: Bundle) -> dict[str, Any]:
    """How many rows are not part of the import, and the first of them in words."""
    rows = len({(problem.file, problem.line) for problem in bundle.left_out})
    return {"leftOut": {"rows": rows, "first": [str(problem) for problem in bundle.left_out[:MOST_KEPT]]}}


def print_outcome(outcome: dict[str, Any], output: Format) -> None:
    """Prints what an import changed, or would change."""
    if output is Format.JSON:
        print_json(outcome)
        return
    if output is Format.CSV:
        print_csv(_COUNTED, ([change[name] for name in _COUNTED] for change in outcome.get("changes", ())))
        return
    for path in outcome.get("files", ()):
        out.print(f"Wrote {path}", markup=False)
    for warning in outcome.get("warnings", ()):
        err.print(f"Warning: {warning}", style="yellow", markup=False)
    if left_out := outcome.get("leftOut", {}).get("rows"):
        err.print(f"Left out {left_out} rows:", style="yellow", markup=False)
        for problem in outcome["leftOut"]["first"]:
            err.print(f"  {problem}", markup=False)
    for change in outcome.get("changes", ()):
        counts = ", ".join(
            f"{change[what]} {what}" for what in ("created", "changed", "removed", "unchanged") if change[what]
        )
        out.print(f"{change['kind']:<14} {counts or 'none'}", markup=False)
        for example in change["examples"]:
            out.print(f"  {example}", markup=False)
    if outcome.get("dryRun"):
        out.print("Dry run: nothing was written.")
    if outcome.get("policyVersion"):
        out.print(
            f"Policy version {outcome['policyVersion']}: people and holders of skills were counted again.",
            markup=False,
        )
