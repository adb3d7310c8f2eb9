"""The query files of further ids of people as typed functions."""

from collections.abc import Mapping, Sequence

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.people.graph import PersonPlace


@row
class PersonMeant:
    """A further id with the own id of the person to whom it leads."""

    id: str
    person_id: str


@row
class DoubtfulId:
    """A further id that leads to another number of people than one, or is the own id of somebody."""

    id: str
    people: int
    is_own: bool


_PEOPLE_MEANT = statement("people/people_meant", PersonMeant)
_FURTHER_IDS_TAKEN = statement("people/further_ids_taken", PersonMeant)
_FURTHER_IDS_OF = statement("people/further_ids_of", PersonMeant)
_HOLD_PERSON_IDS = statement("people/hold_person_ids", PersonPlace)
_SAVE_FURTHER_IDS = statement("people/save_further_ids", Nothing)
_DELETE_FURTHER_ID = statement("people/delete_further_id", Nothing)
_IDS_OF_TWO = statement("people/ids_of_two", DoubtfulId)


async def people_meant(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """From each further id to the person to whom it leads; others are left out."""
    return {found.id: found.person_id for found in await tx.rows(_PEOPLE_MEANT, ids=list(ids))}


async def further_ids_taken(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """The same, whoever is asking: an id is given once in the whole map."""
    return {found.id: found.person_id for found in await tx.rows(_FURTHER_IDS_TAKEN, ids=list(ids))}


async def further_ids_of(tx: Transaction, person_ids: Sequence[str]) -> list[PersonMeant]:
    """The further ids of these people, in order."""
    return await tx.rows(_FURTHER_IDS_OF, personIds=list(person_ids))


async def hold_person_ids(tx: Transaction, ids: Sequence[str]) -> list[str]:
    """Those of the ids that are somebody's own; nobody makes a person with one until the transaction ends."""
    return [found.id for found in await tx.rows(_HOLD_PERSON_IDS, ids=list(ids))]


async def save_further_ids(tx: Transaction, ids: Mapping[str, str]) -> None:
    """Lets each of these ids lead to a person."""
    rows = [{"id": id_, "personId": person_id} for id_, person_id in ids.items()]
    await tx.run(_SAVE_FURTHER_IDS, rows=rows)


async def delete_further_id(tx: Transaction, id_: str) -> None:
    """Lets it lead to nobody."""
    await tx.run(_DELETE_FURTHER_ID, id=id_)


async def ids_of_two(tx: Transaction, limit: int) -> list[DoubtfulId]:
    """Further ids that do not lead to exactly one person, or are somebody's own."""
    return await tx.rows(_IDS_OF_TWO, limit=limit)
