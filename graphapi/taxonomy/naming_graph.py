"""The query files about what skills are called and under which ids, as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class SkillMeant:
    """An id, and the skill that it leads to."""

    id: str
    skill_id: str


@row
class Bearer:
    """An active skill with a preferred label. source: of the label; empty for the map's own.

    own_names: languages in which the map itself has a preferred label for the skill. matches: (uri, kind) of all
    external concepts that somebody has said to be the same or nearly so.
    """

    norm: str
    lang: str
    skill_id: str
    source: str
    own_names: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]


@row
class Namesakes:
    """Skills that are called the same; each (id, how many people hold it)."""

    called: str
    skills: tuple[tuple[str, str], ...]


_SKILLS_MEANT = statement("taxonomy/skills_meant", SkillMeant)
_BEARERS = statement("taxonomy/bearers", Bearer)
_NAMESAKES = statement("taxonomy/namesakes", Namesakes)
_WRITE_OTHER_IDS = statement("taxonomy/write_other_ids", Nothing)
_FORGET_OTHER_IDS = statement("taxonomy/forget_other_ids", Nothing)


async def skills_meant(tx: Transaction, ids: Sequence[str]) -> list[SkillMeant]:
    """The skill that each of the ids leads to; unknown ids are left out."""
    return await tx.rows(_SKILLS_MEANT, ids=list(ids))


async def bearers(tx: Transaction, norms: Sequence[str]) -> list[Bearer]:
    """Active skills with one of these normalised texts as preferred label."""
    return await tx.rows(_BEARERS, norms=list(norms))


async def namesakes(tx: Transaction, limit: int) -> list[Namesakes]:
    """Groups of active skills that are called the same, by label."""
    return await tx.rows(_NAMESAKES, limit=limit)


async def write_other_ids(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Gives skills further ids."""
    await tx.run(_WRITE_OTHER_IDS, rows=rows)


async def forget_other_ids(tx: Transaction, ids: Sequence[str]) -> None:
    """Takes further ids away from skills."""
    await tx.run(_FORGET_OTHER_IDS, ids=list(ids))
