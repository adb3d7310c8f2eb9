"""Reading units and functions, and who holds a skill."""

from collections import defaultdict
from collections.abc import Sequence

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.people import organisation_graph as graph
from graphapi.people.model import Function, HeldSkill, HolderPlace, Unit
from graphapi.people.reading import checked_search, folded_unit
from graphapi.policy.model import HIGHEST_LEVEL


async def page_of_units(database: Database, search: str | None, after: str, limit: int) -> list[Unit]:
    """The next `limit` units after a path, in the order of paths, whose path has the text in it.

    search: ignores case and accents. Raises InvalidInput for a text that cannot be one.
    """
    wanted = checked_search(search, "search")
    folded = folded_unit(wanted) if wanted else None
    return await database.read("people/units_page", lambda tx: graph.units_page(tx, folded, after, limit))


async def page_of_functions(database: Database, after: str, limit: int) -> list[Function]:
    """The next `limit` functions after a name, in the order of names."""
    return await database.read("people/functions_page", lambda tx: graph.functions_page(tx, after, limit))


async def claims_on(
    database: Database,
    skill_ids: Sequence[str],
    minimum_level: int,
    *,
    limit: int,
    after: HolderPlace | None = None,
) -> dict[str, tuple[HeldSkill, ...]]:
    """For each skill the next `limit` claims on it: highest level first, then by the person's id.

    Raises InvalidInput unless minimum_level lies between 0 and 4.
    """
    _check_level(minimum_level)
    found = await database.read(
        "people/claims_on", lambda tx: graph.claims_on(tx, skill_ids, minimum_level, after, limit)
    )
    by_skill: defaultdict[str, list[HeldSkill]] = defaultdict(list)
    for claim in found:
        by_skill[claim.skill_id].append(claim)
    return {skill_id: tuple(by_skill[skill_id]) for skill_id in skill_ids}


async def holder_counts(database: Database, skill_ids: Sequence[str], minimum_level: int) -> dict[str, int]:
    """How many people hold each skill at this level or above. Raises InvalidInput as claims_on does."""
    _check_level(minimum_level)
    return await database.read(
        "people/holder_counts", lambda tx: graph.holder_counts(tx, skill_ids, minimum_level)
    )


def _check_level(level: int) -> None:
    if not 0 <= level <= HIGHEST_LEVEL:
        raise InvalidInput(f"minimumLevel must be between 0 and 4; you sent {level}.", path=["minimumLevel"])
