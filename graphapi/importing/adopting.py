"""Tells which rows of skills.csv mean a skill that the map has already: its id becomes another id of that skill.

One label is one skill, unless a person says otherwise in the column same_as.
"""

from collections import Counter, defaultdict

from graphapi.importing.known import KnownMap
from graphapi.importing.model import OtherId, SkillRow
from graphapi.importing.problems import Problems, shown
from graphapi.importing.skills_file import LANGUAGE, SKILLS, SkillsFile
from graphapi.taxonomy.labels import normalise
from graphapi.taxonomy.other_ids import same_language

NONE = "none"
_MOST_NAMED = 5


def tell_skills_apart(file: SkillsFile, known: KnownMap, problems: Problems) -> list[str]:
    """Moves rows that mean a skill of the map from `rows` to `other_ids`; notes faults, and returns warnings."""
    map_skills = _MapSkills(file, known)
    fresh = Counter(normalise(row.label) for row in file.rows if row.id not in map_skills.labels)
    rows: list[SkillRow] = []
    by_label: list[OtherId] = []
    for row in file.rows:
        said = file.said_same.get(row.id, "")
        meant = map_skills.other_ids.get(row.id)
        if row.id in map_skills.labels:
            if said.casefold() not in ("", NONE, row.id.casefold()):
                reason = f"{shown(row.id)} is already a separate skill, and an import does not merge skills"
                problems.add(
                    SKILLS.file, file.lines[row.id], "same_as", reason, f"write {NONE}, or clear the cell"
                )
            meant = None
        elif said.casefold() == NONE:
            meant = None
        elif said:
            meant = map_skills.called(said)
            if meant is None:
                reason = f"the map has no active skill with the id or the preferred label {shown(said)}"
                problems.add(
                    SKILLS.file, file.lines[row.id], "same_as", reason, f"write an id of the map, or {NONE}"
                )
        elif meant is None and fresh[normalise(row.label)] == 1:
            meant = map_skills.only_bearer(row.label)
            if meant is not None:
                by_label.append(OtherId(row.id, row.label, meant))
        if meant is None:
            rows.append(row)
        else:
            file.other_ids.append(OtherId(row.id, row.label, meant, row.aliases))
    file.rows[:] = rows
    return [_said(by_label)] if by_label else []


class _MapSkills:
    """The skills that are on the map before the import, with the labels that they have after it."""

    def __init__(self, file: SkillsFile, known: KnownMap) -> None:
        renamed = {row.id: row.label for row in file.rows}
        self.labels = {skill.id: renamed.get(skill.id, skill.label) for skill in known.skills}
        self.other_ids = known.other_ids
        self._active = {skill.id for skill in known.skills if not skill.retired}
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for skill in known.skills:
            if skill.id not in self._active:
                continue
            self._bearers[normalise(self.labels[skill.id])].add(skill.id)
            if skill.id not in renamed:
                for text, language, kind, _ in skill.labels:
                    if kind == "preferred" and same_language(language, LANGUAGE):
                        self._bearers[normalise(text)].add(skill.id)

    def only_bearer(self, label: str) -> str | None:
        """The one active skill with this preferred label; None when there is none, or several."""
        found = self._bearers.get(normalise(label), set())
        return next(iter(found)) if len(found) == 1 else None

    def called(self, text: str) -> str | None:
        """The active skill with this id, further id or preferred label."""
        found = text if text in self.labels else self.other_ids.get(text) or self.only_bearer(text)
        return found if found in self._active else None


def _said(found: list[OtherId]) -> str:
    named = ", ".join(f"{shown(each.id)} is {each.skill_id} ({shown(each.label)})" for each in found[:_MOST_NAMED])
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return (
        f"{SKILLS.file}: these skills have the label of a skill in the map and are taken as that skill; their "
        f"ids lead to it: {named}{more}. To keep one separate, write {NONE} in the column same_as."
    )
