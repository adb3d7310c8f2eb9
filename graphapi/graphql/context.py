"""What all GraphQL modules share: the request's context."""

from typing import TypeAlias

import strawberry

from graphapi.graphdb.database import Database
from graphapi.identity.viewer import Viewer
from graphapi.journal.edit import Editor
from graphapi.matching.ranker import RankerInUse
from graphapi.wire.context import RequestContext


class Context(RequestContext[Viewer, Database]):
    """What a request carries: the viewer with the journal of this process, and the ranker in use."""

    def __init__(self, editor: Editor, in_use: RankerInUse | None = None) -> None:
        super().__init__(editor.viewer, editor.database)
        self.editor = editor
        self.ranker = in_use.ranker if in_use else None


Info: TypeAlias = strawberry.Info[Context, None]
