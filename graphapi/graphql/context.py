"""What all GraphQL modules share: the request's context."""

from collections.abc import Iterable
from typing import TypeAlias

import strawberry

from graphapi.graphdb.database import Database
from graphapi.identity.viewer import Viewer
from graphapi.journal.edit import Editor
from graphapi.matching.ranker import RankerInUse
from graphapi.people.further_ids import people_meant
from graphapi.text import GLOBAL_ID_MARK, cleaned
from graphapi.wire.context import RequestContext
from graphapi.wire.node import local_id


class Context(RequestContext[Viewer, Database]):
    """What a request carries: the viewer with the journal of this process, and the ranker in use."""

    def __init__(self, editor: Editor, in_use: RankerInUse | None = None) -> None:
        super().__init__(editor.viewer, editor.database)
        self.editor = editor
        self.ranker = in_use.ranker if in_use else None


Info: TypeAlias = strawberry.Info[Context, None]


async def own_person_id(context: Context, given: str, *, path: Iterable[str] = ("id",)) -> str:
    """A person's own id, from their global id, their own id or a further id that leads to them.

    Raises InvalidInput for what is not an id of a person. An id that nobody has comes back as it is.
    """
    own = local_id("Person", given, path=path)
    if cleaned(given).startswith(GLOBAL_ID_MARK):
        return own

    async def load(ids: list[str]) -> list[str]:
        found = await people_meant(context.database, ids)
        return [found.get(id_, id_) for id_ in ids]

    return await context.loader(people_meant, load).load(own)
