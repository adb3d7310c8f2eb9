"""A bad part of a document has its own error; the other parts have their data."""

from typing import Any

from graphql import GraphQLNonNull, build_schema

from graphapi.graphdb.database import Database
from graphapi.graphql.schema import graphql_schema
from tests.api_client import client_of
from tests.matching.world import Aim, Mentor, World, load

_DOCUMENT = """{
  good: person(id: "ada") { name skills(first: 1) { edges { node { level } } } }
  withBadParts: person(id: "ada") { name skills(first: 0) { totalCount } goals(first: 101) { totalCount } }
  inAList: people(first: 2) { edges { node { externalId skills(first: 0) { totalCount } } } }
  badPage: people(first: 0) { pageInfo { hasNextPage } }
  badSkills: skills(after: "nonsense") { pageInfo { hasNextPage } }
  badClusters: clusters(first: 101) { pageInfo { hasNextPage } }
  badSkill: skill(id: "") { label }
  skill(id: "go") { label relations(first: 0) { strength } }
  unknown: mentorMatches(menteeId: "nobody") { hints }
  unexplained: explainMatch(menteeId: "ada", mentorId: "nobody") { summary }
  noGoal: mentorMatches(menteeId: "bo") { hints edges { distance } pageInfo { hasNextPage endCursor } }
  noGoalExplained: explainMatch(menteeId: "bo", mentorId: "ada") { summary }
  matches: mentorMatches(menteeId: "ada", minimumSharedMinutes: 0) {
    edges {
      node { externalId } why(first: 0) { text }
      targets { skill { externalId } level weight coverage coveredBy { skill { externalId } level nearness share } }
      bad: targets(first: 0) { weight }
    }
  }
}"""


async def test_each_bad_part_has_its_own_error_and_takes_no_other_with_it(database: Database) -> None:
    # given
    people = {"ada": Mentor({"go": 1}), "bo": Mentor({"go": 4})}
    goal = Aim("ada", {"go": (3, 1.0), "rust": (2, 1.0)})
    await load(database, World(["go", "rust"], [], people, {"grow": goal}))
    # when
    async with client_of(database) as client:
        answer = await client.ask(_DOCUMENT)
    # then
    errors = {".".join(map(str, error["path"])): error["extensions"]["code"] for error in answer["errors"]}
    assert errors == {
        "withBadParts.skills": "INVALID_INPUT",
        "withBadParts.goals": "INVALID_INPUT",
        "inAList.edges.0.node.skills": "INVALID_INPUT",
        "inAList.edges.1.node.skills": "INVALID_INPUT",
        "badPage": "INVALID_INPUT",
        "badSkills": "INVALID_INPUT",
        "badClusters": "INVALID_INPUT",
        "badSkill": "INVALID_INPUT",
        "skill.relations": "INVALID_INPUT",
        "unknown": "NOT_FOUND",
        "unexplained": "NOT_FOUND",
        "noGoalExplained": "INVALID_INPUT",
        "matches.edges.0.why": "INVALID_INPUT",
        "matches.edges.0.bad": "INVALID_INPUT",
    }
    data: dict[str, Any] = answer["data"]
    assert data["good"] == {"name": "ada", "skills": {"edges": [{"node": {"level": 1}}]}}
    assert data["withBadParts"] == {"name": "ada", "skills": None, "goals": None}
    assert [edge["node"]["externalId"] for edge in data["inAList"]["edges"]] == ["ada", "bo"]
    assert data["skill"] == {"label": "Skill go", "relations": None}
    assert data["noGoal"] == {
        "hints": ["This person has no active goal. Create one, then try again."],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    }
    (edge,) = data["matches"]["edges"]
    assert edge["node"] == {"externalId": "bo"}
    # Nobody holds rust, so that it weighs as much as can be; go is held by both.
    rust, go = edge["targets"]
    assert (rust["skill"]["externalId"], rust["coverage"], rust["coveredBy"]) == ("rust", 0, [])
    assert (go["skill"]["externalId"], go["level"], go["coverage"]) == ("go", 3, 0.5)
    assert go["coveredBy"] == [{"skill": {"externalId": "go"}, "level": 4, "nearness": 1, "share": 1}]
    assert rust["weight"] + go["weight"] == 1
    assert rust["weight"] > go["weight"]


def test_whatever_takes_a_number_of_items_or_an_id_may_fail_alone() -> None:
    schema = build_schema(graphql_schema().as_str())
    taking = {"first", "after", "id", "menteeId"}
    firm = [
        f"{name}.{field_name}"
        for name, kind in schema.type_map.items()
        if not name.startswith("__") and name != "Mutation"
        for field_name, field in getattr(kind, "fields", {}).items()
        if taking & set(getattr(field, "args", {})) and isinstance(field.type, GraphQLNonNull)
    ]
    assert firm == []
    assert schema.query_type is not None
    assert not any(isinstance(field.type, GraphQLNonNull) for field in schema.query_type.fields.values())
