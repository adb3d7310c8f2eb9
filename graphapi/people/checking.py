"""What `graphapi check` says about ids that were stored before the doors held them to their form."""

from graphapi.graphdb.database import Transaction
from graphapi.people import graph
from graphapi.text import GLOBAL_ID_MARK

_MOST_NAMED = 100


async def ids_out_of_form(tx: Transaction) -> list[str]:
    """Sentences about stored ids that no door takes any more, 100 at most."""
    return [
        f"The {found.kind} {found.id!r} can only be asked for by the id that the API answers: its own id "
        + (
            f"begins with {GLOBAL_ID_MARK}."
            if found.id.startswith(GLOBAL_ID_MARK)
            else "is not in Unicode's composed form (NFC)."
        )
        for found in await graph.ids_out_of_form(tx, GLOBAL_ID_MARK, _MOST_NAMED)
    ]
