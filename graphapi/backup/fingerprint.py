"""The fingerprint of a map: how much of everything there is, and a checksum over all of it.

Two maps with the same fingerprint hold the same, in whatever order their stores keep it. The checksum is the sum,
modulo 2^256, of the SHA-256 of every node and relationship as canonical JSON, so no order is needed and little memory.
Free time is only counted: it is derived, and `graphapi check` compares it with what people said.
"""

import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

from graphapi.backup import graph
from graphapi.backup.graph import StoredThing
from graphapi.graphdb.database import Database, Transaction

_DEADLINE_SECONDS = 3600.0
_MODULUS = 2**256

Watch: TypeAlias = Callable[[int], None]


class Fingerprint(BaseModel):
    """What a map holds: nodes by label, relationships by type, and the checksum in hexadecimal."""

    model_config = ConfigDict(frozen=True)

    nodes: Mapping[str, int]
    relationships: Mapping[str, int]
    checksum: str

    def differences(self, other: "Fingerprint") -> list[str]:
        """In words, how the other one differs; nothing when both maps hold the same."""
        found = [
            f"{kind}: {mine.get(kind, 0):,} and {theirs.get(kind, 0):,}"
            for mine, theirs in ((self.nodes, other.nodes), (self.relationships, other.relationships))
            for kind in sorted(mine.keys() | theirs.keys())
            if mine.get(kind, 0) != theirs.get(kind, 0)
        ]
        if self.checksum != other.checksum:
            found.append("the checksums differ")
        return found


async def fingerprint(database: Database, watch: Watch = lambda _count: None) -> Fingerprint:
    """Reads the whole map. Nobody should edit it meanwhile. watch: told how many things have been read."""

    async def work(tx: Transaction) -> Fingerprint:
        seen, checksum = 0, 0
        nodes, relationships = Counter[str](), Counter[str]()
        for kinds, pages in ((nodes, graph.nodes(tx)), (relationships, graph.relationships(tx))):
            checksum += await _summed(pages, kinds)
            seen += kinds.total()
            watch(seen)
        free = await graph.free_time_counts(tx)
        relationships |= Counter({"FREE": free.free, "OFFERS": free.offers})
        return Fingerprint(
            nodes=dict(sorted(nodes.items())),
            relationships=dict(sorted(relationships.items())),
            checksum=f"{checksum % _MODULUS:064x}",
        )

    return await database.read("backup/fingerprint", work, deadline_seconds=_DEADLINE_SECONDS)


async def _summed(pages: AsyncIterator[list[StoredThing]], kinds: Counter[str]) -> int:
    total = 0
    async for page in pages:
        for thing in page:
            kinds[thing.kind] += 1
            total += _number(thing)
    return total


def _number(thing: StoredThing) -> int:
    canonical: list[Any] = [thing.kind, thing.begin, thing.end, thing.properties]
    text = json.dumps(canonical, sort_keys=True, ensure_ascii=False, default=str)
    return int.from_bytes(hashlib.sha256(text.encode()).digest())
