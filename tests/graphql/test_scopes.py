"""What a viewer of one unit may see, field by field: exactly what everybody would see if there were nobody else.

Each root field has a document here; a field without one fails. The answers of a viewer of the unit on the whole map are
compared with those of a viewer of everybody on a map from which all other people are gone.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from graphapi.graphdb.database import Database, Transaction
from graphapi.graphdb.scope import Scope
from graphapi.graphql.context import Context
from graphapi.graphql.schema import graphql_schema
from graphapi.identity.viewer import DEVELOPMENT, Viewer
from graphapi.journal.edit import Editor
from graphapi.wire.node import encode_global_id
from tests.editing import editor
from tests.matching.world import Aim, Mentor, World, load

_UNIT = "Company > Inside"
_INSIDER = replace(DEVELOPMENT, name="unit lead", scope=Scope(_UNIT))
# By person: the unit, None for no unit. "Inside Out" begins like "Inside" and is another unit.
_UNITS: Mapping[str, str | None] = {
    "in": _UNIT,
    "peer": f"{_UNIT} > Team",
    "far": f"{_UNIT} > Team > Corner",
    "out": "Company > Outside",
    "trap": "Company > Inside Out",
    "head": "Company",
    "free": None,
}
_INSIDE = ("in", "peer", "far")
_OUTSIDE = ("out", "trap", "head", "free")
_PERSON = """{ externalId furtherIds name unit
  manager { externalId name } skills { totalCount edges { node { level } } }
  goals(closed: true) { totalCount edges { node { externalId person { name } } } }
  availability { patterns { weekday } } }"""
_EXPLAINED = (
    "{ summary rank rankWithoutRules rankedMentors rules { rule reason } mentee { name } mentor { name } }"
)
_RANKED = f"{{ hints pageInfo {{ hasNextPage }} edges {{ cursor distance node {_PERSON} why {{ text }} }} }}"
# By root field: what is asked; PERSON, GOAL and the NODEs are put in for each person in turn.
_QUERIES: Mapping[str, tuple[str, ...]] = {
    "mentorMatches": (
        f'mentorMatches(menteeId: "PERSON", minimumSharedMinutes: 0) {_RANKED}',
        f'mentorMatches(menteeId: "further PERSON", minimumSharedMinutes: 0) {_RANKED}',
        f'mentorMatches(menteeId: "in", goalIds: ["GOAL"], minimumSharedMinutes: 0) {_RANKED}',
        f'mentorMatches(menteeId: "in", minimumSharedMinutes: 0, first: 1) {_RANKED}',
    ),
    "explainMatch": (
        f'explainMatch(menteeId: "in", mentorId: "PERSON", minimumSharedMinutes: 0) {_EXPLAINED}',
        f'explainMatch(menteeId: "further in", mentorId: "further PERSON", minimumSharedMinutes: 0) {_EXPLAINED}',
        f'explainMatch(menteeId: "PERSON", mentorId: "in", minimumSharedMinutes: 0) {_EXPLAINED}',
    ),
    "attributes": ("attributes { name }",),
    "attributeRules": ("attributeRules { words }",),
    "node": (
        f'node(id: "NODEPERSON") {{ ... on Person {_PERSON} }}',
        'node(id: "NODEGOAL") { ... on Goal { statement } }',
    ),
    "person": (f'person(id: "PERSON") {_PERSON}', f'person(id: "further PERSON") {_PERSON}'),
    "people": (
        f"people {{ pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {_PERSON} }} }}",
        "people(first: 2) { pageInfo { hasNextPage endCursor } edges { node { name } } }",
        'people(name: "a") { edges { node { name } } }',
        'people(unit: "Company") { edges { node { name } } }',
        'people(skillId: "go", minimumLevel: 1) { edges { node { name } } }',
    ),
    "viewer": ("viewer { capabilities person { name } }",),
    "units": (
        "units { pageInfo { endCursor } edges { node { path peopleCount } } }",
        'units(search: "inside", first: 2) { edges { node { path peopleCount } } }',
    ),
    "functions": ("functions { edges { node { name peopleCount } } }",),
    "goal": ('goal(id: "GOAL") { statement status person { name } }',),
    # The taxonomy is the same for everybody.
    "skill": (
        'skill(id: "go") { label holders { totalCount edges { cursor node { level person { name } } } } }',
        'skill(id: "go") { holders(minimumLevel: 2, first: 1) { totalCount edges { node { person { name } } } } }',
    ),
    "skills": ("skills { edges { node { label } } }",),
    "cluster": ('cluster(id: "nothing") { label }',),
    "clusters": ("clusters { edges { node { label } } }",),
}
_MUTATIONS: Mapping[str, str] = {
    "stateGoal": '{ personId: "PERSON", statement: "Learn", targets: [{ skillId: "go", level: 3 }] }',
    "reviseGoal": '{ goalId: "GOAL", expectedRevision: 1, statement: "Mine" }',
    "closeGoal": '{ goalId: "GOAL", expectedRevision: 1, outcome: ACHIEVED }',
    "declareSkillLevel": '{ personId: "PERSON", skillId: "rust", level: 2 }',
    "setAvailability": '{ personId: "PERSON", expectedRevision: 1, patterns: [], leaves: [] }',
    "editPerson": '{ personId: "PERSON", expectedRevision: 1, function: "Engineer", managerId: "in" }',
    "recordLeaving": '{ personId: "PERSON", expectedRevision: 1, leftOn: "2026-01-31" }',
    "blockPerson": '{ personId: "PERSON", otherId: "in" }',
    "unblockPerson": '{ personId: "PERSON", otherId: "in" }',
    "addPersonId": '{ personId: "further PERSON", newId: "further" }',
    "removePersonId": '{ personId: "PERSON", oldId: "further PERSON" }',
    "setMentoringTerms": '{ personId: "PERSON", expectedRevision: 1, places: 2 }',
}
# An id is given once in the whole map, so it can be taken by somebody whom the viewer does not see.
_WITHOUT_A_PERSON = {"addPerson"}


async def test_every_root_field_is_in_the_matrix() -> None:
    schema = graphql_schema()._schema  # pyright: ignore[reportPrivateUsage]
    assert schema.query_type is not None
    assert schema.mutation_type is not None

    assert set(schema.query_type.fields) == set(_QUERIES)
    assert set(schema.mutation_type.fields) == set(_MUTATIONS) | _WITHOUT_A_PERSON


@pytest.fixture
async def organisation(database: Database) -> Database:
    """People who could all mentor one another, in units."""
    people = {id_: Mentor({"go": 1 + at % 4}, places=3) for at, id_ in enumerate(_UNITS)}
    people["in"].skills, people["in"].reports_to, people["peer"].reports_to = {}, "head", "in"
    goals = {f"goal-{id_}": Aim(id_, {"go": (3, 1.0), "rust": (2, 1.0)}) for id_ in _UNITS}
    await load(database, World(["go", "rust"], [("go", "rust", "RELATED", 0.8)], people, goals))
    await _run(
        database,
        "UNWIND $units AS each WITH each WHERE each[1] IS NOT NULL MATCH (p:Person {id: each[0]}) "
        "MERGE (u:Unit {path: each[1]}) SET u.name = each[1], u.foldedPath = toLower(each[1]) "
        "MERGE (p)-[:WORKS_IN]->(u)",
        units=[list(each) for each in _UNITS.items()],
    )
    # The unit that has the others below it.
    await _run(
        database,
        "MATCH (u:Unit), (above:Unit) WHERE u.path STARTS WITH above.path + ' > ' "
        "AND NOT substring(u.path, size(above.path) + 3) CONTAINS ' > ' MERGE (u)-[:PART_OF]->(above)",
    )
    await _run(database, "MATCH (p:Person) CREATE (:PersonId {id: 'further ' + p.id})-[:IDENTIFIES]->(p)")
    await _run(database, "MATCH (p:Person) SET p.name = 'Canary ' + p.id, p.foldedName = 'canary ' + p.id")
    return database


async def test_a_unit_s_viewer_sees_what_there_would_be_without_anybody_else(organisation: Database) -> None:
    # given what the viewer of the unit sees of the people in it
    seen = await _matrix(organisation, _INSIDER, _INSIDE)
    # when nobody else is there
    await _run(organisation, "MATCH (p:Person) WHERE NOT p.id IN $ids DETACH DELETE p", ids=list(_INSIDE))
    await _run(organisation, "MATCH (g:Goal) WHERE NOT EXISTS { (g)<-[:PURSUES]-() } DETACH DELETE g")
    # then that is what everybody sees
    assert seen == await _matrix(organisation, DEVELOPMENT, _INSIDE)
    # and it is not nothing
    assert "Canary far" in seen["mentorMatches"]
    assert "Canary peer" in seen["people"]


@pytest.mark.parametrize("outsider", _OUTSIDE)
async def test_somebody_outside_the_unit_answers_like_an_unknown_id(organisation: Database, outsider: str) -> None:
    unknown = "x" * len(outsider)

    for name, answer in (await _matrix(organisation, _INSIDER, [outsider])).items():
        # Not by hidden, but by unknown: nothing of the person shows, in lists, counts, sort places or errors.
        assert f"Canary {outsider}" not in answer, name
    there, nowhere = [await _matrix(organisation, _INSIDER, [who]) for who in (outsider, unknown)]
    assert {name: _renamed(answer, outsider, unknown) for name, answer in there.items()} == nowhere
    for name, given in _MUTATIONS.items():
        changed, unchanged = [await _change(organisation, name, given, who) for who in (outsider, unknown)]
        assert _renamed(changed, outsider, unknown) == unchanged
        assert "NOT_FOUND" in changed
    # and nothing was changed by it
    edited = await organisation.read(
        "tests/revisions",
        lambda tx: tx.run_text("MATCH (n:Person|Goal) WHERE n.revision > 1 RETURN n.id AS id", {}),
    )
    assert edited == []


@pytest.mark.parametrize("name", sorted(_MUTATIONS))
async def test_somebody_in_the_unit_can_be_edited(organisation: Database, name: str) -> None:
    assert f"{name[0].upper()}{name[1:]}Success" in await _change(organisation, name, _MUTATIONS[name], "far")


async def _matrix(database: Database, viewer: Viewer, ids: list[str] | tuple[str, ...]) -> dict[str, str]:
    """By root field, all answers as text."""
    return {
        name: json.dumps(
            [await _answer(database, viewer, f"{{ {_filled(each, id_)} }}") for each in documents for id_ in ids],
            sort_keys=True,
        )
        for name, documents in _QUERIES.items()
    }


async def _change(database: Database, name: str, given: str, id_: str) -> str:
    answer = "{ __typename ... on UserError { code message } }"
    document = f"mutation {{ {name}(input: {_filled(given, id_)}) {answer} }}"
    return json.dumps(await _answer(database, _INSIDER, document), sort_keys=True)


async def _answer(database: Database, viewer: Viewer, document: str) -> Any:
    context = Context(Editor(editor(database).journal, viewer))
    answer = await _SCHEMA.execute(document, context_value=context)
    return [answer.data, [[error.message, error.path, error.extensions] for error in answer.errors or ()]]


_SCHEMA = graphql_schema()


def _filled(document: str, id_: str) -> str:
    for name, value in (
        ("NODEPERSON", encode_global_id("Person", id_)),
        ("NODEGOAL", encode_global_id("Goal", f"goal-{id_}")),
        ("PERSON", id_),
        ("further PERSON", f"further {id_}"),
        ("GOAL", f"goal-{id_}"),
    ):
        document = document.replace(f'"{name}"', f'"{value}"')
    return document


def _renamed(answer: str, who: str, other: str) -> str:
    for before in ("'", "goal-", "further "):
        answer = answer.replace(f"{before}{who}'", f"{before}{other}'")
    return answer


async def _run(database: Database, text: str, **parameters: Any) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run_text(text, parameters)

    await database.write("tests/run", work)
