"""The benchmark's map is the same for equal parameters, and its nearness is what the product would have worked out."""

from dataclasses import replace
from itertools import islice

from graphapi_lab.bench.dataset import Shape, is_hub, skill_id
from graphapi_lab.bench.loading import near_rows

from graphapi.derived.graph import RelationRecord
from graphapi.derived.nearness import compute_near
from graphapi.policy.model import Policy

_SMALL = Shape(400, skills=300)


def test_equal_parameters_give_an_equal_map() -> None:
    again = Shape(400, skills=300)

    assert list(_SMALL.everybody()) == list(again.everybody())
    assert _SMALL.relations() == again.relations()
    assert list(_SMALL.everybody()) != list(replace(_SMALL, seed=8).everybody())


def test_the_first_people_of_a_large_map_are_those_of_a_small_one() -> None:
    large = replace(_SMALL, people=4_000)

    for one, other in zip(_SMALL.everybody(), islice(large.everybody(), 400), strict=True):
        # Only whom somebody is matched with, or keeps away from, depends on how many people there are.
        assert replace(one, mentee=None, blocks=None) == replace(other, mentee=None, blocks=None)


def test_the_map_is_as_stated() -> None:
    shape = Shape(3_000)
    people = list(shape.everybody())
    popular = set(shape.by_popularity[:40])

    assert all(len(person.skills) == 12 and len(person.targets) == 4 for person in people)
    assert 11 <= sum(len(person.slots) for person in people) / len(people) <= 13
    assert 0.45 <= sum(person.mentoring for person in people) / len(people) <= 0.55
    for person in people:
        aims = {skill for skill, _ in person.targets}
        assert aims <= popular if is_hub(person.number) else not aims & popular


def test_nearness_is_that_of_the_product() -> None:
    relations = _SMALL.relations()
    policy = Policy()
    found = {
        (skill_id(row["skill"]), skill_id(other)): (strength, skill_id(via) if via >= 0 else None)
        for row in near_rows(_SMALL.skills, relations, policy)
        for other, strength, via in zip(row["others"], row["strengths"], row["vias"], strict=True)
    }
    records = [RelationRecord(skill_id(a), skill_id(b), "RELATED", strength) for a, b, strength in relations]

    expected = {
        (near.from_id, near.to_id): (near.strength, near.via[0] if near.via else None)
        for near in compute_near(records, policy)
    }
    assert found == expected
