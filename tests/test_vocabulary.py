"""docs/graph-model.md says what is stored: in the query files, in the schema, and in a database with a map in it."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from graphapi_lab.sampling.making import make_sample
from graphapi_lab.sampling.model import starter_taxonomy

from graphapi.attributes.declaring import declare
from graphapi.attributes.model import Attribute, AttributeRule
from graphapi.availability.model import Leave, Pattern
from graphapi.availability.setting import set_availability
from graphapi.calendar.clock import utc_today
from graphapi.goals.model import Target
from graphapi.goals.stating import close_goal, state_goal
from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.scanning import code_only
from graphapi.importing.applying import apply_import
from graphapi.importing.planning import plan_import
from graphapi.importing.records_graph import begin_import
from graphapi.people.declaring import declare_skill_level
from graphapi.people.further_ids import add_person_id
from graphapi.people.leaving import record_leaving
from graphapi.policy.versions import set_rules
from graphapi.relatedness import web
from graphapi.relatedness.marks import all_evidence_changed
from graphapi.relatedness.relating import relate
from graphapi.resources import resource_dir
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from graphapi.taxonomy.other_ids import OtherId, record_other_ids
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import RelationState
from tests.editing import editor
from tests.esco.files import tiny
from tests.esco.world import bring_in

_PAGE = (Path(__file__).parent.parent / "docs" / "graph-model.md").read_text(encoding="utf-8")
_TRIPLE = re.compile(r"\(:(\w+)\)-\[:(\w+)\]->\(:(\w+)\)")
_TYPES: dict[str, type] = {
    "string": str,
    "integer": int,
    "float": float,
    "boolean": bool,
    "date": date,
    "datetime": datetime,
}
# The runner keeps these by constants of its own; GraphapiTests marks the tests' database.
_BOOKKEEPING = {"SchemaMigration", "MigrationLock"}
_TEST_LABEL = "GraphapiTests"


class Property(NamedTuple):
    """What the page says of a property of a label or of a relationship."""

    owner: str
    name: str
    kind: str
    data_class: str

    @property
    def required(self) -> bool:
        """It is on every node or relationship of its owner."""
        return not self.kind.endswith("?")

    def takes(self, value: Any) -> bool:
        """Whether a stored value is of the type said."""
        kind = self.kind.removesuffix("?")
        if kind.startswith("list of "):
            return isinstance(value, list) and all(type(item) is _TYPES[kind[8:]] for item in value)
        return type(value) is _TYPES[kind]


def _table(heading: str) -> list[list[str]]:
    section = _PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row] for row in rows[2:]]


@cache
def _properties() -> list[Property]:
    """Of nodes by label, of relationships by the triple as written."""
    return [
        Property(row[0], row[1], row[2], row[3])
        for row in (*_table("Nodes"), *_table("Relationships"))
        if row[1] != "-"
    ]


def _names(owner: str) -> set[str]:
    return {each.name for each in _properties() if each.owner == owner}


_LABELS = {row[0] for row in _table("Nodes")}
_TRIPLES = {row[0] for row in _table("Relationships")}
_KINDS = {match[2] for triple in _TRIPLES if (match := _TRIPLE.fullmatch(triple))}


def _sources() -> list[str]:
    return sorted(
        path.relative_to(resource_dir("cypher")).as_posix() for path in resource_dir("cypher").rglob("*.cypher")
    )


def _code(name: str) -> str:
    return code_only((resource_dir("cypher") / name).read_text(encoding="utf-8"))


def _used_labels(code: str) -> set[str]:
    return {
        label for found in re.findall(r"\(\s*\w*\s*((?::\s*\w+)+)", code) for label in re.findall(r"\w+", found)
    }


def _used_kinds(code: str) -> set[str]:
    return {kind for found in re.findall(r"\[\s*\w*\s*:\s*([\w|]+)", code) for kind in found.split("|")}


@pytest.mark.parametrize("name", _sources())
def test_query_files_speak_of_what_the_page_lists(name: str) -> None:
    code = _code(name)

    assert _used_labels(code) - _LABELS == set()
    assert _used_kinds(code) - _KINDS == set()


@pytest.mark.parametrize("name", _sources())
def test_patterns_name_properties_that_the_page_lists(name: str) -> None:
    found: list[str] = []
    for label, keys in re.findall(r"\(\s*\w*\s*:(\w+)\s*\{([^{}]*)\}", _code(name)):
        found += [f"{label}.{key}" for key in re.findall(r"(\w+)\s*:", keys) if key not in _names(label)]
    for kind, keys in re.findall(r"\[\s*\w*\s*:(\w+)\s*\{([^{}]*)\}", _code(name)):
        names = {name for triple in _TRIPLES if f"[:{kind}]" in triple for name in _names(triple)}
        found += [f"{kind}.{key}" for key in re.findall(r"(\w+)\s*:", keys) if key not in names]

    assert found == []


def test_the_page_lists_nothing_that_no_query_file_speaks_of() -> None:
    codes = [_code(name) for name in _sources()]

    assert _LABELS - _BOOKKEEPING - {label for code in codes for label in _used_labels(code)} == set()
    assert _KINDS - {kind for code in codes for kind in _used_kinds(code)} == set()


def test_everything_that_is_stored_is_classified() -> None:
    rows = [*_table("Nodes"), *_table("Relationships")]
    # About people: everything of these, and everything that leads to or from a person or a goal.
    personal = {"Person", "Goal", "Pattern", "Leave", "Match"}

    assert {row[3] for row in rows} == {"personal", "sensitive", "none"}
    about = [row for row in rows if row[0] in personal or re.search(r":(Person|Goal|Match)\)", row[0])]
    assert [row[:2] for row in about if row[3] == "none"] == []


def test_the_picture_shows_every_relationship() -> None:
    picture = _PAGE.split("```mermaid")[1].split("```")[0]
    drawn = {
        f"(:{start})-[:{kind}]->(:{end})"
        for start, kinds, end in re.findall(r'(\w+) -[-.] "?([A-Z_, ]+)"? \.?-+> (\w+)', picture)
        for kind in kinds.strip().split(", ")
    }

    assert drawn == _TRIPLES
    alone = re.findall(r"`(\w+)`", re.findall(r"[^.]*stand alone\.", _PAGE)[0])
    assert {name for triple in _TRIPLES for name in _TRIPLE.fullmatch(triple).group(1, 3)} | set(alone) == _LABELS  # type: ignore[union-attr]


async def _rows(database: Database, text: str) -> list[dict[str, Any]]:
    return await database.read("tests/vocabulary", lambda tx: tx.run_text(text))


async def test_the_constraints_are_those_of_the_page(migrated: Database) -> None:
    found = await _rows(migrated, "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties")

    assert {row["type"] for row in found} == {"UNIQUENESS"}
    assert {(row["name"], _place(row)) for row in found} == {(row[0], row[1]) for row in _table("Constraints")}


async def test_the_indexes_are_those_of_the_page(migrated: Database) -> None:
    found = await _rows(
        migrated,
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint, state "
        "WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN name, type, labelsOrTypes, properties, state",
    )

    assert {row["state"] for row in found} == {"ONLINE"}
    said = {(row[0], row[1], row[2]) for row in _table("Indexes")}
    assert {(row["name"], row["type"], _place(row)) for row in found} == said


def _place(row: dict[str, Any]) -> str:
    [label] = row["labelsOrTypes"]
    return ", ".join(f"{label}.{name}" for name in row["properties"])


async def test_what_is_stored_is_what_the_page_says(database: Database, tmp_path: Path) -> None:
    await _fill(database)
    await bring_in(database, tmp_path, tiny())
    await _relate(database)

    nodes = await _rows(
        database, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY elementId(n)"
    )
    relationships = await _rows(
        database,
        "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS start, type(r) AS kind, labels(b)[0] AS end, "
        "properties(r) AS properties ORDER BY elementId(r)",
    )
    stored = [(row["labels"], row["properties"]) for row in nodes if row["labels"] != [_TEST_LABEL]]
    assert {len(labels) for labels, _ in stored} == {1}
    faults = _faults((labels[0], properties) for labels, properties in stored)
    faults |= _faults(
        (f"(:{row['start']})-[:{row['kind']}]->(:{row['end']})", row["properties"]) for row in relationships
    )

    assert faults == set()
    assert {labels[0] for labels, _ in stored} == _LABELS
    assert {f"(:{row['start']})-[:{row['kind']}]->(:{row['end']})" for row in relationships} == _TRIPLES


def _faults(stored: Iterable[tuple[str, dict[str, Any]]]) -> set[str]:
    """What differs from the page, each fault once; every property must have been seen somewhere."""
    said = {
        owner: {each.name: each for each in _properties() if each.owner == owner} for owner in _LABELS | _TRIPLES
    }
    faults: set[str] = set()
    seen: set[tuple[str, str]] = set()
    owners: set[str] = set()
    for owner, properties in stored:
        owners.add(owner)
        known = said.get(owner, {})
        faults |= {f"{owner}.{name} is not on the page" for name in properties.keys() - known.keys()}
        faults |= {
            f"{owner}.{name} is missing"
            for name, each in known.items()
            if each.required and name not in properties
        }
        for name, value in properties.items():
            seen.add((owner, name))
            if name in known and not known[name].takes(value):
                faults.add(f"{owner}.{name} is a {type(value).__name__}, not a {known[name].kind}")
    faults |= {
        f"{owner}.{name} is never there"
        for owner in owners
        for name in said.get(owner, {})
        if (owner, name) not in seen
    }
    return faults


async def _relate(database: Database) -> None:
    """Relates by evidence, some of it from people, with so few neighbours that pairs are crowded out."""
    await database.write(
        "tests/holders",
        lambda tx: tx.run_text(
            "MATCH (:Occupation)-[:NEEDS]->(s:Skill) WITH DISTINCT s MATCH (p:Person) "
            "MERGE (p)-[h:HAS {skillId: s.id}]->(s) SET h.level = 1, h.revision = 1"
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web, "MOST_NEIGHBOURS", 2)
        await relate(editor(database))
    await database.write("tests/changed", all_evidence_changed)


async def _relate_by_two_sources(database: Database) -> None:
    """An import says a relation of each kind that the seed says already."""
    relations = [
        RelationState(row["a"], row["b"], row["kind"], 0.5)
        for kind in ("BROADER", "RELATED")
        for row in await _rows(
            database,
            f"MATCH (a:Skill)-[r:{kind}]->(b:Skill) RETURN a.id AS a, b.id AS b, type(r) AS kind ORDER BY a, b LIMIT 1",
        )
    ]
    await editor(database).edit("relate", lambda e: record_relations(e.tx, relations, "import", e=e))


async def _fill(database: Database) -> None:
    """The starter taxonomy, a sample organisation, and what only some people do."""
    today = utc_today()
    await load_seed(editor(database), read_seed())
    await apply_import(
        editor(database, today), await plan_import(database, make_sample(25, 1, starter_taxonomy(), today))
    )
    [skill] = await _rows(database, "MATCH (s:Skill) RETURN s.id AS id ORDER BY s.id LIMIT 1")
    [person] = await _rows(
        database, "MATCH (p:Person) RETURN p.id AS id, p.revision AS revision ORDER BY p.id LIMIT 1"
    )
    other = OtherId("another id", skill["id"], "import", "Another label")
    await editor(database).edit("otherId", lambda e: record_other_ids(e.tx, [other], "import", e))
    await add_person_id(editor(database), person["id"], "another id of theirs")
    await _relate_by_two_sources(database)
    goal = await state_goal(
        editor(database), person["id"], "Learn it.", [Target(skill["id"], 3)], due_on=today, key="once"
    )
    await close_goal(editor(database), goal.id, 1, "achieved")
    [claim] = await _rows(
        database,
        "MATCH (p:Person)-[has:HAS]->(s:Skill) RETURN p.id AS person, s.id AS skill, has.revision AS revision "
        "ORDER BY person, skill LIMIT 1",
    )
    for level, revision in ((1, claim["revision"]), (4, claim["revision"] + 1)):
        await declare_skill_level(
            editor(database), claim["person"], claim["skill"], level, today=today, expected_revision=revision
        )
    graded = AttributeRule("grade", "above", 1, 1, ("one", "two"))
    await editor(database).edit("rules", lambda e: set_rules(e, [graded]))
    declared = Attribute("grade", "scale", ("one", "two"))
    await editor(database).edit("declare", lambda e: declare(e.tx, [declared]))
    patterns = [Pattern(2, 960, 1080, "Europe/Berlin", today, today.replace(year=today.year + 1), "video")]
    [revised] = await _rows(database, f"MATCH (p:Person {{id: '{person['id']}'}}) RETURN p.revision AS revision")
    await set_availability(
        editor(database, today),
        person["id"],
        patterns,
        [Leave(today, today, "Europe/Berlin")],
        revised["revision"],
    )

    async def rest(tx: Transaction) -> None:
        # What only features to come write, and what only an import that was interrupted leaves.
        await tx.run_text(
            "MATCH (a:Person), (b:Person) WHERE a.id < b.id WITH a, b ORDER BY a.id, b.id LIMIT 1 "
            "CREATE (a)-[:BLOCKS]->(b), (a)-[:DECLINED]->(b) "
            "CREATE (a)<-[:MENTOR]-(:Match {id: 'm', status: 'active'})-[:MENTEE]->(b) SET a.placesTaken = 1 "
            "SET a.attributes = ['grade=one']"
        )
        await tx.run_text(
            "MATCH (c:Person) WITH c ORDER BY c.id DESC LIMIT 1 MATCH (d:Person) WHERE d.id < c.id "
            "WITH c, d ORDER BY d.id DESC LIMIT 1 "
            "CREATE (c)<-[:MENTOR]-(:Match {id: 'm2', status: 'active', startedOn: date('2026-11-02')})-[:MENTEE]->(d)"
        )
        await begin_import(tx, "import", 2, due=True)

    await database.write("tests/rest", rest)
    [leaver] = await _rows(
        database,
        "MATCH (p:Person)<-[:MENTEE]-(:Match {id: 'm2'}) RETURN p.id AS id, p.revision AS revision",
    )
    await record_leaving(editor(database, today), leaver["id"], leaver["revision"], today)
