"""What all GraphQL modules share: the request's context, and looking up objects by global id."""

from typing import TypeAlias

import strawberry

from graphapi.graphdb.database import Database
from graphapi.identity.viewer import Viewer
from graphapi.journal.edit import Editor
from graphapi.wire.context import RequestContext
from graphapi.wire.node import NodeRegistry


class Context(RequestContext[Viewer, Database]):
    """What a request carries; `editor` is the viewer with the journal of this process."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor.viewer, editor.database)
        self.editor = editor


Info: TypeAlias = strawberry.Info[Context, None]

nodes: NodeRegistry[Context] = NodeRegistry()
"""Each room registers here how its objects are loaded by their own id."""
