"""Whoever changes what relations are computed from says so: edits of the taxonomy, and imports of people."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from graphapi.checking import check_map
from graphapi.graphdb.database import Database
from graphapi.journal.edit import Edit
from graphapi.relatedness.relating import relate_changes, relations_wait, wrong_relatedness
from graphapi.taxonomy.labelling import record_labels
from graphapi.taxonomy.recording import record_clusters, record_placements, record_skills
from graphapi.taxonomy.relations import record_relations
from graphapi.taxonomy.states import ClusterState, RelationState, SkillState
from tests.editing import editor
from tests.esco.files import tiny, uri
from tests.esco.world import ask, bring_in
from tests.importing.folders import a_folder, import_folder

Change = Callable[[Edit], Awaitable[object]]


def _skill(cluster: str) -> SkillState:
    return SkillState(uri("hum"), "hum to moss", cluster_id=uri(cluster), source="ESCO")


def _broader(a: str, b: str) -> RelationState:
    return RelationState(uri(a), uri(b), "BROADER", 0.5)


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        (lambda e: record_skills(e.tx, [_skill("mending")], e), True),
        (lambda e: record_placements(e.tx, {uri("hum"): [uri("mending")]}, "ESCO", e), True),
        (lambda e: record_placements(e.tx, {uri("moss"): []}, "ESCO", e), True),
        (
            lambda e: record_relations(e.tx, [_broader("mend", "moss")], "seed", e=e),
            True,
        ),
        (
            lambda e: record_clusters(
                e.tx, [ClusterState(uri("mending"), "MENDING", parent_id=uri("growing"))], e
            ),
            True,
        ),
        # Labels are no evidence.
        (lambda e: record_labels(e.tx, {uri("hum"): []}, "ESCO", ["de"], e), False),
    ],
)
async def test_an_edit_of_the_taxonomy_is_followed(
    database: Database, tmp_path: Path, edit: Change, changes: bool
) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    await relate_changes(editor(database))

    await editor(database).edit("edit", edit)

    assert await relations_wait(database) is changes
    assert bool(await database.read("tests/wrong", wrong_relatedness)) is changes
    await relate_changes(editor(database))
    assert await database.read("tests/wrong", wrong_relatedness) == []


async def test_what_people_have_counts_as_soon_as_they_are_imported(database: Database, tmp_path: Path) -> None:
    await bring_in(database, tmp_path / "esco", tiny())
    await relate_changes(editor(database))
    people = [f"p{number}" for number in range(12)]
    folder = a_folder(
        tmp_path,
        people="id,name\n" + "".join(f"{person},{person}\n" for person in people),
        person_skills="person_id,skill,level\n"
        + "".join(f"{person},carve spoons,2\n{person},hum to moss,3\n" for person in people),
    )

    await import_folder(database, folder)

    holders = "MATCH (a)-[r:RELATED {source: 'evidence'}]-(b) WHERE r.holders > 0 AND a.label < b.label "
    assert await ask(database, holders + "RETURN a.label, b.label, r.holders") == [
        ("carve spoons", "hum to moss", 1.0)
    ]
    assert (await check_map(database)).right
    # A second import changes nothing, and so asks for nothing.
    await import_folder(database, folder)
    assert not await relations_wait(database)
