"""Registers all followers of an edit, in the order in which they run."""

from graphapi.availability.following import FreeTimeFollower
from graphapi.calendar.clock import utc_today
from graphapi.derived.following import NearnessFollower
from graphapi.derived.places import PlacesFollower
from graphapi.engagements.following import MatchesFollower
from graphapi.goals.following import GoalsFollower
from graphapi.graphdb.database import Database
from graphapi.journal.edit import Follower, Journal
from graphapi.people.marking import MarksFollower
from graphapi.relatedness.marking import EvidenceFollower

NOT_FOLLOWED = {
    **dict.fromkeys(
        (
            "match.startedOn",
            "match.endedOn",
        ),
        "shown as it is",
    ),
    **dict.fromkeys(
        (
            "skill.label",
            "skill.definition",
            "skill.tier",
            "skill.external",
            "skill.otherId",
            "skill.skillType",
            "skill.reuseLevel",
            "skill.labels",
            "cluster.label",
            "cluster.tier",
            "cluster.definition",
            "cluster.levels",
        ),
        "shown and searched as it is",
    ),
    "policy.rules": "said again as policy.version",
    **dict.fromkeys(("attribute.values", "attribute.kind"), "rules keep the values that they were made with"),
    "person.blocks": "said again as person.apart, for both people",
    "cluster.source": "said with the import that brings the classification",
    "occupation.needs": "the end of the import marks all evidence as changed",
    "skill.uses": "kept as its classification says it, and not used",
    "evidence.relations": "nearness is derived from it in steps",
}
"""Facts from which no follower derives anything, each with the reason."""


def followers() -> tuple[Follower, ...]:
    """A follower that derives a fact comes before those that follow it."""
    return (
        GoalsFollower(),
        MatchesFollower(),
        EvidenceFollower(),
        NearnessFollower(),
        PlacesFollower(),
        FreeTimeFollower(),
        MarksFollower(),
    )


def journal_of(database: Database) -> Journal:
    """The journal of a process over its database."""
    return Journal(database, followers(), utc_today)
