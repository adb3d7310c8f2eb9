"""Makes the database plan the ranking's queries before the first request: planning takes longer than running them."""

from datetime import date

from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database, Transaction
from graphapi.matching import graph
from graphapi.matching.model import Question
from graphapi.policy.versions import active_policy

_DEADLINE_SECONDS = 60.0
# No person has an empty id.
_NOBODY = ""


async def warm_ranking(database: Database, today: date) -> None:
    """Runs each query of a ranking and an explanation without a person. Raises Unavailable."""

    async def work(tx: Transaction) -> None:
        await graph.mentee_facts(tx, _NOBODY, None, today)
        await active_policy(tx)
        await graph.ranked_mentors(tx, Question(_NOBODY), today, 0, 1)
        await graph.contributing_paths(tx, _NOBODY, None, 0, [_NOBODY])
        await graph.free_pieces(tx, _NOBODY, [_NOBODY], today)
        await graph.pair_facts(tx, _NOBODY, _NOBODY, today)

    await database.read("matching/warm", work, deadline_seconds=_DEADLINE_SECONDS)


async def server_started_at(database: Database) -> int | None:
    """When the server's process started, in milliseconds since 1970; None where the database does not tell.

    Raises Unavailable.
    """
    try:
        return await database.read_singly("matching/server_start", graph.server_start)
    except SetupProblem:
        # Some hosted databases refuse the procedure.
        return None
