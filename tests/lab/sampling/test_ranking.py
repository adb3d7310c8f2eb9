"""A sample organisation in the database: it comes in without a complaint, and its mentee has mentors to show."""

from datetime import date

import pytest
from graphapi_lab.sampling.making import make_sample, sample_mentee, starter_taxonomy

from graphapi.graphdb.database import Database
from graphapi.importing.applying import apply_import
from graphapi.importing.planning import plan_import
from graphapi.matching.model import Question
from graphapi.matching.ranking import rank_mentors
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from tests.editing import editor

# A Monday in summer, and one between the clock changes of America and Europe.
DAYS = [date(2026, 7, 6), date(2026, 3, 16)]


@pytest.mark.parametrize(("people", "seed", "today"), [(60, 1, DAYS[0]), (60, 2, DAYS[1]), (250, 7, DAYS[0])])
async def test_the_mentee_to_show_has_several_mentors_with_time(
    people: int, seed: int, today: date, database: Database
):
    # Given
    await load_seed(editor(database), read_seed())
    bundle = make_sample(people, seed, starter_taxonomy(), today)
    # When
    await apply_import(editor(database, today), await plan_import(database, bundle))
    ranking = await rank_mentors(database, Question(sample_mentee(bundle)), today)
    # Then
    assert len(ranking.matches) >= 3
    assert min(match.shared_minutes for match in ranking.matches) >= 60
    assert not (await plan_import(database, bundle)).changes_anything
