"""Generates ids: UUIDs of version 7, which sort by creation time."""

import secrets
import threading
import time
import uuid

_RANDOM_BITS = 74
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A new id in the form of RFC 9562, version 7: later ones of this process sort after earlier ones.

    Between processes the order is that of the clocks, to the millisecond.
    """
    global _last  # noqa: PLW0603 - the last id is what the next one must exceed
    fresh = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    with _lock:
        # A clock that stands still or is set back must not break the order.
        _last = max(fresh, _last + 1)
        value = _last
    milliseconds, random = value >> _RANDOM_BITS, value & ((1 << _RANDOM_BITS) - 1)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low))
