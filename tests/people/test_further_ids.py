"""A further id leads to one person, whoever asks for it at the same moment."""

import asyncio

import pytest

from graphapi.checking import check_map
from graphapi.errors import InvalidInput, NotFound
from graphapi.graphdb.database import Database
from graphapi.people.adding import add_person
from graphapi.people.errors import IdTaken
from graphapi.people.further_ids import (
    MOST_FURTHER_IDS,
    add_person_id,
    further_ids_of,
    people_meant,
    remove_person_id,
)
from graphapi.people.terms import TermsChange
from tests.editing import editor
from tests.people.builders import a_person, values


async def test_an_id_leads_to_the_person_until_it_is_taken_away(database: Database) -> None:
    await a_person(database, "ada")
    await a_person(database, "bob")

    for new in ("hr-7", "crm-1", "hr-7"):
        await add_person_id(editor(database), "ada", new)
    assert await further_ids_of(database, ["ada", "bob"]) == {"ada": ("crm-1", "hr-7"), "bob": ()}
    assert await people_meant(database, ["hr-7", "bob", "nobody"]) == {"hr-7": "ada"}

    await remove_person_id(editor(database), "ada", "hr-7")
    assert await people_meant(database, ["hr-7", "crm-1"]) == {"crm-1": "ada"}
    await add_person_id(editor(database), "bob", "hr-7")
    assert await people_meant(database, ["hr-7"]) == {"hr-7": "bob"}


async def test_an_id_means_one_person(database: Database) -> None:
    await a_person(database, "ada")
    await a_person(database, "bob")
    await add_person_id(editor(database), "ada", "hr-7")

    for taken in ("ada", "hr-7"):
        with pytest.raises(IdTaken):
            await add_person_id(editor(database), "bob", taken)
    with pytest.raises(IdTaken):
        await add_person(editor(database), "Cy", TermsChange(), person_id="hr-7")
    with pytest.raises(NotFound):
        await add_person_id(editor(database), "nobody", "hr-8")
    for looks_like_a_global_id in ("~UGVyc29uOmFkYQ", "", "a\u202eb"):
        with pytest.raises(InvalidInput):
            await add_person_id(editor(database), "bob", looks_like_a_global_id)
    for not_theirs in ("hr-7", "bob", "nothing"):
        with pytest.raises(InvalidInput):
            await remove_person_id(editor(database), "bob", not_theirs)
    assert await values(database, "MATCH (p:Person) RETURN p.id AS x ORDER BY x") == ["ada", "bob"]


async def test_a_person_has_so_many_further_ids(database: Database) -> None:
    await a_person(database, "ada")
    for number in range(MOST_FURTHER_IDS):
        await add_person_id(editor(database), "ada", f"further {number}")

    with pytest.raises(InvalidInput, match="at most 20"):
        await add_person_id(editor(database), "ada", "one more")


async def test_of_those_who_want_an_id_at_the_same_moment_one_gets_it(database: Database) -> None:
    for who in ("ada", "bob"):
        await a_person(database, who)

    for attempt in range(10):
        wanted = f"new {attempt}"
        answers = await asyncio.gather(
            add_person_id(editor(database), "ada", wanted),
            add_person_id(editor(database), "bob", wanted),
            add_person(editor(database), "Cy", TermsChange(), person_id=wanted),
            return_exceptions=True,
        )
        assert sorted(isinstance(answer, IdTaken) for answer in answers) == [False, True, True], answers
    assert not (await check_map(database)).ids


async def test_check_finds_an_id_that_means_two_people(database: Database) -> None:
    await a_person(database, "ada")
    await a_person(database, "bob")
    await add_person_id(editor(database), "ada", "hr-7")

    await database.write(
        "tests/two_ids",
        lambda tx: tx.run_text("MATCH (f:PersonId {id: 'hr-7'}) SET f.id = 'bob'"),
        deadline_seconds=60,
    )

    assert (await check_map(database)).ids == ("The further id 'bob' is also somebody's own id.",)
