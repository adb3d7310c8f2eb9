"""Commands that rank mentors and explain pairs; they print what the API answers."""

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from graphapi.cli.documents import EXPLAIN_MATCH, MENTOR_MATCHES, answer
from graphapi.cli.printing import Format, RowsOption, out, parse_day, print_csv, print_json
from graphapi.cli.reaching import open_database
from graphapi.cli.running import run
from graphapi.matching.model import MINIMUM_SHARED_MINUTES

Goals = Annotated[
    list[str] | None,
    typer.Option("--goal", help="Only this goal; repeatable. Default: all active goals."),
]
Minimum = Annotated[
    int, typer.Option("--minimum-shared-minutes", help="Minutes both must be free in the week; 0 for no minimum.")
]
Session = Annotated[
    int,
    typer.Option("--minimum-session-minutes", help="Minutes both must be free in one stretch; 0 for no minimum."),
]
_RANKING_COLUMNS = (
    "id",
    "name",
    "distance",
    "shared_minutes",
    "longest_shared_minutes",
    "why",
    "shared_time",
)
_RULE_COLUMNS = ("rule", "holds", "reason", "remedy")
Week = Annotated[str | None, typer.Option("--week", help="Any date in the requested week, such as 2027-03-01.")]


def rank_command(
    person: Annotated[str, typer.Argument(help="Id of the mentee.")],
    goal: Goals = None,
    minimum_shared_minutes: Minimum = MINIMUM_SHARED_MINUTES,
    minimum_session_minutes: Session = 0,
    week: Week = None,
    first: Annotated[int, typer.Option(help="Maximum number of mentors, 1 to 100.")] = 20,
    after: Annotated[str | None, typer.Option(help="Show the mentors after this cursor.")] = None,
    output: RowsOption = Format.TABLE,
) -> None:
    """Rank mentors for PERSON by graph distance to the person's goals, with reasons."""

    async def work() -> dict[str, Any]:
        day = parse_day(week)
        async with open_database() as database:
            variables = {
                "menteeId": person,
                "goalIds": goal or None,
                "minimumSharedMinutes": minimum_shared_minutes,
                "minimumSessionMinutes": minimum_session_minutes,
                "week": day.isoformat() if day else None,
                "first": first,
                "after": after,
            }
            return (await answer(database, MENTOR_MATCHES, variables))["mentorMatches"]

    found = run(work)
    if output is Format.JSON:
        print_json(found)
    elif output is Format.CSV:
        print_csv(_RANKING_COLUMNS, map(_ranking_row, found["edges"]))
    else:
        print_ranking(found)


def _ranking_row(edge: dict[str, Any]) -> list[object]:
    return [
        edge["node"]["externalId"],
        edge["node"]["name"],
        edge["distance"],
        edge["sharedMinutes"],
        edge["longestSharedMinutes"],
        " ".join(reason["text"] for reason in edge["why"][:2]),
        ", ".join(edge["sharedTime"]),
    ]


def print_ranking(found: dict[str, Any], *, tell_of_more: bool = True) -> None:
    """The ranking as a table: distance, shared minutes, and the path that explains most."""
    for hint in found["hints"]:
        out.print(hint, markup=False)
    if not found["edges"]:
        return
    table = Table(title=f"Week of {found['week']}, policy version {found['policyVersion']}")
    for name in ("", "Mentor", "Distance", "Shared"):
        table.add_column(name, justify="right" if name in ("", "Distance", "Shared") else "left")
    table.add_column("Why")
    for number, edge in enumerate(found["edges"], start=1):
        why = "\n".join(reason["text"] for reason in edge["why"][:2])
        if edge["sharedTime"]:
            why += "\nBoth free: " + ", ".join(edge["sharedTime"][:3])
        mentor = f"{edge['node']['name']}\n({edge['node']['externalId']})"
        table.add_row(
            str(number),
            Text(mentor),
            f"{edge['distance']:.3f}",
            shared_in_words(edge),
            Text(why),
            end_section=True,
        )
    out.print(table, soft_wrap=False)
    if tell_of_more and found["pageInfo"]["hasNextPage"]:
        out.print(f"More: --after {found['pageInfo']['endCursor']}", markup=False)


def shared_in_words(pair: dict[str, Any]) -> str:
    """The shared minutes, and the longest piece where they are in several."""
    shared, longest = pair["sharedMinutes"], pair["longestSharedMinutes"]
    return f"{shared} min" if shared == longest else f"{shared} min\n({longest} in one piece)"


def explain_command(
    person: Annotated[str, typer.Argument(help="Id of the mentee.")],
    mentor: Annotated[str, typer.Argument(help="Id of the mentor.")],
    goal: Goals = None,
    minimum_shared_minutes: Minimum = MINIMUM_SHARED_MINUTES,
    minimum_session_minutes: Session = 0,
    week: Week = None,
    output: RowsOption = Format.TABLE,
) -> None:
    """Explain why MENTOR is, or is not, ranked for PERSON, and what would change it."""

    async def work() -> dict[str, Any]:
        day = parse_day(week)
        async with open_database() as database:
            variables = {
                "menteeId": person,
                "mentorId": mentor,
                "goalIds": goal or None,
                "minimumSharedMinutes": minimum_shared_minutes,
                "minimumSessionMinutes": minimum_session_minutes,
                "week": day.isoformat() if day else None,
            }
            return (await answer(database, EXPLAIN_MATCH, variables))["explainMatch"]

    found = run(work)
    if output is Format.JSON:
        print_json(found)
        return
    if output is Format.CSV:
        print_csv(_RULE_COLUMNS, ([rule[name] for name in _RULE_COLUMNS] for rule in found["rules"]))
        return
    out.print(f"{found['mentor']['name']} as mentor of {found['mentee']['name']}", markup=False)
    out.print(found["summary"], markup=False)
    out.print(
        f"Distance {found['distance']:.3f}, {found['sharedMinutes']} shared minutes "
        f"({found['longestSharedMinutes']} in one piece) in the week of {found['week']}, "
        f"policy version {found['policyVersion']}.",
        markup=False,
    )
    for reason in found["why"]:
        out.print(f"  {reason['text']}", markup=False)
    if found["relations"]:
        out.print("Relations")
    for relation in found["relations"]:
        out.print(f"  {relation['text']}", markup=False)
    out.print("Rules")
    for rule in found["rules"]:
        mark = "holds   " if rule["holds"] else "EXCLUDES"
        remedy = f" To change it: {rule['remedy']}" if rule["remedy"] else ""
        out.print(f"  {mark} {rule['rule']:<16} {rule['reason']}{remedy}", markup=False)
