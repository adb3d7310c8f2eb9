"""The rank index's query files as typed functions."""

from collections.abc import Mapping, Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import row
from graphapi.rankindex.model import Counts, NearRow, PackedNearRow, PackedPeopleRow, PersonRow, Weights

_IDS_A_ROW = 2_000


@row
class Ids:
    """Many ids."""

    ids: tuple[str, ...]


_SKILL_IDS = statement("rankindex/skill_ids", Ids)
_PEOPLE_IDS = statement("rankindex/people_ids", Ids)
_NEAR_PAGE = statement("rankindex/near_page", PackedNearRow)
_PEOPLE_PAGE = statement("rankindex/people_page", PackedPeopleRow)
_PEOPLE_BY_ID = statement("rankindex/people_by_id", PersonRow)
_NEAR_OF = statement("rankindex/near_of", NearRow)
_WEIGHTS = statement("rankindex/weights", Weights)
_COUNTS = statement("rankindex/counts", Counts)


async def skill_ids(tx: Transaction) -> list[str]:
    """Ids of all skills."""
    return [skill_id for found in await tx.rows(_SKILL_IDS, aRow=_IDS_A_ROW) for skill_id in found.ids]


async def people_ids(tx: Transaction) -> list[str]:
    """Ids of all people."""
    return [person_id for found in await tx.rows(_PEOPLE_IDS, aRow=_IDS_A_ROW) for person_id in found.ids]


async def near_page(tx: Transaction, ids: Sequence[str], places: Mapping[str, int]) -> list[PackedNearRow]:
    """What is near these skills."""
    return await tx.rows(_NEAR_PAGE, ids=list(ids), places=dict(places))


async def people_page(tx: Transaction, ids: Sequence[str], places: Mapping[str, int]) -> list[PackedPeopleRow]:
    """The people with these ids."""
    return await tx.rows(_PEOPLE_PAGE, ids=list(ids), places=dict(places))


async def people_by_id(tx: Transaction, ids: Sequence[str]) -> list[PersonRow]:
    """The people with these ids; those who are not there are left out."""
    return await tx.rows(_PEOPLE_BY_ID, ids=list(ids))


async def near_of(tx: Transaction, ids: Sequence[str]) -> list[NearRow]:
    """What is near each of these skills; those that are not there are left out."""
    return await tx.rows(_NEAR_OF, ids=list(ids))


async def weights(tx: Transaction, policy_version: int) -> Weights:
    """The skills that a version of the policy weighs; none when there is no such version."""
    return await tx.one(_WEIGHTS, version=policy_version) or Weights((), ())


async def counts(tx: Transaction) -> Counts:
    """How much of each kind there is."""
    found = await tx.one(_COUNTS)
    assert found is not None  # An aggregate has a row.
    return found
