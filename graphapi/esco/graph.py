"""The query files of ESCO's import as typed functions."""

from collections.abc import Sequence
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row


@row
class SourceRow:
    """Where skills come from; state: importing or complete."""

    name: str
    version: str
    attribution: str
    languages: tuple[str, ...]
    state: str


@row
class KnownConcept:
    """A skill under the URI of a concept. own_names: languages in which somebody else than the source names it."""

    skill_id: str
    own_names: tuple[str, ...]
    placed: bool


@row
class MatchingSkill:
    """A skill that means the same as a concept (kind exact) or nearly so (close)."""

    uri: str
    skill_id: str
    kind: str
    own_names: tuple[str, ...]


@row
class StoredOccupation:
    """An occupation with ids of the skills that it needs."""

    id: str
    label: str
    isco_group: str | None
    essential: tuple[str, ...]
    optional: tuple[str, ...]


@row
class UseRow:
    """A skill (a) uses another one (b)."""

    a: str
    b: str
    kind: str


_HOLD_IMPORTS = statement("esco/hold_imports", Nothing)
_SOURCE = statement("esco/source", SourceRow)
_SAVE_SOURCE = statement("esco/save_source", Nothing)
_KNOWN_CONCEPTS = statement("esco/known_concepts", KnownConcept)
_MATCHING_SKILLS = statement("esco/matching_skills", MatchingSkill)
_OCCUPATIONS_BY_ID = statement("esco/occupations_by_id", StoredOccupation)
_WRITE_OCCUPATIONS = statement("esco/write_occupations", Nothing)
_USES_OF = statement("esco/uses_of", UseRow)
_WRITE_USES = statement("esco/write_uses", Nothing)
_REMOVE_USES = statement("esco/remove_uses", Nothing)


async def hold_imports(tx: Transaction) -> None:
    """Keeps other imports of classifications waiting until the transaction ends."""
    await tx.run(_HOLD_IMPORTS)


async def source(tx: Transaction, name: str) -> SourceRow | None:
    """What is remembered of a source, or None."""
    return await tx.one(_SOURCE, name=name)


async def save_source(tx: Transaction, row: SourceRow) -> None:
    """Remembers a source."""
    await tx.run(
        _SAVE_SOURCE,
        name=row.name,
        version=row.version,
        attribution=row.attribution,
        languages=list(row.languages),
        state=row.state,
    )


async def known_concepts(tx: Transaction, uris: Sequence[str], source_name: str) -> list[KnownConcept]:
    """The skills whose ids these URIs are."""
    return await tx.rows(_KNOWN_CONCEPTS, uris=list(uris), source=source_name)


async def matching_skills(tx: Transaction, scheme: str) -> list[MatchingSkill]:
    """All skills that match a concept of the scheme."""
    return await tx.rows(_MATCHING_SKILLS, scheme=scheme, source=scheme)


async def occupations_by_id(tx: Transaction, ids: Sequence[str]) -> list[StoredOccupation]:
    """The occupations with these ids; unknown ids are left out."""
    return await tx.rows(_OCCUPATIONS_BY_ID, ids=list(ids))


async def write_occupations(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes occupations."""
    await tx.run(_WRITE_OCCUPATIONS, rows=rows)


async def uses_of(tx: Transaction, ids: Sequence[str]) -> list[UseRow]:
    """What the skills with these ids use."""
    return await tx.rows(_USES_OF, ids=list(ids))


async def write_uses(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Makes or changes that skills use others."""
    await tx.run(_WRITE_USES, rows=rows)


async def remove_uses(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Takes away that skills use others."""
    await tx.run(_REMOVE_USES, rows=rows)
