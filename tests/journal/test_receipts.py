"""Something asked for under one key happens once, whoever asks how often."""

import asyncio
from typing import Any

import pytest

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database, Transaction
from graphapi.journal.errors import KeyReused
from graphapi.journal.ids import new_id
from graphapi.journal.receipts import fingerprint_of, once

REQUEST = {"statement": "Lead a team", "targets": [{"skill": "a", "level": 3}]}


async def _make_thing(
    database: Database,
    key: str | None,
    operation: str = "makeThing",
    request: dict[str, Any] | None = None,
    actor: str = "somebody",
) -> str:
    async def work(tx: Transaction) -> str:
        async def run() -> str:
            thing = new_id()
            await tx.run_text("CREATE (:Thing {id: $id})", {"id": thing})
            return thing

        return await once(tx, actor, key, operation, REQUEST if request is None else request, run)

    return await database.write("tests/make_thing", work)


async def _things(database: Database) -> list[str]:
    async def work(tx: Transaction) -> list[str]:
        return [found["id"] for found in await tx.run_text("MATCH (t:Thing) RETURN t.id AS id ORDER BY id")]

    return await database.read("tests/things", work)


async def test_a_repeat_gets_the_first_answer_and_has_no_effect(database: Database) -> None:
    # given
    first = await _make_thing(database, "key")
    # when
    again = await _make_thing(database, "key", request=dict(reversed(REQUEST.items())))
    # then
    assert again == first
    assert await _things(database) == [first]


async def test_without_a_key_each_request_has_its_effect(database: Database) -> None:
    made = {await _make_thing(database, None), await _make_thing(database, None)}
    assert sorted(made) == await _things(database)


@pytest.mark.parametrize(
    ("operation", "request_"), [("makeOther", REQUEST), ("makeThing", {**REQUEST, "statement": "Lead two"})]
)
async def test_a_key_of_something_else_is_refused(
    database: Database, operation: str, request_: dict[str, Any]
) -> None:
    first = await _make_thing(database, "key")
    with pytest.raises(KeyReused, match="different request"):
        await _make_thing(database, "key", operation, request_)
    assert await _things(database) == [first]


async def test_the_keys_of_two_actors_are_two(database: Database) -> None:
    made = {await _make_thing(database, "key"), await _make_thing(database, "key", actor="somebody else")}
    assert sorted(made) == await _things(database)


async def test_racers_with_one_key_have_one_effect(database: Database) -> None:
    answers = await asyncio.gather(*(_make_thing(database, "key") for _ in range(40)))
    assert [answers[0]] * 40 == answers
    assert await _things(database) == [answers[0]]


async def test_of_racers_with_other_requests_one_wins(database: Database) -> None:
    # when
    outcomes = await asyncio.gather(
        *(_make_thing(database, "key", request={"number": number % 2}) for number in range(20)),
        return_exceptions=True,
    )
    # then
    assert sum(isinstance(outcome, KeyReused) for outcome in outcomes) == 10
    assert len({outcome for outcome in outcomes if isinstance(outcome, str)}) == 1
    assert len(await _things(database)) == 1


async def test_a_failure_leaves_no_receipt(database: Database) -> None:
    # given a request that is refused after its key was claimed
    async def refuse() -> str:
        raise InvalidInput("No.")

    with pytest.raises(InvalidInput):
        await database.write("tests/refuse", lambda tx: once(tx, "somebody", "key", "makeThing", REQUEST, refuse))
    # when it is repeated, then it runs
    assert await _things(database) == []
    assert await _make_thing(database, "key") == (await _things(database))[0]


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb", "a\x00b", "\ud800"])
async def test_a_key_that_cannot_be_one_is_refused(database: Database, key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await _make_thing(database, key)
    assert refused.value.path == ("idempotencyKey",)


@pytest.mark.parametrize("key", ["x", "x" * 200, "0190163d-8694-739b-aea5-966c26f8ad91", "schlüssel 1"])
async def test_a_printable_key_is_accepted(database: Database, key: str) -> None:
    assert await _make_thing(database, key) == await _make_thing(database, key)


async def test_a_receipt_holds_no_part_of_the_request(database: Database) -> None:
    await _make_thing(database, "key")

    async def work(tx: Transaction) -> list[dict[str, Any]]:
        return await tx.run_text("MATCH (r:Receipt) RETURN properties(r) AS receipt")

    stored = (await database.read("tests/receipts", work))[0]["receipt"]
    assert stored.keys() == {"actor", "key", "operation", "fingerprint", "answer", "at"}
    assert stored["fingerprint"] == fingerprint_of(REQUEST)
    assert "team" not in repr(stored)
