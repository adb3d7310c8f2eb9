"""The order of mentors who are equally good for a mentee: the same every time, and another one for each mentee.

A person has a fixed number, the tie key, and a mentee two numbers, which turn the keys into an order of their own:
(key * factor + shift) mod 2^31 - 1. Cypher and the arrays of the rank index compute that alike, within 62 bits.
"""

import hashlib
from typing import NamedTuple

# A prime, so that every factor but 0 gives different keys different numbers.
TIE_MODULUS = 2**31 - 1


class TieOrder(NamedTuple):
    """How one mentee orders equal mentors: the lowest (key * factor + shift) mod TIE_MODULUS first."""

    factor: int
    shift: int

    def number_of(self, key: int) -> int:
        """The number of a mentor with this tie key, 0 to TIE_MODULUS - 1."""
        return (key * self.factor + self.shift) % TIE_MODULUS


def tie_key(person_id: str) -> int:
    """The tie key that a new person gets, 0 to TIE_MODULUS - 1."""
    return _digest("key", person_id) % TIE_MODULUS


def tie_order(mentee_id: str) -> TieOrder:
    """The order of this mentee."""
    return TieOrder(
        _digest("factor", mentee_id) % (TIE_MODULUS - 1) + 1, _digest("shift", mentee_id) % TIE_MODULUS
    )


def _digest(purpose: str, person_id: str) -> int:
    text = person_id.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8, person=purpose.encode()).digest(), "big")
