"""The sample organisation: the same for the same arguments, and right in everything that an import demands."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from graphapi_lab.sampling.departments import DEPARTMENTS
from graphapi_lab.sampling.making import SampleTaxonomy, make_sample, sample_mentee, starter_taxonomy
from graphapi_lab.sampling.model import split
from graphapi_lab.sampling.names import FAMILY_NAMES, GIVEN_NAMES
from graphapi_lab.sampling.places import PLACES
from graphapi_lab.sampling.roles import ROLES, all_labels

from graphapi.errors import InvalidInput
from graphapi.importing.model import Bundle
from graphapi.people import words

TODAY = date(2026, 3, 2)
SIZES = [1, 2, 3, 11, 12, 13, 24, 60, 83, 100, 500, 2000]


@pytest.fixture(scope="module")
def taxonomy() -> SampleTaxonomy:
    return starter_taxonomy()


@pytest.fixture(scope="module")
def large(taxonomy: SampleTaxonomy) -> Bundle:
    return make_sample(3000, 7, taxonomy, TODAY)


def levels_of(bundle: Bundle) -> dict[str, dict[str, int]]:
    levels: dict[str, dict[str, int]] = {person.id: {} for person in bundle.people}
    for claim in bundle.claims:
        levels[claim.person_id][claim.skill_id] = claim.level
    return levels


def test_every_label_of_a_role_is_a_preferred_label_of_the_starter_taxonomy(taxonomy: SampleTaxonomy):
    assert sorted(all_labels() - taxonomy.ids.keys()) == []


def test_tables_name_only_what_exists():
    assert len(ROLES) >= 25
    for role in ROLES.values():
        assert set(role.neighbours) <= ROLES.keys() - {role.title}
        assert all(len(set(labels)) == len(labels) for labels in (role.core, role.adjacent, role.people))
    assert {title for department in DEPARTMENTS for title in department.roles} == ROLES.keys()
    units = [unit for part in DEPARTMENTS for unit in (part.name, f"{part.name} group", *part.teams)]
    assert len({*units, *(part.division for part in DEPARTMENTS)}) == len(units) + 5
    assert {place.names for place in PLACES} <= GIVEN_NAMES.keys() == FAMILY_NAMES.keys()
    assert {place.time_zone for place in PLACES} <= available_timezones()
    for place in PLACES:
        assert words.languages(tuple(place.languages)) == tuple(place.languages)


def test_a_cell_of_a_table_is_split_at_semicolons():
    assert split("Git; Pair programming;  API\n design;") == ("Git", "Pair programming", "API design")


@pytest.mark.parametrize("people", SIZES)
def test_equal_arguments_give_equal_bundles(people: int, taxonomy: SampleTaxonomy):
    assert make_sample(people, 3, taxonomy, TODAY) == make_sample(people, 3, taxonomy, TODAY)


def test_another_seed_gives_another_organisation(taxonomy: SampleTaxonomy):
    assert make_sample(50, 1, taxonomy, TODAY) != make_sample(50, 2, taxonomy, TODAY)


def test_another_day_moves_days_and_nothing_else(taxonomy: SampleTaxonomy):
    one, other = (make_sample(50, 1, taxonomy, day) for day in (TODAY, date(2026, 3, 9)))
    assert [person.name for person in one.people] == [person.name for person in other.people]
    assert {goal.id: goal.statement for goal in one.goals} == {goal.id: goal.statement for goal in other.goals}
    assert one.goals != other.goals


@pytest.mark.parametrize("people", SIZES)
def test_ids_count_from_one(people: int, taxonomy: SampleTaxonomy):
    bundle = make_sample(people, 5, taxonomy, TODAY)
    assert [person.id for person in bundle.people] == [f"p{number:06}" for number in range(1, people + 1)]
    assert [goal.id for goal in bundle.goals] == [f"g{number:06}" for number in range(1, len(bundle.goals) + 1)]


@pytest.mark.parametrize("people", SIZES)
def test_reporting_lines_are_one_tree(people: int, taxonomy: SampleTaxonomy):
    bundle = make_sample(people, 5, taxonomy, TODAY)
    managers = {person.id: person.reports_to for person in bundle.people}
    assert sum(manager is None for manager in managers.values()) == 1
    for person in managers:
        seen: set[str] = set()
        step: str | None = person
        while step is not None:
            assert step not in seen
            seen.add(step)
            step = managers[step]
        assert len(seen) <= 12
    spans = Counter(manager for manager in managers.values() if manager)
    assert not spans or max(spans.values()) <= 10


@pytest.mark.parametrize("people", [60, 500, 12_000])
def test_a_unit_is_part_of_one_other(people: int, taxonomy: SampleTaxonomy):
    bundle = make_sample(people, 5, taxonomy, TODAY)
    parents: dict[str, str] = {}
    for unit in {person.unit for person in bundle.people}:
        assert 1 <= len(unit) <= 4
        assert len(set(unit)) == len(unit)
        for outer, inner in pairwise(unit):
            assert parents.setdefault(inner, outer) == outer
    assert not {unit[0] for unit in {person.unit for person in bundle.people}} & parents.keys()


@pytest.mark.parametrize("people", SIZES)
def test_claims_and_goals_are_in_range(people: int, taxonomy: SampleTaxonomy):
    bundle = make_sample(people, 5, taxonomy, TODAY)
    known = set(taxonomy.ids.values())
    levels = levels_of(bundle)
    assert len({(claim.person_id, claim.skill_id) for claim in bundle.claims}) == len(bundle.claims)
    for claim in bundle.claims:
        assert claim.skill_id in known
        assert 0 <= claim.level <= 4
        assert claim.last_used_on is None or claim.last_used_on <= TODAY
    for goal in bundle.goals:
        assert 1 <= len(goal.targets) <= 4
        assert len({target.skill_id for target in goal.targets}) == len(goal.targets)
        assert goal.statement
        assert goal.due_on is None or goal.due_on > TODAY
        assert goal.stated_on is not None
        assert goal.stated_on < (goal.closed_on or TODAY)
        for target in goal.targets:
            assert 1 <= target.level <= 4
            assert target.weight > 0
            if goal.outcome is None:
                assert levels[goal.person_id].get(target.skill_id, 0) < target.level


def test_the_past_is_one_that_can_have_been(large: Bundle):
    people = {person.id: person for person in large.people}
    active = [match for match in large.matches if match.ended_on is None]
    assert 0.02 < sum(person.left_on is not None for person in large.people) / len(people) < 0.05
    assert len(active) > len(people) / 20
    assert len(large.matches) - len(active) > len(people) / 60
    taken = Counter(match.mentor_id for match in active)
    for match in large.matches:
        mentor, mentee = people[match.mentor_id], people[match.mentee_id]
        assert match.started_on is not None
        assert match.started_on < (match.ended_on or TODAY)
        assert match.mentor_id != match.mentee_id
        if match.ended_on is None:
            assert mentor.left_on is None
            assert mentee.left_on is None
            assert mentor.mentoring
            assert taken[match.mentor_id] < mentor.places
            assert mentee.reports_to != mentor.id != mentor.reports_to
    assert len({(match.mentor_id, match.mentee_id) for match in active}) == len(active)
    for goal in large.goals:
        left_on = people[goal.person_id].left_on
        assert left_on is None or (goal.closed_on is not None and goal.closed_on <= left_on)
    outcomes = Counter(goal.outcome for goal in large.goals)
    assert outcomes["achieved"] > outcomes["abandoned"] > len(people) / 20
    assert 0.08 < len({row.person_id for row in large.leaves}) / len(people) < 0.16


def test_windows_of_one_person_do_not_overlap_and_last_half_an_hour_to_two(large: Bundle):
    # Patterns check themselves when they are made; this is what the sample promises beyond that.
    windows: dict[tuple[str, int], list[tuple[int, int]]] = {}
    zones = {person.id: person.time_zone for person in large.people}
    for row in large.availability:
        pattern = row.pattern
        assert pattern.time_zone == zones[row.person_id]
        assert 30 <= pattern.ends - pattern.starts <= 120
        windows.setdefault((row.person_id, pattern.weekday), []).append((pattern.starts, pattern.ends))
    for day in windows.values():
        ordered = sorted(day)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))
    assert set(Counter(row.person_id for row in large.availability).values()) <= {2, 3, 4, 5}


def test_terms_are_such_as_an_import_takes(large: Bundle):
    for person in large.people:
        assert words.languages(person.languages) == person.languages
        assert words.formats(person.formats) == person.formats
        assert 0 <= person.places <= 5
        assert person.weekly_minutes is None or 30 <= person.weekly_minutes <= 180
        assert person.pace in {"steady", "fast", "flexible", None}


def test_it_is_spread_as_an_organisation_is(large: Bundle):
    count = len(large.people)
    with_goal = {goal.person_id for goal in large.goals if goal.outcome is None}
    with_time = {row.person_id for row in large.availability}
    assert 0.34 < len(with_goal) / count < 0.44
    assert 0.93 < len(with_time) / count < 0.97
    assert 0.55 < sum(person.mentoring for person in large.people) / count < 0.8
    assert 10 < len(large.claims) / count < 16
    assert len({person.time_zone for person in large.people}) >= 18
    assert len({person.function for person in large.people}) >= 12
    assert len({person.name for person in large.people}) > 0.75 * count
    assert sum("en" in person.languages for person in large.people) / count > 0.85
    levels = Counter(claim.level for claim in large.claims)
    assert all(levels[level] > 0.01 * len(large.claims) for level in range(5))
    assert levels[2] > levels[4]
    used = {claim.skill_id for claim in large.claims}
    assert len(used) > 300
    assert any(row.pattern.valid_from for row in large.availability)
    assert any(row.pattern.valid_until for row in large.availability)


def test_most_managers_have_six_to_nine_reports(taxonomy: SampleTaxonomy):
    bundle = make_sample(12_000, 4, taxonomy, TODAY)
    spans = Counter(person.reports_to for person in bundle.people if person.reports_to)
    assert sum(6 <= span <= 9 for span in spans.values()) / len(spans) > 0.85


@pytest.mark.parametrize("seed", range(25))
def test_sixty_people_are_enough_for_a_mentee_worth_showing(seed: int, taxonomy: SampleTaxonomy):
    # Given
    bundle = make_sample(60, seed, taxonomy, TODAY)
    levels = levels_of(bundle)
    # When
    mentee = sample_mentee(bundle)
    # Then
    assert mentee == "p000001"
    goals = [goal for goal in bundle.goals if goal.person_id == mentee and goal.outcome is None]
    assert len(goals) == 1
    assert 2 <= len(goals[0].targets) <= 3
    assert "asynchronous" not in bundle.people[0].formats
    above = {
        person.id
        for person in bundle.people
        for target in goals[0].targets
        if levels[person.id].get(target.skill_id, 0) > levels[mentee].get(target.skill_id, 0)
    }
    assert len(above & {person.id for person in bundle.people if person.mentoring and person.places}) >= 3


@pytest.mark.parametrize("people", [0, -1, 1_000_001])
def test_a_number_of_people_that_cannot_be_is_refused(people: int, taxonomy: SampleTaxonomy):
    with pytest.raises(InvalidInput, match="1 to 1,000,000 people"):
        make_sample(people, 1, taxonomy, TODAY)


def test_a_taxonomy_that_lacks_a_skill_is_refused_with_its_name(taxonomy: SampleTaxonomy):
    fewer = SampleTaxonomy({label: skill for label, skill in taxonomy.ids.items() if label != "Kubernetes"})
    with pytest.raises(InvalidInput, match=r"'Kubernetes'.*graphapi seed"):
        make_sample(5, 1, fewer, TODAY)
    with pytest.raises(InvalidInput, match=r"and [0-9]+ more"):
        make_sample(5, 1, SampleTaxonomy({}), TODAY)


def test_skills_come_under_the_ids_of_the_taxonomy_given(taxonomy: SampleTaxonomy):
    other = SampleTaxonomy({label: f"my-{skill}" for label, skill in taxonomy.ids.items()})
    plain, renamed = make_sample(20, 1, taxonomy, TODAY), make_sample(20, 1, other, TODAY)
    assert [replace(claim, skill_id=f"my-{claim.skill_id}") for claim in plain.claims] == list(renamed.claims)
