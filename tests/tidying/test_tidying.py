"""What has outlived its use goes, and nothing else."""

from datetime import UTC, datetime, timedelta

from graphapi.graphdb.database import Database
from graphapi.people.adding import add_person
from graphapi.people.changing import DetailsChange, edit_person
from graphapi.people.terms import TermsChange
from graphapi.settings import Settings
from graphapi.tidying.tidying import KEPT_POLICIES, tidy
from tests.editing import editor
from tests.graph_state import graph_state
from tests.people.builders import values

_NOTHING = {"receipts": 0, "records": 0, "edits": 0, "policies": 0, "units": 0, "functions": 0}
_SETTINGS = Settings(receipt_days=30, journal_days=400)  # pyright: ignore[reportCallIssue]


async def _run(database: Database, text: str) -> None:
    await database.write("tests/build", lambda tx: tx.run_text(text))


async def test_what_is_in_use_stays(database: Database) -> None:
    ada = await add_person(editor(database), "Ada", TermsChange(), key="once")
    await edit_person(
        editor(database), ada.id, 1, DetailsChange(unit=["Company", "Field", "North"], function="Buyer")
    )
    before = await graph_state(database)

    assert await tidy(database, _SETTINGS) == _NOTHING

    assert await graph_state(database) == before


async def test_receipts_and_edits_go_at_their_time(database: Database) -> None:
    ada = await add_person(editor(database), "Ada", TermsChange(), key="once")
    now = datetime.now(UTC)

    assert await tidy(database, _SETTINGS, now + timedelta(days=29)) == _NOTHING
    assert await tidy(database, _SETTINGS, now + timedelta(days=31)) == _NOTHING | {"receipts": 1}
    assert await tidy(database, _SETTINGS, now + timedelta(days=401)) == _NOTHING | {"records": 1, "edits": 1}
    # A key whose receipt is gone makes another person.
    assert (await add_person(editor(database), "Ada", TermsChange(), key="once")).id != ada.id


async def test_many_go_in_several_steps(database: Database) -> None:
    await _run(
        database,
        "UNWIND range(1, 2500) AS n CREATE (:Receipt {actor: 'a', key: toString(n), at: datetime('2020-01-01')}) "
        "CREATE (:EditRecord {editId: 'e', subject: 's' + n, facts: []})",
    )
    await _run(database, "CREATE (:Edit {id: 'e', actor: 'a', operation: 'import', at: datetime('2020-01-01')})")

    assert await tidy(database, _SETTINGS) == _NOTHING | {"receipts": 2500, "records": 2500, "edits": 1}


async def test_the_newest_policies_stay(database: Database) -> None:
    await _run(
        database,
        "CREATE (s:Skill {id: 'go'}) WITH s UNWIND range(1, 25) AS n "
        "CREATE (:Policy {version: n})-[:WEIGHS {holders: 2, specificity: 1.0}]->(s)",
    )

    assert await tidy(database, _SETTINGS) == _NOTHING | {"policies": 5}

    kept = await values(database, "MATCH (p:Policy) RETURN p.version AS version ORDER BY version")
    assert kept == list(range(26 - KEPT_POLICIES, 26))


async def test_units_and_functions_without_people_go_from_the_inside_out(database: Database) -> None:
    ada = await add_person(editor(database), "Ada", TermsChange())
    there = DetailsChange(unit=["Company", "Field", "North"], function="Buyer")
    await edit_person(editor(database), ada.id, 1, there)
    await edit_person(editor(database), ada.id, 2, DetailsChange(unit=["Company"], function=None))

    assert await tidy(database, _SETTINGS) == _NOTHING | {"units": 2, "functions": 1}

    assert await values(database, "MATCH (u:Unit) RETURN u.path") == ["Company"]
    # and they can come back
    again = await edit_person(editor(database), ada.id, 3, there)
    assert again.unit == ("Company", "Field", "North")
