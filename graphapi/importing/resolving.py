"""From what people write to ids: of a skill by its id or any of its labels, of a person by id."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from graphapi.importing.cells import Remembering, Row
from graphapi.importing.likeness import likest, nearest_id
from graphapi.importing.problems import BadCell, did_you_mean, shown
from graphapi.taxonomy.labels import normalise

_SEVERAL = re.compile(r"[;|,\r\n]+")
_MOST_CANDIDATES = 5


class Standing(IntEnum):
    """How a skill bears a label, the best first: what the map says itself counts before what a classification says."""

    PREFERRED = 0
    PREFERRED_ELSEWHERE = 1
    OTHER = 2
    OTHER_ELSEWHERE = 3

    @classmethod
    def of(cls, kind: str, source: str) -> "Standing":
        """The standing of a stored label; source: who gave it, empty for the map itself."""
        if kind == "preferred":
            return cls.PREFERRED_ELSEWHERE if source else cls.PREFERRED
        return cls.OTHER_ELSEWHERE if source else cls.OTHER


@dataclass(slots=True)
class SkillIndex:
    """Every skill by id and by label, as they will be after the import; retired ones are known but marked.

    A label that several skills bear means the one whose preferred label it is, and the map's own skill before that
    of a classification.

    `complete` is false when skills.csv could not be read: then nothing is said about skills that are not here.
    """

    retired: set[str] = field(default_factory=set[str])
    complete: bool = True
    _names: dict[str, str] = field(default_factory=dict[str, str])
    _other_ids: dict[str, str] = field(default_factory=dict[str, str])
    _by_label: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    _texts: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, skill_id: str, label: str, labels: Iterable[tuple[str, Standing]] = ()) -> None:
        """Takes a skill in under its id, its preferred label and its other labels."""
        self._names[skill_id] = label
        self._add_labels(skill_id, labels)
        # A label that nobody has stored with a kind still names the skill.
        self._add_labels(skill_id, [(label, Standing.PREFERRED_ELSEWHERE)])

    def add_other_id(self, other_id: str, skill_id: str, labels: Iterable[str] = ()) -> None:
        """Lets a further id lead to a known skill, and further labels name it."""
        self._other_ids.setdefault(other_id, skill_id)
        self._add_labels(skill_id, [(text, Standing.OTHER) for text in labels])

    def _add_labels(self, skill_id: str, labels: Iterable[tuple[str, Standing]]) -> None:
        for text, standing in labels:
            key = normalise(text)
            bearers = self._by_label.setdefault(key, {})
            bearers[skill_id] = min(standing, bearers.get(skill_id, standing))
            self._texts.setdefault(key, text)

    def called(self, text: str) -> list[str]:
        """Ids of the skills that bear this label."""
        return list(self._by_label.get(normalise(text), ()))

    def meant_by_label(self, text: str) -> list[str]:
        """Ids of the skills that the label means: those that bear it with the best standing, active before retired."""
        bearers = self._by_label.get(normalise(text), {})
        ranks = {skill_id: (skill_id in self.retired, standing) for skill_id, standing in bearers.items()}
        best = min(ranks.values(), default=None)
        return [skill_id for skill_id, rank in ranks.items() if rank == best]

    def meant_by_id(self, text: str) -> str | None:
        """The id of the skill that has this id, or has it as a further one."""
        return text if text in self._names else self._other_ids.get(text)

    def label(self, skill_id: str) -> str:
        """The preferred label of a known skill."""
        return self._names[skill_id]

    def resolve(self, text: str) -> str:
        """The id of the skill that is meant. Raises BadCell when none is, or several are."""
        by_id = self.meant_by_id(text)
        if by_id is not None:
            return by_id
        if not text:
            raise BadCell("the cell is empty", "write the id or a label of a skill")
        found = self.meant_by_label(text)
        if len(found) == 1:
            return found[0]
        if not found:
            if sum(self.is_known(part) for part in self.parts(text)) > 1:
                advice = "give each skill its own row, or use --split-skills"
                raise BadCell(f"{shown(text)} contains several skills", advice)
            raise BadCell(f"no skill is called {shown(text)}", lambda: did_you_mean(self._nearest(text)))
        candidates = [f"{skill_id} ({shown(self._names[skill_id])})" for skill_id in sorted(found)]
        more = f" or {len(candidates) - _MOST_CANDIDATES} others" if len(candidates) > _MOST_CANDIDATES else ""
        raise BadCell(
            f"{shown(text)} is a name of {len(found)} skills",
            f"write the id of the one you mean, {', '.join(candidates[:_MOST_CANDIDATES])}{more}",
        )

    def is_known(self, text: str) -> bool:
        """Whether some skill has this id or label."""
        return self.meant_by_id(text) is not None or normalise(text) in self._by_label

    def parts(self, text: str) -> list[str]:
        """The names of skills in a cell: the text itself when it is one, else what stands between the separators.

        A slash separates only when each part is a skill, because many names have one.
        """
        if self.is_known(text):
            return [text]
        parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
        return [
            piece
            for part in parts
            for pieces in ([piece.strip() for piece in part.split("/")],)
            for piece in (pieces if not self.is_known(part) and all(map(self.is_known, pieces)) else [part])
        ]

    def split(
        self, rows: Iterable[tuple[int, tuple[str, ...]]], place: int
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """A row for each skill in the cell at this place of a row."""
        for line, cell in rows:
            parts = self.parts(cell[place]) or [cell[place]]
            for part in parts:
                yield line, (*cell[:place], part, *cell[place + 1 :])

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
        found = likest(normalise(text), self._by_label)
        return None if found is None else self._texts[found]


@dataclass(slots=True)
class PersonIndex:
    """Everybody of the map and of people.csv, with the time zone that they have after the import.

    `complete` is false when people.csv could not be read: then nothing is said about people who are not here.
    further_ids: from each to the own id of the person to whom it leads.
    """

    zones: dict[str, str | None]
    complete: bool = True
    further_ids: Mapping[str, str] = field(default_factory=dict[str, str])

    def resolve(self, text: str) -> str:
        """A person's own id, from that or a further one. Raises BadCell when nobody has it."""
        if text in self.zones:
            return text
        if text in self.further_ids:
            return self.further_ids[text]
        if not text:
            raise BadCell("the cell is empty", "write the id of a person")
        raise BadCell(
            f"there is no person with the id {shown(text)}", lambda: did_you_mean(nearest_id(text, self.zones))
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
