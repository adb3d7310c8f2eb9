"""Conflicts with the state of the map that concern people."""

from graphapi.errors import Conflict


class SkillRetired(Conflict):
    """The skill is retired: it cannot get new claims or targets."""

    code = "SKILL_RETIRED"


class IdTaken(Conflict):
    """The id is already taken."""

    code = "ID_TAKEN"


class ReportingCircle(Conflict):
    """The new manager reports to the person."""

    code = "REPORTING_CIRCLE"


class PersonLeft(Conflict):
    """The person has left the organisation."""

    code = "PERSON_LEFT"


class PlacesTaken(Conflict):
    """A mentor cannot have fewer places than are taken now."""

    code = "PLACES_TAKEN"
