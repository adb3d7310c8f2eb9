"""An explanation says what makes skills near: each relation that a path runs along, and what it is made of."""

from typing import Any

from graphapi.graphdb.database import Database
from tests.api_client import client_of
from tests.matching.world import WEEK, Aim, Mentor, World, load

_EXPLAIN = """
query ($mentor: ID!, $week: Date) {
  explainMatch(menteeId: "ada", mentorId: $mentor, week: $week, minimumSharedMinutes: 0) {
    why { skill { externalId } via { externalId } }
    relations { text kind strength source hierarchy occupations holders start { externalId } end { externalId } }
  }
}
"""
# Ada wants c; Bo has what is related to it, Cy what is two steps away and c itself, Di nothing near.
_WORLD = World(
    skills=["a", "b", "c", "d"],
    relations=[("b", "c", "RELATED", 0.9), ("a", "b", "BROADER", 0.8)],
    people={
        "ada": Mentor(mentoring=False),
        "bo": Mentor({"b": 3}),
        "cy": Mentor({"a": 3, "c": 3}),
        "di": Mentor({"d": 3}),
    },
    goals={"g": Aim("ada", {"c": (3, 1.0)})},
)


async def _explain(database: Database, mentor: str) -> dict[str, Any]:
    async with client_of(database) as client:
        answer = await client.data(_EXPLAIN, mentor=mentor, week=WEEK.isoformat())
    return answer["explainMatch"]


async def test_each_relation_of_a_path_is_said_once_with_its_parts(database: Database) -> None:
    # given a relation by evidence, and one that the starter taxonomy says
    await load(database, _WORLD)
    await database.write(
        "tests/say",
        lambda tx: tx.run_text(
            "MATCH ()-[r:RELATED]->() SET r += {source: 'evidence', hierarchy: 0.5, occupations: 0.25, holders: 0.75} "
            "WITH count(*) AS n MATCH ()-[r:BROADER]->() SET r.source = 'seed'"
        ),
    )

    bo, cy = await _explain(database, "bo"), await _explain(database, "cy")

    evidence = {
        "text": "Skill c is related to Skill b (0.90 by evidence: hierarchy 0.50, occupations 0.25, holders 0.75).",
        "kind": "RELATED",
        "strength": 0.9,
        "source": "evidence",
        "hierarchy": 0.5,
        "occupations": 0.25,
        "holders": 0.75,
        "start": {"externalId": "c"},
        "end": {"externalId": "b"},
    }
    assert bo["relations"] == [evidence]
    assert [path["skill"]["externalId"] for path in cy["why"]] == ["c", "a"]
    assert cy["relations"] == [
        evidence,
        {
            "text": "Skill b is broader than Skill a (0.80, as seed says).",
            "kind": "NARROWER",
            "strength": 0.8,
            "source": "seed",
            "hierarchy": None,
            "occupations": None,
            "holders": None,
            "start": {"externalId": "b"},
            "end": {"externalId": "a"},
        },
    ]


async def test_without_holders_they_are_left_out_and_without_a_path_there_is_nothing(database: Database) -> None:
    await load(database, _WORLD)
    await database.write(
        "tests/say",
        lambda tx: tx.run_text(
            "MATCH ()-[r:RELATED]->() SET r += {source: 'evidence', hierarchy: 0.5, occupations: 0.0}"
        ),
    )

    [relation] = (await _explain(database, "bo"))["relations"]

    assert (
        relation["text"] == "Skill c is related to Skill b (0.90 by evidence: hierarchy 0.50, occupations 0.00)."
    )
    assert relation["holders"] is None
    assert (await _explain(database, "di"))["relations"] == []
