"""What the GraphQL faces of all rooms share: the request's context, and how an id finds its object."""

from typing import TypeAlias

import strawberry

from graphapi.graphdb.database import Database
from graphapi.identity.viewer import Viewer
from graphapi.wire.context import RequestContext
from graphapi.wire.node import NodeRegistry

Context: TypeAlias = RequestContext[Viewer, Database]
Info: TypeAlias = strawberry.Info[Context, None]

nodes: NodeRegistry[Context] = NodeRegistry()
"""Each room registers here how its objects are loaded by their own id."""
