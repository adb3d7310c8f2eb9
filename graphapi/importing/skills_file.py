"""Reads skills.csv, and says what every skill will be called after the import."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from graphapi.importing import cells
from graphapi.importing.cells import Remembering, Row
from graphapi.importing.known import KnownMap
from graphapi.importing.model import OtherId, SkillRow
from graphapi.importing.problems import BadCell, Problems, shown
from graphapi.importing.resolving import SkillIndex, Standing
from graphapi.importing.tables import Shape, Table
from graphapi.taxonomy.labels import normalise

SKILLS = Shape("skills.csv", ("id", "label"), ("cluster", "tier", "definition", "aliases", "same_as"))
TIERS = ("technical", "people", "leadership", "domain")
LANGUAGE = "en"


@dataclass(slots=True)
class SkillsFile:
    """The rows of skills.csv; `lines` leads from an id to its line.

    said_same: what a row says in same_as, by id. other_ids: the rows that mean a skill of the map, once they are told
    apart; they are not among `rows` then.
    """

    rows: list[SkillRow] = field(default_factory=list[SkillRow])
    lines: dict[str, int] = field(default_factory=dict[str, int])
    said_same: dict[str, str] = field(default_factory=dict[str, str])
    other_ids: list[OtherId] = field(default_factory=list[OtherId])
    absent: frozenset[str] = frozenset()
    complete: bool = True


def read_skills(table: Table, known: KnownMap, problems: Problems) -> SkillsFile:
    """Every row whose id can be read; faults are noted."""
    file = SkillsFile()
    row = Row(SKILLS.file, problems)
    cluster_of = Remembering(_cluster_reader(known))
    tier_of = Remembering(cells.one_of(TIERS))
    for line, cell in table.rows():
        row.begin(line)
        skill_id = row.required("id", cell[0], cells.identifier, "")
        if skill_id in file.lines:
            row.bad("id", f"the skill {shown(skill_id)} is already in line {file.lines[skill_id]}", "keep one row")
            continue
        skill = SkillRow(
            id=skill_id,
            label=row.required("label", cell[1], cells.name, ""),
            cluster=row.optional("cluster", cell[2], cluster_of.__getitem__, None),
            tier=row.optional("tier", cell[3], tier_of.__getitem__, None),
            definition=row.optional("definition", cell[4], cells.long_text, None),
            aliases=row.optional("aliases", cell[5], cells.labels, ()),
        )
        same_as = row.optional("same_as", cell[6], cells.identifier, "")
        if skill_id:
            file.lines[skill_id] = line
            file.rows.append(skill)
            if same_as:
                file.said_same[skill_id] = same_as
    file.absent, file.complete = table.absent, table.complete
    return file


def _cluster_reader(known: KnownMap) -> Callable[[str], str]:
    """A reader of a cluster's id or label; an unknown text is the label of a new cluster."""
    ids = {cluster.id for cluster in known.clusters}
    labels: dict[str, list[str]] = defaultdict(list)
    for cluster in known.clusters:
        labels[normalise(cluster.label)].append(cluster.id)

    def read(text: str) -> str:
        called = [] if text in ids else labels.get(normalise(text), [])
        if len(called) > 1:
            advice = f"write the id of the one you mean, {', '.join(called[:5])}"
            raise BadCell(f"{shown(text)} is the name of {len(called)} clusters", advice)
        return cells.name(text)

    return read


def index_skills(file: SkillsFile, known: KnownMap) -> SkillIndex:
    """The skills as they will be called after the import."""
    index = SkillIndex(complete=file.complete)
    stored = {skill.id: skill for skill in known.skills}
    rows = {row.id for row in file.rows}
    for skill in known.skills:
        if skill.retired:
            index.retired.add(skill.id)
        if skill.id not in rows:
            index.add(skill.id, skill.label, [(text, Standing.of(*how)) for text, _, *how in skill.labels])
    for row in file.rows:
        before = stored.get(row.id)
        kept = [
            (text, Standing.of(kind, source))
            for text, language, kind, source in (before.labels if before else ())
            if source or language != LANGUAGE or ("aliases" in file.absent and kind != "preferred")
        ]
        said = [(row.label, Standing.PREFERRED), *((alias, Standing.OTHER) for alias in row.aliases)]
        index.add(row.id, row.label, [*said, *kept])
    for other in file.other_ids:
        index.add_other_id(other.id, other.skill_id, (other.label, *other.labels))
    for other_id, skill_id in known.other_ids.items():
        if other_id not in rows:
            index.add_other_id(other_id, skill_id)
    return index


def shared_labels(file: SkillsFile, index: SkillIndex) -> list[str]:
    """Warnings about skills of the file that bear the same preferred label as another skill."""
    found: list[str] = []
    for row in file.rows:
        others = [
            other
            for other in index.called(row.label)
            if other != row.id and normalise(index.label(other)) == normalise(row.label)
        ]
        if others:
            found.append(
                f"{SKILLS.file}, line {file.lines[row.id]}: the skills {row.id} and {min(others)} are both "
                f"called {shown(row.label)}; refer to them by id."
            )
    return found
