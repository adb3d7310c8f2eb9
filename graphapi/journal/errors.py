"""What can be wrong with an idempotency key."""

from graphapi.errors import Conflict


class KeyReused(Conflict):
    """The idempotency key was used before, for something else."""

    code = "KEY_REUSED"
