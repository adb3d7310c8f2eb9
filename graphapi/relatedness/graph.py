"""The query files of relatedness as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class RelatednessState:
    """Whether NEAR is still to be derived from an earlier relating."""

    due: bool


@row
class SkillPlaces:
    """Where skills stand: (id, active, known, ids of broader skills, ids of clusters); known: a classification or an
    occupation knows it.
    """

    places: tuple[tuple[str, bool, bool, tuple[str, ...], tuple[str, ...]], ...]


@row
class ClusterPlace:
    """Where a cluster is nested."""

    id: str
    parents: tuple[str, ...]


@row
class SkillsTogether:
    """Skills that one occupation needs."""

    skill_ids: tuple[str, ...]


@row
class SkillHolders:
    """Who has a skill."""

    id: str
    person_ids: tuple[str, ...]


@row
class Together:
    """Another skill, and how many people have both."""

    id: str
    shared: int


@row
class HeldTogether:
    """How many people have a skill, and which other skills these have."""

    id: str
    holders: int
    others: tuple[Together, ...]


@row
class HolderCount:
    """How many people have a skill."""

    id: str
    holders: int


@row
class SkillPairs:
    """Pairs of skills, the smaller id first."""

    pairs: tuple[tuple[str, str], ...]


@row
class StoredEvidence:
    """Relations made from evidence of one skill to others: (other, RELATED or CROWDED, strength, hierarchy,
    occupations, holders).
    """

    a: str
    others: tuple[tuple[str, str, float, float, float, float | None], ...]


@row
class RelationStep:
    """A relation as seen from a: RELATED, BROADER (b is broader) or NARROWER; parts only when it is from evidence."""

    a: str
    b: str
    kind: str
    strength: float
    source: str | None
    hierarchy: float | None
    occupations: float | None
    holders: float | None


_HOLD_RELATING = statement("relatedness/hold_relating", Nothing)
_RELATEDNESS_DUE = statement("relatedness/relatedness_due", RelatednessState)
_HOLD_RELATEDNESS = statement("relatedness/hold_relatedness", RelatednessState)
_SET_DUE = statement("relatedness/set_due", Nothing)
_SKILL_PLACES = statement("relatedness/skill_places", SkillPlaces)
_CLUSTER_PLACES = statement("relatedness/cluster_places", ClusterPlace)
_NEEDED_TOGETHER = statement("relatedness/needed_together", SkillsTogether)
_HOLDERS_OF = statement("relatedness/holders_of", SkillHolders)
_HELD_TOGETHER = statement("relatedness/held_together", HeldTogether)
_HOLDER_COUNTS = statement("relatedness/holder_counts", HolderCount)
_RELATED_OTHERWISE = statement("relatedness/related_otherwise", SkillPairs)
_EVIDENCE = statement("relatedness/evidence", StoredEvidence)
_WRITE_RELATED = statement("relatedness/write_related", Nothing)
_WRITE_CROWDED = statement("relatedness/write_crowded", Nothing)
_REMOVE_EVIDENCE = statement("relatedness/remove_evidence", Nothing)
_STEPS_BETWEEN = statement("relatedness/steps_between", RelationStep)


async def hold_relating(tx: Transaction) -> None:
    """Keeps other runs waiting until the transaction ends."""
    await tx.run(_HOLD_RELATING)


async def relatedness_due(tx: Transaction) -> bool:
    """Whether NEAR is due from before."""
    found = await tx.one(_RELATEDNESS_DUE)
    return found is not None and found.due


async def hold_relatedness(tx: Transaction) -> bool:
    """Keeps others from writing relations until the transaction ends; returns whether NEAR is due from before."""
    found = await tx.one(_HOLD_RELATEDNESS)
    return found is not None and found.due


async def set_due(tx: Transaction, *, due: bool) -> None:
    """Remembers whether NEAR is still to be derived."""
    await tx.run(_SET_DUE, due=due)


async def skill_places(tx: Transaction) -> SkillPlaces:
    """Where every skill stands."""
    return await tx.one(_SKILL_PLACES) or SkillPlaces(())


async def cluster_places(tx: Transaction) -> list[ClusterPlace]:
    """Where every cluster is nested."""
    return await tx.rows(_CLUSTER_PLACES)


async def needed_together(tx: Transaction) -> list[SkillsTogether]:
    """The skills of every occupation."""
    return await tx.rows(_NEEDED_TOGETHER)


async def holders_of(tx: Transaction, ids: Sequence[str]) -> list[SkillHolders]:
    """Who has these skills."""
    return await tx.rows(_HOLDERS_OF, ids=list(ids))


async def held_together(tx: Transaction, ids: Sequence[str]) -> list[HeldTogether]:
    """What those who have these skills have besides."""
    return await tx.rows(_HELD_TOGETHER, ids=list(ids))


async def holder_counts(tx: Transaction, ids: Sequence[str]) -> list[HolderCount]:
    """How many have these skills."""
    return await tx.rows(_HOLDER_COUNTS, ids=list(ids))


async def related_otherwise(tx: Transaction) -> SkillPairs:
    """Pairs that somebody has related."""
    return await tx.one(_RELATED_OTHERWISE) or SkillPairs(())


async def evidence(tx: Transaction) -> list[StoredEvidence]:
    """What the evidence has made."""
    return await tx.rows(_EVIDENCE)


async def write_related(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Relates skills by evidence."""
    await tx.run(_WRITE_RELATED, rows=rows)


async def write_crowded(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Remembers pairs that were crowded out."""
    await tx.run(_WRITE_CROWDED, rows=rows)


async def remove_evidence(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Takes evidence away."""
    await tx.run(_REMOVE_EVIDENCE, rows=rows)


async def steps_between(tx: Transaction, pairs: Sequence[tuple[str, str]]) -> list[RelationStep]:
    """The relations between these pairs."""
    return await tx.rows(_STEPS_BETWEEN, pairs=[{"a": a, "b": b} for a, b in pairs])
