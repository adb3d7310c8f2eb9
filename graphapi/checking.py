"""Compares everything derived in the graph with a recomputation from its sources, and makes it good again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphapi.availability.deriving import derive_everybody, wrong_free_time
from graphapi.derived.nearness import derive_near_in_steps, wrong_nearness
from graphapi.derived.places import repair_places, wrong_places
from graphapi.graphdb.database import Database, Transaction
from graphapi.importing.finishing import finish_imports, in_words, unfinished_imports
from graphapi.journal.edit import Editor, Progress, unwatched
from graphapi.people.checking import ids_out_of_form, refresh_folds, wrong_folds
from graphapi.relatedness.relating import relate, wrong_relatedness
from graphapi.taxonomy.other_ids import skills_of_one_name

_LOOKS: Mapping[str, Callable[[Transaction], Awaitable[Sequence[str]]]] = {
    "relatedness": wrong_relatedness,
    "nearness": wrong_nearness,
    "free_time": wrong_free_time,
    "folds": wrong_folds,
    "places": wrong_places,
    "ids": ids_out_of_form,
    "namesakes": skills_of_one_name,
}
# Reading all nearness of a large map takes minutes.
_DEADLINE_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Descriptions of the differences, by kind of derived data; all empty when everything is right."""

    relatedness: tuple[str, ...]
    nearness: tuple[str, ...]
    free_time: tuple[str, ...]
    imports: tuple[str, ...] = ()
    """Large imports that are under way or were stopped: nothing differs, but something is not there yet."""
    folds: tuple[str, ...] = ()
    """Names of people and paths of units whose stored form for searches is wrong."""
    places: tuple[str, ...] = ()
    """Mentors of whom the stored number of taken places is wrong."""
    ids: tuple[str, ...] = ()
    """Stored ids that no door takes any more. They stay as they are, so that they do not make the map wrong."""

    namesakes: tuple[str, ...] = ()
    """Skills that are called the same and both stand: nothing is wrong, but people may be split between them."""

    @property
    def right(self) -> bool:
        """True when nothing differs and nothing is left undone."""
        return not self.differences and not self.imports

    @property
    def differences(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.relatedness, *self.nearness, *self.free_time, *self.folds, *self.places)


async def check_map(database: Database, progress: Progress = unwatched) -> CheckReport:
    """Recomputes everything derived and looks at ids; changes nothing."""

    async def work(tx: Transaction) -> CheckReport:
        found: dict[str, tuple[str, ...]] = {}
        for done, (kind, look) in enumerate(_LOOKS.items()):
            progress(f"Checking {kind.replace('_', ' ')}", done, len(_LOOKS))
            found[kind] = tuple(await look(tx))
        return CheckReport(**found)

    report = await database.read("checking/check_map", work, deadline_seconds=_DEADLINE_SECONDS)
    return replace(report, imports=tuple(in_words(each) for each in await unfinished_imports(database)))


async def repair_map(editor: Editor, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Rebuilds everything derived from its sources, and finishes stopped imports as far as that goes without files."""
    await relate(editor, lambda stage, done, total: progress(done, total))
    await derive_near_in_steps(editor, None, progress)
    # Whether people offer their time depends on their places.
    await repair_places(editor)
    await derive_everybody(editor, progress)
    await refresh_folds(editor.database)
    await finish_imports(editor)
