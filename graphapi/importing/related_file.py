"""Reads related.csv, and holds relations to what they must be, together with the map."""

from collections import defaultdict
from dataclasses import dataclass, field

from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.chains import in_words, way
from graphapi.importing.known import KnownMap
from graphapi.importing.model import RelationRow
from graphapi.importing.problems import Problems, shown
from graphapi.importing.resolving import SkillIndex
from graphapi.importing.tables import Shape, Table

RELATED = Shape("related.csv", ("a", "b", "strength"), ("kind",))
KINDS = ("related", "broader")


@dataclass(slots=True)
class RelationsFile:
    """The rows of related.csv with their lines."""

    rows: list[tuple[int, RelationRow]] = field(default_factory=list[tuple[int, RelationRow]])
    absent: frozenset[str] = frozenset()


def read_relations(table: Table, index: SkillIndex, problems: Problems) -> RelationsFile:
    """Every row that can be read; faults are noted."""
    file = RelationsFile()
    row = Row(RELATED.file, problems)
    skill_of = Remembering(index.resolve)
    strength_of = Remembering(cells.positive(1.0))
    kind_of = Remembering(cells.one_of(KINDS))
    first: dict[tuple[str, ...], tuple[int, RelationRow]] = {}
    for line, cell in table.rows():
        row.begin(line)
        a = index.note(row, "a", cell[0], skill_of)
        b = index.note(row, "b", cell[1], skill_of)
        strength = row.required("strength", cell[2], strength_of.__getitem__, 1.0)
        kind = row.optional("kind", cell[3], kind_of.__getitem__, "related")
        if a is None or b is None:
            continue
        key = (kind, *(sorted((a, b)) if kind == "related" else (a, b)))
        if a == b:
            row.bad("b", f"{shown(index.label(a))} is related to itself", "remove the row")
        elif key in first:
            before, said = first[key]
            if said.a == a:
                row.bad(
                    None, f"the relation {kind} of these two skills is already in line {before}", "keep one row"
                )
            elif said.strength != strength:
                # Lists of related skills often have each pair at both of its skills.
                row.bad(
                    "strength",
                    f"line {before} says {said.strength:g} from the other side, this one {strength:g}",
                    "give both the same strength",
                )
        elif row.right:
            first[key] = line, RelationRow(a, b, strength, kind)
            file.rows.append(first[key])
    file.absent = table.absent
    return file


def check_relations(file: RelationsFile, known: KnownMap, index: SkillIndex, problems: Problems) -> None:
    """Notes circles among broader skills, and skills related to what is broader or narrower than they are."""
    upwards: dict[str, set[str]] = defaultdict(set)
    new: dict[str, set[str]] = defaultdict(set)
    for relation in known.relations:
        if relation.kind == "BROADER":
            upwards[relation.a].add(relation.b)
    for _, row in file.rows:
        if row.kind == "broader":
            upwards[row.a].add(row.b)
            new[row.a].add(row.b)
    if not _check_broader(file, upwards, index, problems):
        return
    above = _Above(upwards)
    for line, row in file.rows:
        if row.kind == "related" and (row.b in above[row.a] or row.a in above[row.b]):
            lower, upper = (row.a, row.b) if row.b in above[row.a] else (row.b, row.a)
            problems.add(
                RELATED.file,
                line,
                None,
                f"{shown(index.label(upper))} is broader than {shown(index.label(lower))}, not just related",
                "remove the row",
            )
    given = {frozenset((row.a, row.b)) for _, row in file.rows if row.kind == "related"}
    for relation in known.relations:
        if relation.kind == "RELATED" and frozenset((relation.a, relation.b)) not in given:
            _check_stored_pair(relation.a, relation.b, file, above, index, problems)


class _Above(dict[str, frozenset[str]]):
    """Everything above a skill, computed once for each skill asked for."""

    def __init__(self, upwards: dict[str, set[str]]) -> None:
        super().__init__()
        self._upwards = upwards

    def __missing__(self, skill_id: str) -> frozenset[str]:
        reached: set[str] = set()
        waiting = list(self._upwards.get(skill_id, ()))
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                waiting.extend(self._upwards.get(node, ()))
        found = self[skill_id] = frozenset(reached)
        return found


def _check_broader(
    file: RelationsFile, upwards: dict[str, set[str]], index: SkillIndex, problems: Problems
) -> bool:
    """Notes each circle once; returns whether there is none."""
    above = _Above(upwards)
    noted: set[frozenset[str]] = set()
    for line, row in file.rows:
        if row.kind != "broader" or row.a not in above[row.b]:
            continue
        back = way(row.b, row.a, upwards) or [row.b, row.a]
        circle = [row.a, *back[:-1]]
        if frozenset(circle) in noted:
            continue
        noted.add(frozenset(circle))
        said = in_words([shown(index.label(member)) for member in circle])
        problems.add(
            RELATED.file,
            line,
            None,
            f"{said} is a cycle of broader skills",
            "break the cycle in one of these rows",
        )
    return not noted


def _check_stored_pair(
    a: str, b: str, file: RelationsFile, above: _Above, index: SkillIndex, problems: Problems
) -> None:
    """Notes rows that put one of two skills above the other that are stored as related."""
    for lower, upper in ((a, b), (b, a)):
        if upper not in above[lower]:
            continue
        for line, row in file.rows:
            on_the_way = (row.a == lower or row.a in above[lower]) and (row.b == upper or upper in above[row.b])
            if row.kind == "broader" and on_the_way:
                problems.add(
                    RELATED.file,
                    line,
                    None,
                    f"this makes {shown(index.label(upper))} broader than {shown(index.label(lower))}, "
                    "which are stored as related",
                    "remove one of the two relations",
                )
                break
