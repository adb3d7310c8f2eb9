"""What a request carries to its resolvers: the viewer, the database, and the request's own dataloaders."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar, cast

from strawberry.fastapi import BaseContext

from graphapi.wire.pacing import PacedLoader, Turns

ViewerT = TypeVar("ViewerT")
DatabaseT = TypeVar("DatabaseT")
Key = TypeVar("Key")
Value = TypeVar("Value")


class RequestContext(BaseContext, Generic[ViewerT, DatabaseT]):
    """Made once for each request; Strawberry adds `request` and `response`."""

    def __init__(self, viewer: ViewerT, database: DatabaseT) -> None:
        super().__init__()
        self.viewer = viewer
        self.database = database
        self._loaders: dict[Hashable, PacedLoader[Any, Any]] = {}
        self._turns = Turns()

    def loader(
        self, key: Hashable, load: Callable[[list[Key]], Awaitable[Sequence[Value | BaseException]]]
    ) -> PacedLoader[Key, Value]:
        """The request's dataloader under `key`, which reads by `load`, created on first use.

        A loader remembers what it loaded, so it must not outlive the request; a mutation that changes what a
        loader may hold calls `forget_loaded`.
        """
        known = self._loaders.get(key)
        if known is None:
            known = self._loaders[key] = PacedLoader(load, self._turns)
        return cast(PacedLoader[Key, Value], known)

    def forget_loaded(self) -> None:
        """Drops every loader, so that the rest of this request reads fresh data."""
        self._loaders.clear()
