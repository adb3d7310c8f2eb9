"""Query files about units, functions and the holders of skills as typed functions."""

from collections.abc import Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.people.graph import Counted
from graphapi.people.model import Function, HeldSkill, HolderPlace, Unit

_UNITS_PAGE = statement("people/units_page", Unit)
_FUNCTIONS_PAGE = statement("people/functions_page", Function)
_CLAIMS_ON = statement("people/claims_on", HeldSkill)
_HOLDER_COUNTS = statement("people/holder_counts", Counted)


async def units_page(tx: Transaction, search: str | None, after: str, limit: int) -> list[Unit]:
    """The next units by path."""
    return await tx.rows(_UNITS_PAGE, search=search, after=after, limit=limit)


async def functions_page(tx: Transaction, after: str, limit: int) -> list[Function]:
    """The next functions by name."""
    return await tx.rows(_FUNCTIONS_PAGE, after=after, limit=limit)


async def claims_on(
    tx: Transaction, skill_ids: Sequence[str], minimum_level: int, after: HolderPlace | None, limit: int
) -> list[HeldSkill]:
    """The next `limit` claims on each skill, highest level first."""
    level, id_ = (after.level, after.person_id) if after else (None, None)
    return await tx.rows(
        _CLAIMS_ON,
        skillIds=list(skill_ids),
        minimumLevel=minimum_level,
        afterLevel=level,
        afterId=id_,
        limit=limit,
    )


async def holder_counts(tx: Transaction, skill_ids: Sequence[str], minimum_level: int) -> dict[str, int]:
    """How many hold each skill; unknown ids are left out."""
    found = await tx.rows(_HOLDER_COUNTS, skillIds=list(skill_ids), minimumLevel=minimum_level)
    return {each.id: each.count for each in found}
