"""Runs a change once per idempotency key, no matter how often it is requested."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Transaction
from graphapi.journal import receipts_graph as graph
from graphapi.journal.errors import KeyReused

LONGEST_KEY = 200
_PATH = ("idempotencyKey",)


async def once(
    tx: Transaction,
    actor: str,
    key: str | None,
    operation: str,
    request: Mapping[str, Any],
    run: Callable[[], Awaitable[str]],
) -> str:
    """Returns what `run` returns (an id), or what it returned for the same actor and key before.

    The receipt is stored in the transaction of the effect, so either both exist or neither does, and racing
    transactions with one key wait for each other. Only a hash of the request is kept. Without a key it just runs.
    `request` is plain JSON. Raises InvalidInput for a key that cannot be one, and KeyReused when the actor used the
    key for another request. Call it first in a transaction, so that all transactions lock in the same order.
    """
    if key is None:
        return await run()
    check_key(key)
    fingerprint = fingerprint_of(request)
    receipt = await graph.claim_receipt(tx, actor, key, operation, fingerprint)
    if (receipt.operation, receipt.fingerprint) != (operation, fingerprint):
        raise KeyReused(
            "This idempotency key was already used for a different request. Use a new key for each request.",
            path=_PATH,
        )
    if receipt.answer is not None:
        return receipt.answer
    answer = await run()
    await graph.save_answer(tx, actor, key, answer)
    return answer


def check_key(key: str) -> None:
    """Raises InvalidInput unless the key has 1 to 200 printable characters."""
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise InvalidInput(
            f"An idempotency key must have 1 to {LONGEST_KEY} printable characters. A random UUID is a good choice.",
            path=_PATH,
        )


def fingerprint_of(request: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the request as JSON with sorted names and no spaces."""
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
