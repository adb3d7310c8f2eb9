"""Compares stored folded names with a recomputation, and finds ids that were stored before ids were checked."""

from collections.abc import AsyncIterator, Awaitable, Callable

from graphapi.graphdb.database import Database, Transaction
from graphapi.people import graph
from graphapi.people.further_ids import ids_of_two
from graphapi.people.graph import StoredFold
from graphapi.people.units import folded_path
from graphapi.text import GLOBAL_ID_MARK, folded_name

_MOST_NAMED = 100
_A_PAGE = 10_000
_DEADLINE_SECONDS = 600.0
_KINDS = (
    ("person", graph.names_page, folded_name, graph.save_folded_names),
    ("unit", graph.unit_paths, folded_path, graph.save_folded_paths),
)


async def ids_out_of_form(tx: Transaction) -> list[str]:
    """Sentences about stored ids that would be refused today, at most 100, and about those that mean two people."""
    return await ids_of_two(tx) + [
        f"The {found.kind} {found.id!r} can only be found by its global id: its own id "
        + (
            f"begins with {GLOBAL_ID_MARK}."
            if found.id.startswith(GLOBAL_ID_MARK)
            else "is not in Unicode's composed form (NFC)."
        )
        for found in await graph.ids_out_of_form(tx, GLOBAL_ID_MARK, _MOST_NAMED)
    ]


async def wrong_folds(tx: Transaction) -> list[str]:
    """Sentences about people and units whose folded form does not match their name or path."""
    return [
        f"The folded name of {kind} {found.key!r} is {found.fold!r}, not {fold(found.text)!r}."
        for kind, page, fold, _ in _KINDS
        async for found in _pages(tx, page)
        if found.fold != fold(found.text)
    ]


async def refresh_folds(database: Database) -> int:
    """Stores every missing or wrong folded form; returns how many there were."""

    async def work(tx: Transaction) -> int:
        count = 0
        for _, page, fold, save in _KINDS:
            wrong = [
                {"key": found.key, "text": found.text, "fold": fold(found.text)}
                async for found in _pages(tx, page)
                if found.fold != fold(found.text)
            ]
            for start in range(0, len(wrong), _A_PAGE):
                await save(tx, wrong[start : start + _A_PAGE])
            count += len(wrong)
        return count

    return await database.write("people/refresh_folds", work, deadline_seconds=_DEADLINE_SECONDS)


async def _pages(
    tx: Transaction, page: Callable[[Transaction, str, int], Awaitable[list[StoredFold]]]
) -> AsyncIterator[StoredFold]:
    after = ""
    while found := await page(tx, after, _A_PAGE):
        for each in found:
            yield each
        after = found[-1].key
