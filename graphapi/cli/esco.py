"""The command that brings ESCO into the map."""

from pathlib import Path
from typing import Annotated, Any

import typer

from graphapi.cli.printing import (
    MOST_FACTS_SHOWN,
    Format,
    FormatOption,
    facts_in_words,
    out,
    print_json,
    stage_bar,
)
from graphapi.cli.reaching import open_editor
from graphapi.cli.relating import as_json, print_related
from graphapi.cli.running import errors_in_words, run
from graphapi.esco.importing import EscoReport, import_esco
from graphapi.esco.reading import read_esco
from graphapi.relatedness.relating import RelateReport, relate_changes
from graphapi.taxonomy.states import Changes


def import_esco_command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Folders or zip archives with ESCO's CSV files: the classification and the relations."
        ),
    ],
    language: Annotated[
        str | None,
        typer.Option(
            help="Language of the skills' main labels, such as en. Default: English, or the only language given."
        ),
    ] = None,
    release: Annotated[
        str | None, typer.Option(help="Version of ESCO, if the file names do not contain it.")
    ] = None,
    distinct: Annotated[
        list[str] | None,
        typer.Option(
            help="Id of a skill to keep apart from the ESCO skill with the same preferred label; repeatable."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change without changing anything.")
    ] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Import ESCO's skills, groups and occupations from its official CSV files; see docs/esco.md.

    Running it again changes nothing; a run that was stopped is finished by the next one.
    """
    with errors_in_words(), stage_bar() as progress:
        esco = read_esco(paths, language, release, progress)

    async def work() -> tuple[EscoReport, RelateReport | None]:
        async with open_editor() as editor:
            with stage_bar() as progress:
                report = await import_esco(editor, esco, progress, dry_run=dry_run, distinct=distinct or ())
                return report, None if dry_run else await relate_changes(editor, progress)

    report, related = run(work)
    if output is Format.JSON:
        print_json(_as_json(report, dry_run=dry_run) | {"related": related and as_json(related)})
    else:
        _print(report, dry_run=dry_run)
        if related is not None:
            print_related(related)


def _as_json(report: EscoReport, *, dry_run: bool) -> dict[str, Any]:
    return {
        "source": report.source.name,
        "version": report.source.version,
        "languages": list(report.source.languages),
        "attribution": report.source.attribution,
        "dryRun": dry_run,
        "resumed": report.resumed,
        "findings": [
            {"key": each.key, "count": each.count, "said": each.said, "examples": list(each.examples)}
            for each in report.findings
        ],
        "changes": [
            {
                "kind": kind,
                "created": each.created,
                "changed": each.changed,
                "removed": each.removed,
                "unchanged": each.unchanged,
            }
            for kind, each in report.changes.items()
        ],
        "nearRebuilt": report.near,
    }


def _print(report: EscoReport, *, dry_run: bool) -> None:
    source = report.source
    out.print(f"{source.name} {source.version} ({', '.join(source.languages)})", markup=False)
    for finding in report.findings:
        out.print(f"{finding.count:>7} {finding.said}", markup=False)
    for kind, changes in report.changes.items():
        out.print(f"{kind:<14} {_said(changes)}", markup=False)
    if report.near:
        out.print(f"{'nearness':<14} {report.near} rebuilt", markup=False)
    if dry_run:
        facts = [fact for changes in report.changes.values() for fact in changes.facts]
        for line in facts_in_words(facts, MOST_FACTS_SHOWN):
            out.print(line, markup=False)
        out.print("Dry run: nothing was written.")
    elif not report.changes_anything and not report.resumed:
        out.print("Nothing has changed.")
    out.print(source.attribution, markup=False)


def _said(changes: Changes) -> str:
    counts = ", ".join(
        f"{count} {what}"
        for what, count in (
            ("created", changes.created),
            ("changed", changes.changed),
            ("removed", changes.removed),
            ("unchanged", changes.unchanged),
        )
        if count
    )
    return counts or "none"
