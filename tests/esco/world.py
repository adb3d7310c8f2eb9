"""Imports tiny classifications, and asks the graph what came of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphapi.esco.importing import EscoReport, import_esco
from graphapi.esco.reading import read_esco
from graphapi.graphdb.database import Database, Transaction
from graphapi.taxonomy.recording import record_skills
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import RelationState, SkillState
from tests.editing import edit_of, editor
from tests.esco.files import Rows, write_folder


async def bring_in(
    database: Database, folder: Path, data: Mapping[str, Rows], *, release: str = "1", dry_run: bool = False
) -> EscoReport:
    """Writes the files into the folder and imports it."""
    return await import_esco(
        editor(database), read_esco([write_folder(folder, data)], release=release), dry_run=dry_run
    )


async def own_skills(
    database: Database, skills: list[SkillState], relations: list[RelationState] | None = None
) -> None:
    """Puts skills of the map's own onto it."""

    async def work(tx: Transaction) -> None:
        await record_skills(tx, skills, edit_of(tx))
        await record_relations(tx, relations or [], "seed", e=edit_of(tx))

    await database.write("tests/own_skills", work)


async def ask(database: Database, text: str) -> list[tuple[Any, ...]]:
    """The rows of a query as tuples."""
    rows = await database.read("tests/ask", lambda tx: tx.run_text(text))
    return [tuple(row.values()) for row in rows]
