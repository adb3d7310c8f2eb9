"""Relations by evidence follow who holds skills and where they stand: a change leaves a mark for the next run."""

from collections.abc import Sequence

from graphapi.journal.edit import Edit
from graphapi.journal.facts import FactChange
from graphapi.relatedness.marks import all_evidence_changed, evidence_changed
from graphapi.taxonomy.recording import skills_below

_OF_A_SKILL = frozenset({"skill.status", "skill.cluster", "skill.placements", "skill.holders"})
_OF_TWO = frozenset({"relation.broader", "relation.related"})


class EvidenceFollower:
    """Marks the skills about which the evidence has changed; `relate` sees to them later."""

    name = "evidence"
    follows = _OF_A_SKILL | _OF_TWO | {"claim.level", "cluster.parent", "classification.complete"}
    derives = frozenset[str]()

    async def follow(self, e: Edit, changes: Sequence[FactChange]) -> None:
        """Stores one mark with all of these skills."""
        if any(change.fact == "classification.complete" for change in changes):
            await all_evidence_changed(e.tx)
            return
        skills = {change.id for change in changes if change.fact in _OF_A_SKILL | _OF_TWO}
        skills |= {change.other for change in changes if change.fact in _OF_TWO and change.other is not None}
        skills |= {
            change.other
            for change in changes
            # A skill at level 0 is not held.
            if change.fact == "claim.level"
            and bool(change.before) != bool(change.after)
            and change.other is not None
        }
        moved = {change.id for change in changes if change.fact == "cluster.parent"}
        if moved:
            skills.update(await skills_below(e.tx, moved))
        await evidence_changed(e.tx, skills)
