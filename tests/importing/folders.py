"""Writes folders of CSV files and imports them, saying only what matters to a test."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from graphapi.graphdb.database import Database, Transaction
from graphapi.importing.applying import ImportReport, apply_import
from graphapi.importing.planning import plan_import
from graphapi.importing.reading import read_bundle
from graphapi.importing.writes import ImportPlan
from tests.editing import editor

TODAY = date(2027, 3, 1)
TWO_PEOPLE = "id,name\nada,Ada\nbo,Bo\n"
EVERYTHING = {
    "people": "\ufeffID; Name;Unit;function;Reports To;Time Zone;languages;mentoring;places;Weekly Minutes;"
    "formats;pace\r\n"
    'ada;"Lovelace; Ada ""the first""";Engineering > Platform;Engineer;bo;Europe/Berlin;en|DE;yes;2;90;'
    "async|video;slow\r\n"
    "bo;Bo;Engineering;Lead;;UTC;en;no;;;;\r\n",
    "skills": "id,label,cluster,tier,definition,aliases\n"
    'rust,Rust,coding,technical,"A language\nfor systems.",rustlang;oxide\n'
    "knit,Knitting,Handicrafts,domain,,\n",
    "related": "a,b,strength,kind\nrust,Go,0.6,\noxide,py,0.5,Broader\n",
    "person_skills": "person_id,skill,level,last_used_on\n"
    "ada,kubernetes,3,2026-11-30\nada,rust,4,\nbo,  GOLANG ,2,\nbo,pythonsprache,0,\n",
    "goals": "goal_id,person_id,skill,target_level,statement,due_on,weight\n"
    "g1,bo,K8s,3,Run it,2027-12-31,2\ng1,bo,rustlang,2,,,\n",
    "availability": "person_id,weekday,from,until,time_zone,valid_from,valid_until,format\n"
    "ada,Tue,16:00,18:00,,,2027-03-28,Video\nbo,2,9:00,24:00,Asia/Kathmandu,,,\n",
}
"""Files that make use of every column, for a map with `some_skills`."""


def a_folder(path: Path, **files: str | bytes) -> Path:
    """A folder with these files, named without their ending; people.csv has two people unless it is given."""
    for name, content in ({"people": TWO_PEOPLE} | files).items():
        data = content if isinstance(content, bytes) else content.encode()
        (path / f"{name}.csv").write_bytes(data)
    return path


def as_csv(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV text, the first of them the header; None is an empty cell."""

    class _Lines(list[str]):
        write = list[str].append

    lines = _Lines()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return "".join(lines)


async def plan_folder(database: Database, path: Path) -> ImportPlan:
    """The dry run of importing the folder."""
    return await plan_import(database, await read_bundle(database, path, today=TODAY))


async def import_folder(database: Database, path: Path) -> ImportReport:
    """Imports the folder."""
    return await apply_import(editor(database, TODAY), await plan_folder(database, path))


async def some_skills(database: Database) -> None:
    """k8s (Kubernetes, K8s), py (Python, and in German Pythonsprache), and go (Go), in the cluster Coding."""

    async def work(tx: Transaction) -> None:
        await tx.run_text(
            "CREATE (c:Cluster {id: 'coding', label: 'Coding', levels: [], revision: 1}) "
            "WITH c UNWIND [['k8s', 'Kubernetes', 'K8s', 'en'], ['py', 'Python', 'Pythonsprache', 'de'], "
            "['go', 'Go', 'Golang', 'en']] AS s "
            "CREATE (k:Skill {id: s[0], label: s[1], status: 'active', revision: 1})"
            "-[:IN_CLUSTER {primary: true}]->(c) "
            "CREATE (k)-[:KNOWN_AS]->(:Label {id: s[0] + '|en|' + toLower(s[1]), text: s[1], "
            "norm: toLower(s[1]), lang: 'en', kind: 'preferred'}) "
            "CREATE (k)-[:KNOWN_AS]->(:Label {id: s[0] + '|' + s[3] + '|' + toLower(s[2]), text: s[2], "
            "norm: toLower(s[2]), lang: s[3], kind: 'alternative'})"
        )

    await database.write("tests/some_skills", work)
