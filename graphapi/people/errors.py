"""What the state of the map forbids where people are concerned."""

from graphapi.errors import Conflict


class SkillRetired(Conflict):
    """The skill is retired: it gains no new claim and no new target."""

    code = "SKILL_RETIRED"


class IdTaken(Conflict):
    """Somebody has the id already."""

    code = "ID_TAKEN"


class PlacesTaken(Conflict):
    """A mentor cannot have fewer places than are taken now."""

    code = "PLACES_TAKEN"
