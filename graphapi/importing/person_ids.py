"""Tells which person a row of people.csv is about: their own id, a further one, or an id that is new to the map."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from graphapi.importing.problems import Problems, shown


@dataclass(slots=True)
class PersonIds:
    """Own and further ids of the map's people, and the further ids that a file adds.

    own: ids of the people of the map. known: from each further id of the map to the person. added: the same, of those
    that a file brings; lines: where.
    """

    own: Collection[str]
    known: Mapping[str, str]
    added: dict[str, str] = field(default_factory=dict[str, str])
    lines: dict[str, int] = field(default_factory=dict[str, int])

    def person(self, line: int, written: str, former: str | None, bad: Callable[[str, str], None]) -> str:
        """The own id of the person of a row with this id, and this former one if the row has one.

        bad: called with what is wrong with the former id and what to do.
        """
        person_id = self.known.get(written, written)
        if former is None or former == written:
            return person_id
        before = self.known.get(former, former)
        if before == person_id:
            return person_id
        if before not in self.own:
            self._add(former, person_id, line, bad)
            return person_id
        if person_id in self.own:
            bad(
                f"{shown(written)} and {shown(former)} are two people of the map, and people cannot be merged",
                "clear the cell, or correct it",
            )
            return person_id
        self._add(written, before, line, bad)
        return before

    def _add(self, id_: str, person_id: str, line: int, bad: Callable[[str, str], None]) -> None:
        if self.added.setdefault(id_, person_id) != person_id:
            bad(
                f"{shown(id_)} is also an id of {shown(self.added[id_])} in line {self.lines[id_]}",
                "an id means one person; clear one of the cells",
            )
        self.lines.setdefault(id_, line)

    def meant(self, id_: str) -> str:
        """The own id of the person to whom an id leads; the id itself when it leads to nobody else."""
        return self.known.get(id_) or self.added.get(id_, id_)

    @property
    def all(self) -> dict[str, str]:
        """Those of the map and those of the file."""
        return {**self.known, **self.added}

    def check(self, file: str, rows: Mapping[str, int], problems: Problems) -> None:
        """Notes further ids that are the own id of another row; rows: from own ids to lines."""
        for id_, person_id in self.added.items():
            if id_ in rows:
                problems.add(
                    file,
                    self.lines[id_],
                    "former_id",
                    f"{shown(id_)} is an id of {shown(person_id)} here, and has a row of its own in line {rows[id_]}",
                    "a former id is one that nobody has any more; clear the cell, or remove that row",
                )
