"""Takes what an import writes apart into parts of whole people, so that a transaction holds all of somebody or nothing.

New people come first, everybody after their manager, so that a part never needs what a later one makes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphapi.importing.differences import Writes

Rows: TypeAlias = list[dict[str, Any]]

# About how many nodes and relationships follow from a person with unit, function and manager, and from a window.
_OF_A_PERSON = 5
_OF_A_WINDOW = 8
_BY_PERSON = {
    "units_of": "id",
    "functions_of": "id",
    "managers_of": "id",
    "new_claims": "personId",
    "changed_claims": "personId",
    "new_goals": "personId",
    "changed_goals": "personId",
    "targets": "personId",
    "lost_patterns": "personId",
    "new_patterns": "personId",
}


@dataclass(slots=True)
class Part:
    """The people of one transaction: new ones, and in `others` what changes for those who are there already."""

    new: list["NewPerson"] = field(default_factory=list["NewPerson"])
    others: Writes = field(default_factory=Writes)
    people: list[str] = field(default_factory=list[str])
    size: int = 0

    @property
    def claimed_skills(self) -> set[str]:
        """Ids of the skills that gain a claim or become a target."""
        rows = (row for person in self.new for row in (*person.claims, *person.targets.values()))
        return self.others.claimed_skills | {skill_id for row in rows for skill_id in row["skillIds"]}

    @property
    def skills_of_new_people(self) -> set[str]:
        """Ids of the skills that the new people claim."""
        return {skill_id for person in self.new for row in person.claims for skill_id in row["skillIds"]}


@dataclass(slots=True)
class NewPerson:
    """A person who is not there yet, with the rows that speak of them; targets by the id of their goal."""

    row: dict[str, Any]
    unit: str | None
    function: str | None
    manager: str | None
    claims: Rows
    goals: Rows
    targets: dict[str, dict[str, Any]]
    patterns: Rows


def size_of(writes: Writes) -> int:
    """About how many nodes and relationships it would make or change, those that are derived included."""
    return (
        _OF_A_PERSON * (len(writes.new_people) + len(writes.changed_people))
        + sum(len(row["skillIds"]) for row in (*writes.new_claims, *writes.targets))
        + len(writes.changed_claims)
        + _OF_A_WINDOW * (len(writes.new_patterns) + len(writes.lost_patterns))
        + len(writes.managers_of)
    )


class Parts:
    """All people of an import, in parts of about `size`. `people` counts them."""

    def __init__(self, writes: Writes, size: int) -> None:
        self._writes = writes
        self._size = size
        self._rows = {name: _by_person(getattr(writes, name), key) for name, key in _BY_PERSON.items()}
        self._new = {row["id"]: row for row in writes.new_people}
        self._order = [*self._managers_first(), *self._others()]
        self.people = len(self._order)

    def __iter__(self) -> Iterator[Part]:
        part = Part()
        for person_id in self._order:
            self._add(part, person_id)
            if part.size >= self._size:
                yield part
                part = Part()
        if part.people:
            yield part

    def _managers_first(self) -> list[str]:
        """The new people; there are no circles, for the import was checked."""
        managers = self._rows["managers_of"]
        done: dict[str, None] = {}
        for person_id in self._new:
            line: list[str] = []
            above: str | None = person_id
            while above is not None and above in self._new and above not in done:
                line.append(above)
                above = managers[above][0]["other"] if above in managers else None
            done.update(dict.fromkeys(reversed(line)))
        return list(done)

    def _others(self) -> list[str]:
        named = {person_id for rows in self._rows.values() for person_id in rows}
        return sorted((named | self._writes.changed_people.keys() | self._writes.other_time) - self._new.keys())

    def _add(self, part: Part, person_id: str) -> None:
        found = {name: rows.get(person_id, []) for name, rows in self._rows.items()}
        part.people.append(person_id)
        part.size += _OF_A_PERSON + _OF_A_WINDOW * (len(found["new_patterns"]) + len(found["lost_patterns"]))
        part.size += sum(len(row["skillIds"]) for name in ("new_claims", "targets") for row in found[name])
        part.size += len(found["changed_claims"])
        new = self._new.get(person_id)
        if new is not None:
            part.new.append(
                NewPerson(
                    new,
                    _other(found["units_of"]),
                    _other(found["functions_of"]),
                    _other(found["managers_of"]),
                    found["new_claims"],
                    found["new_goals"],
                    {row["id"]: row for row in found["targets"]},
                    found["new_patterns"],
                )
            )
            return
        others = part.others
        for name, rows in found.items():
            getattr(others, name).extend(rows)
        if person_id in self._writes.changed_people:
            others.changed_people[person_id] = self._writes.changed_people[person_id]
        if person_id in self._writes.facts:
            others.facts[person_id] = self._writes.facts[person_id]
        if person_id in self._writes.other_time:
            others.other_time.add(person_id)
        for row in found["new_claims"]:
            others.claimed_skills.update(row["skillIds"])
        for row in found["targets"]:
            others.claimed_skills.update(row["gained"])


def _by_person(rows: Sequence[dict[str, Any]], key: str) -> dict[str, Rows]:
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return dict(found)


def _other(rows: Rows) -> str | None:
    return rows[0]["other"] if rows else None
