"""Further ids of skills: what a framework calls a skill that the map has already leads to that skill.

One label is one skill: what comes with the preferred label of a skill, or with an id that the skill matches exactly,
is that skill. The further ids are external concepts with an exact match, and `source` says who drew the match.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.taxonomy import naming_graph
from graphapi.taxonomy.labels import normalise
from graphapi.taxonomy.naming_graph import Bearer
from graphapi.taxonomy.states import Changes

__all__ = [
    "Bearer",
    "OtherId",
    "bearers",
    "forget_other_ids",
    "record_other_ids",
    "same_language",
    "skill_meant",
    "skills_meant",
    "skills_of_one_name",
]

_ROWS_A_STATEMENT = 5_000
_MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class OtherId:
    """A further id of a skill, with the label that it has in its scheme."""

    id: str
    skill_id: str
    scheme: str
    label: str


async def skills_meant(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    """From each of the ids to the skill that it leads to; ids of skills lead to themselves, unknown ones are absent.

    An id that several skills match exactly leads to the first of them.
    """
    return {found.id: found.skill_id for found in await naming_graph.skills_meant(tx, sorted(set(ids)))}


async def skill_meant(tx: Transaction, skill_id: str) -> str:
    """The id of the skill that an id leads to; the id itself when it leads to none."""
    return (await skills_meant(tx, [skill_id])).get(skill_id, skill_id)


async def bearers(tx: Transaction, texts: Iterable[str]) -> list[Bearer]:
    """Active skills with one of these as preferred label in some language, in the order of ids."""
    norms = sorted({normalise(text) for text in texts})
    found: list[Bearer] = []
    for start in range(0, len(norms), _ROWS_A_STATEMENT):
        found.extend(await naming_graph.bearers(tx, norms[start : start + _ROWS_A_STATEMENT]))
    return found


async def record_other_ids(
    tx: Transaction, wanted: Sequence[OtherId], source: str, e: Edit | None = None
) -> Changes:
    """Makes the ids lead to these skills; further ids that are not spoken of stay. Without an edit it only compares."""
    changes = Changes()
    known = await skills_meant(tx, [each.id for each in wanted])
    new = [each for each in wanted if known.get(each.id) != each.skill_id]
    changes.unchanged = len(wanted) - len(new)
    changes.changed = sum(each.id in known for each in new)
    changes.created = len(new) - changes.changed
    if e is not None:
        for start in range(0, len(new), _ROWS_A_STATEMENT):
            rows = [
                {
                    "id": each.id,
                    "skillId": each.skill_id,
                    "scheme": each.scheme,
                    "label": each.label,
                    "source": source,
                }
                for each in new[start : start + _ROWS_A_STATEMENT]
            ]
            await naming_graph.write_other_ids(tx, rows)
        for each in new:
            before = known.get(each.id)
            e.changed("skill.otherId", each.skill_id, before, each.skill_id, other=each.id, source=source)
    return changes


async def skills_of_one_name(tx: Transaction) -> list[str]:
    """Sentences about skills that are called the same, or match each other exactly, and both stand; at most 200."""
    return [
        f"Skills with the preferred label {found.called}: {', '.join(_held(*each) for each in found.skills)}."
        for found in await naming_graph.namesakes(tx, _MOST_TOLD)
    ]


def _held(skill_id: str, count: str) -> str:
    return f"{skill_id} ({count} {'person' if count == '1' else 'people'})"


async def forget_other_ids(e: Edit, ids: Collection[str]) -> None:
    """Lets these ids lead to no skill any more, because each becomes the id of a skill of its own."""
    if ids:
        for each, skill_id in sorted((await skills_meant(e.tx, ids)).items()):
            e.changed("skill.otherId", skill_id, skill_id, None, other=each)
        await naming_graph.forget_other_ids(e.tx, sorted(ids))


def same_language(one: str, other: str) -> bool:
    """Whether labels in these two languages may be one label: the same language, or one that nobody has said."""
    return not one or not other or one.casefold() == other.casefold()
