"""When as many rankings run as may, the next is refused at once; health and cheap questions are answered."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date

import pytest

from graphapi.graphdb.database import Database, Transaction
from graphapi.matching.facts import MenteeFacts
from graphapi.matching.model import Question
from graphapi.matching.ranker import RankedPage, RankerInUse
from graphapi.policy.versions import active_policy
from tests.api_client import Client, client_of
from tests.conftest import Address, connect
from tests.matching.world import Aim, Mentor, World, load

_RANKING = '{ mentorMatches(menteeId: "ada", minimumSharedMinutes: 0) { servedBy edges { node { name } } } }'
_EXPLANATION = '{ explainMatch(menteeId: "ada", mentorId: "bo", minimumSharedMinutes: 0) { summary } }'
_CHEAP = '{ person(id: "ada") { name } }'


class Copy:
    """A ranker whose copy of the map holds nobody, or is not fresh."""

    def __init__(self, *, fresh: bool) -> None:
        self._fresh = fresh

    async def rank(
        self, tx: Transaction, question: Question, mentee: MenteeFacts, week: date, limit: int
    ) -> RankedPage | None:
        """Nobody, by the policy of the map."""
        return RankedPage([], await active_policy(tx), 1) if self._fresh else None


@pytest.fixture
async def narrow(database: Database, neo4j_address: Address) -> AsyncIterator[Database]:
    """A map with one mentor, reached by a database with places for two rankings and a queue for none."""
    people = {"ada": Mentor(), "bo": Mentor({"go": 4})}
    await load(database, World(["go"], [], people, {"grow": Aim("ada", {"go": (3, 1.0)})}))
    async with connect(neo4j_address, rankings_at_once=2, rankings_waiting=0) as narrow:
        yield narrow


@asynccontextmanager
async def two_slow_rankings(database: Database, in_use: RankerInUse | None = None) -> AsyncGenerator[Client]:
    """A client of a service whose places are taken, as by two rankings that go on for the whole block."""
    async with client_of(database, in_use) as client, AsyncExitStack() as rankings:
        for _ in range(2):
            await rankings.enter_async_context(database.expensive.place())
        yield client


async def test_the_next_ranking_is_refused_while_cheap_questions_and_health_are_answered(narrow: Database) -> None:
    async with two_slow_rankings(narrow) as client:
        for query in (_RANKING, _EXPLANATION):
            response = await client.http.post("/graphql", json={"query": query})
            (error,) = response.json()["errors"]
            assert (response.status_code, error["extensions"]["code"]) == (503, "OVERLOADED")
            assert 1 <= error["extensions"]["retryAfterSeconds"] <= int(response.headers["retry-after"])
        assert await client.data(_CHEAP) == {"person": {"name": "ada"}}
        assert (await client.http.get("/readyz")).status_code == 200
    async with client_of(narrow) as client:
        assert (await client.data(_RANKING))["mentorMatches"]["edges"] == [{"node": {"name": "bo"}}]
        assert (await client.data(_EXPLANATION))["explainMatch"]["summary"] == "Ranked 1 of 1."


async def test_rankings_of_the_index_do_not_queue_behind_those_of_cypher(narrow: Database) -> None:
    in_use = RankerInUse(Copy(fresh=True))
    async with two_slow_rankings(narrow, in_use) as client:
        assert (await client.data(_RANKING))["mentorMatches"] == {"servedBy": "RANK_INDEX", "edges": []}
        assert "explainMatch" in await client.data(_EXPLANATION)
        in_use.ranker = Copy(fresh=False)
        assert (await client.error(_RANKING))[0] == "OVERLOADED"
        assert (await client.error(_EXPLANATION))[0] == "OVERLOADED"
    async with client_of(narrow, in_use) as client:
        assert (await client.data(_RANKING))["mentorMatches"]["servedBy"] == "CYPHER"


async def test_many_rankings_in_one_document_take_one_place_after_another(narrow: Database) -> None:
    many = "{" + " ".join(f"a{at}: {_RANKING[2:-2]}" for at in range(6)) + "}"
    async with client_of(narrow) as client, narrow.expensive.place():
        assert len(await client.data(many)) == 6
    assert narrow.expensive.running == 0


async def test_health_is_answered_when_every_connection_is_taken(
    database: Database, neo4j_address: Address
) -> None:
    one = connect(neo4j_address, pool_size=1, pool_wait_seconds=1, retry_window_seconds=0)
    async with one, client_of(one) as client, one.holding("tests/taken"):
        assert (await client.error(_CHEAP))[0] == "UNAVAILABLE"
        assert (await client.http.get("/readyz")).status_code == 200
