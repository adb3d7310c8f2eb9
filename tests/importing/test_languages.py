"""Languages as people write them in files: whoever shares one is found, by Cypher and from the arrays alike."""

from pathlib import Path

from graphapi.graphdb.database import Database
from graphapi.matching.explaining import explain_match
from graphapi.matching.model import Question
from graphapi.rankindex.reading import read_all
from tests.importing.folders import TODAY, a_folder, as_csv, import_folder, plan_folder, some_skills
from tests.matching.world import Aim, World
from tests.people.builders import values
from tests.rankindex.asking import ROADS, goals_of, ranked_by, ranked_by_cypher

_SAID = {
    "mentee": "en-US",
    "m1": "en",
    "m2": "en_GB",
    "m3": "EN",
    "m4": "en-us",
    "m5": "eng",
    "m6": "de",
    "m7": "",
}


async def test_regions_letter_case_and_three_letters_share_english(database: Database, tmp_path: Path) -> None:
    # given
    await some_skills(database)
    folder = a_folder(
        tmp_path,
        people=as_csv([("id", "name", "languages"), *((id_, id_, said) for id_, said in _SAID.items())]),
        person_skills=as_csv(
            [("person_id", "skill", "level"), *((f"m{n}", "Kubernetes", 4) for n in range(1, 8))]
        ),
        goals=as_csv([("goal_id", "person_id", "skill", "target_level"), ("g", "mentee", "Kubernetes", 3)]),
    )
    # when
    await import_folder(database, folder)
    # then
    found = await ranked_by_cypher(database, "mentee", 0)
    assert sorted(row[0] for row in found) == ["m1", "m2", "m3", "m4", "m5", "m7"]
    goals = goals_of(World([], [], {}, {"g": Aim("mentee", {"k8s": (3, 1.0)})}), "mentee")
    ranked = await read_all(database)
    for road in ROADS:
        assert ranked_by(road, ranked, "mentee", goals, 0) == found, road.name
    for mentor, reason in (("m2", "Both speak English."), ("m6", "They state no language in common.")):
        explained = await explain_match(database, Question("mentee", minimum_shared_minutes=0), mentor, TODAY)
        assert [rule.reason for rule in explained.rules if rule.rule == "COMMON_LANGUAGE"] == [reason]
    assert await values(database, "MATCH (p:Person) RETURN p.languages ORDER BY p.id") == [
        ["en"],
        ["en-GB"],
        ["en"],
        ["en-US"],
        ["en"],
        ["de"],
        [],
        ["en-US"],
    ]
    # and the same files again change nothing
    again = (await plan_folder(database, folder)).differences
    assert sum(kind.created + kind.changed + kind.removed for kind in again) == 0
