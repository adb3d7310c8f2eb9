"""What can be wrong with an idempotency key."""

from graphapi.errors import Conflict


class KeyReused(Conflict):
    """The idempotency key was already used for another request."""

    code = "KEY_REUSED"
