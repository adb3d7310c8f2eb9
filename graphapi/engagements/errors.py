"""Conflicts with the state of the map that concern two people."""

from graphapi.errors import Conflict


class TooManyBlocks(Conflict):
    """The person blocks as many people as one may."""

    code = "TOO_MANY_BLOCKS"
