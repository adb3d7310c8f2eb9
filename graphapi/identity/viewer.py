"""Who is calling, and what they may do. Every access to data calls `viewer.require` first.

For now there is only the development identity: everyone is the same local developer.
"""

from dataclasses import dataclass
from enum import StrEnum

from graphapi.errors import NotAllowed
from graphapi.graphdb.scope import EVERYBODY, Scope


class Capability(StrEnum):
    """Something that a viewer may be allowed to do."""

    READ_PEOPLE = "read people"
    READ_TAXONOMY = "read the taxonomy"
    RANK_MENTORS = "rank mentors"
    ADD_PEOPLE = "add people"
    EDIT_PEOPLE = "edit people"
    EDIT_BLOCKS = "see and edit blocks"
    EDIT_GOALS = "edit goals"
    EDIT_SKILLS = "declare skill levels"
    EDIT_AVAILABILITY = "set availability"
    EDIT_MENTORING_TERMS = "set mentoring terms"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The caller. `person_id` is set if the viewer is a person in the map; `scope` says which people they may see."""

    name: str
    capabilities: frozenset[Capability]
    person_id: str | None = None
    scope: Scope = EVERYBODY

    def require(self, capability: Capability) -> None:
        """Raises NotAllowed when the viewer lacks the capability."""
        if capability not in self.capabilities:
            raise NotAllowed(f"This identity may not {capability}.")


DEVELOPMENT = Viewer("local developer", frozenset(Capability))
OPERATOR = Viewer("operator", frozenset(Capability))
"""Whoever runs the command line: they can reach the database itself."""
SERVICE = Viewer("service", frozenset())
"""What the service does by itself."""
