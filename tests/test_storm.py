"""A storm through every mutation and import: then everything derived is right, and the journal knows who did what."""

from collections import Counter
from pathlib import Path

import pytest
from graphapi_lab.storming import ACTORS, MUTATIONS, storm_over

from graphapi.graphdb.database import Database
from graphapi.graphql.schema import graphql_schema
from graphapi.journal.records import edits_after
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from tests.editing import editor
from tests.esco.files import tiny
from tests.esco.world import bring_in


def test_the_storm_knows_every_mutation() -> None:
    mutation = graphql_schema()._schema.mutation_type  # pyright: ignore[reportPrivateUsage]
    assert mutation is not None
    assert MUTATIONS.keys() == mutation.fields.keys()


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_a_storm_everything_derived_is_right_and_every_edit_has_its_actor(
    database: Database, tmp_path: Path, seed: int
) -> None:
    # given the starter taxonomy and a small ESCO
    operator = editor(database)
    await load_seed(operator, read_seed())
    await bring_in(database, tmp_path, tiny())
    before = len(await database.read("tests/edits", edits_after))
    # when
    found = await storm_over(operator, people=20, edits_an_actor=40, seed=seed)
    # then
    assert found.differences == ()
    edits = (await database.read("tests/edits", edits_after))[before:]
    made = Counter((edit.actor, edit.operation) for edit in edits if edit.actor in ACTORS)
    # What says again what is there already is accepted, and is no edit.
    assert made <= found.accepted
    assert {operation for _, operation in made} == MUTATIONS.keys()
    assert all(edit.records for edit in edits)
