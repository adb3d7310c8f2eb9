"""From what people write to ids: of a skill by its id or any of its labels, of a person by id."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from graphapi.importing.cells import Remembering, Row
from graphapi.importing.problems import BadCell, did_you_mean, nearest, shown
from graphapi.taxonomy.labels import normalise

_NEAR_ENOUGH = 75.0
_MOST_CANDIDATES = 5


@dataclass(slots=True)
class SkillIndex:
    """Every skill by id and by label, as they will be after the import; retired ones are known but marked.

    `complete` is false when skills.csv could not be read: then nothing is said about skills that are not here.
    """

    retired: set[str] = field(default_factory=set[str])
    complete: bool = True
    _names: dict[str, str] = field(default_factory=dict[str, str])
    _by_label: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _texts: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, skill_id: str, label: str, labels: Iterable[str]) -> None:
        """Takes a skill in under its id, its preferred label and its other labels."""
        self._names[skill_id] = label
        for text in (label, *labels):
            key = normalise(text)
            bearers = self._by_label.setdefault(key, [])
            if skill_id not in bearers:
                bearers.append(skill_id)
            self._texts.setdefault(key, text)

    def called(self, text: str) -> list[str]:
        """Ids of the skills that bear this label."""
        return self._by_label.get(normalise(text), [])

    def label(self, skill_id: str) -> str:
        """The preferred label of a known skill."""
        return self._names[skill_id]

    def resolve(self, text: str) -> str:
        """The id of the skill that is meant. Raises BadCell when none is, or several are."""
        if text in self._names:
            return text
        if not text:
            raise BadCell("the cell is empty", "write the id or a label of a skill")
        found = self.called(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise BadCell(f"no skill is called {shown(text)}", lambda: did_you_mean(self._nearest(text)))
        candidates = [f"{skill_id} ({shown(self._names[skill_id])})" for skill_id in sorted(found)]
        more = f" or {len(candidates) - _MOST_CANDIDATES} others" if len(candidates) > _MOST_CANDIDATES else ""
        raise BadCell(
            f"{shown(text)} is the name of {len(found)} skills",
            f"write the id of the one that is meant, {', '.join(candidates[:_MOST_CANDIDATES])}{more}",
        )

    def note(self, row: Row, column: str, text: str, skill_of: Remembering[str]) -> str | None:
        """The id of the skill in a cell; None when it cannot be told, which is noted unless skills are missing."""
        try:
            return skill_of[text]
        except BadCell as bad:
            if self.complete:
                row.bad(column, bad.reason, bad.advice)
            row.right = False
            return None

    def _nearest(self, text: str) -> str | None:
        """The label that reads most like `text`, in its own spelling; None when nothing is near."""
        asked = normalise(text)[:200]
        found = process.extractOne(asked, self._by_label.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
        return self._texts[found[0]] if found else None


@dataclass(slots=True)
class PersonIndex:
    """Everybody of the map and of people.csv, with the time zone that they have after the import.

    `complete` is false when people.csv could not be read: then nothing is said about people who are not here.
    """

    zones: dict[str, str | None]
    complete: bool = True

    def resolve(self, text: str) -> str:
        """The id of a person. Raises BadCell when nobody has it."""
        if text in self.zones:
            return text
        if not text:
            raise BadCell("the cell is empty", "write the id of a person")
        raise BadCell(
            f"there is no person with the id {shown(text)}", lambda: did_you_mean(nearest(text, self.zones))
        )

    def note(self, row: Row, column: str, text: str, person_of: Remembering[str]) -> str | None:
        """The id of the person in a cell; None when nobody has it, which is noted unless people are missing."""
        try:
            return person_of[text]
        except BadCell as bad:
            if self.complete:
                row.bad(column, bad.reason, bad.advice)
            row.right = False
            return None
