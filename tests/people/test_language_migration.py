"""Language tags that were stored before they had one spelling get it by migration, exactly as at the doors."""

from graphapi.graphdb.database import Database
from graphapi.graphdb.migrations import load_migrations
from graphapi.people.languages import _data, canonical_language  # pyright: ignore[reportPrivateUsage]
from tests.people.builders import a_person, values

_BEFORE = ["en", "eng", "en-us", "pt-br", "zh-hans-cn", "zh-yue", "iw", "nb", "nn", "sh", "sh-cyrl", "en-x-ab"]


async def test_stored_tags_get_the_spelling_of_the_doors(database: Database) -> None:
    every = [*_BEFORE, *(code for code in _data()["aliases"] if code not in ("mul", "und"))]
    for number, tag in enumerate(_BEFORE):
        await a_person(database, f"p{number:03}", languages=[tag])
    await a_person(database, "q", languages=every)
    await a_person(database, "r", languages=[])

    [migration] = [each for each in load_migrations() if each.name == "language_tags"]
    for text in (*migration.statements, *migration.statements):
        await database.write("tests/migrate", lambda tx, text=text: tx.run_text(text))

    assert await values(database, "MATCH (p:Person) RETURN p.languages ORDER BY p.id") == [
        *([canonical_language(tag)] for tag in _BEFORE),
        list(dict.fromkeys(map(canonical_language, every))),
        [],
    ]
