"""An import that is killed, or meets another one, leaves a map that the next import makes whole."""

import asyncio
import os
import signal
import sys
import textwrap
from pathlib import Path

import pytest

from graphapi.derived.nearness import wrong_nearness
from graphapi.esco.importing import import_esco
from graphapi.esco.reading import read_esco
from graphapi.graphdb.database import Database
from tests.conftest import Address, connect, empty
from tests.editing import editor
from tests.esco.files import Rows, needs, occupation, skill, tiny, under, uses, write_folder
from tests.esco.world import ask, bring_in

_MANY = 1_200
_TRADES = 600
_PROGRAM = textwrap.dedent(
    """
    import asyncio, sys
    from pathlib import Path
    from graphapi.cli.reaching import open_database
    from graphapi.esco.importing import import_esco
    from tests.editing import editor
    from graphapi.esco.reading import read_esco

    async def main():
        async with open_database() as database:
            await import_esco(editor(database), read_esco([Path(sys.argv[1])]), lambda *now: print(*now, flush=True))

    asyncio.run(main())
    """
)


# The same for every case, and made by the first.
_undisturbed: list[str] = []


def _many() -> dict[str, Rows]:
    """Enough skills for several batches of everything."""
    data = tiny()
    names = [f"s{number:05}" for number in range(_MANY)]
    data["skills"] += [skill(name, f"do the thing {name}", [f"thing {name}"]) for name in names]
    data["broaderRelationsSkillPillar"] += [row for name in names for row in under(name, "growing")]
    data["broaderRelationsSkillPillar"] += [
        row for name, wider in zip(names[1:], names, strict=False) for row in under(name, wider) if name[-1] != "0"
    ]
    data["occupations"] += [occupation(f"o{number:04}", f"trade {number}") for number in range(_TRADES)]
    data["occupationSkillRelations"] += [
        row
        for number in range(_TRADES)
        for row in needs(f"o{number:04}", names[number : number + 3], names[number + 3 : number + 5])
    ]
    data["skillSkillRelations"] += [uses(a, b) for a, b in zip(names, names[2:], strict=False)]
    return data


async def _shape(database: Database) -> list[str]:
    """Everything that an import writes, whatever the server calls it."""
    nodes = await ask(
        database,
        "MATCH (n:Skill|Cluster|Label|Occupation|Source) RETURN labels(n)[0], properties(n)",
    )
    relationships = await ask(
        database,
        "MATCH (a:Skill|Cluster|Occupation)-[r]->(b:Skill|Cluster|Label) RETURN a.id, type(r), b.id, properties(r)",
    )
    return sorted(repr((*row[:-1], sorted(row[-1].items()))) for row in (*nodes, *relationships))


@pytest.mark.parametrize("until", ["writing skills", "writing occupations", "relating skills 250"])
async def test_a_killed_import_is_finished_by_the_next(
    database: Database, neo4j_address: Address, tmp_path: Path, until: str
) -> None:
    # given what an import that nobody disturbs leaves
    folder = write_folder(tmp_path / "esco-1.0", _many())
    if not _undisturbed:
        await import_esco(editor(database), read_esco([folder]))
        _undisturbed.extend(await _shape(database))
        await empty(database)

    # when one is killed in the middle
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _PROGRAM,
        str(folder),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ
        | {
            "GRAPHAPI_NEO4J_URI": neo4j_address.uri,
            "GRAPHAPI_NEO4J_USER": neo4j_address.user,
            "GRAPHAPI_NEO4J_PASSWORD": neo4j_address.password or "",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )
    assert process.stdout
    async for line in process.stdout:
        if line.decode().startswith(until):
            break
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL

    # then the map says that it is not whole, and the next import makes it so
    assert await ask(database, "MATCH (s:Source) RETURN s.state") == [("importing",)]
    assert await _shape(database) != _undisturbed
    report = await import_esco(editor(database), read_esco([folder]))

    assert report.resumed
    assert await _shape(database) == _undisturbed
    assert await database.read("tests/near", wrong_nearness) == []
    assert not (await import_esco(editor(database), read_esco([folder]))).changes_anything


async def test_two_imports_wait_for_each_other(database: Database, neo4j_address: Address, tmp_path: Path) -> None:
    other = connect(neo4j_address)
    try:
        reports = await asyncio.gather(
            bring_in(database, tmp_path / "a", tiny()), bring_in(other, tmp_path / "b", tiny())
        )
    finally:
        await other.close()

    assert sorted(report.changes_anything for report in reports) == [False, True]
    assert await ask(database, "MATCH (s:Skill)-[p:IN_CLUSTER {primary: true}]->() RETURN count(p)") == [(6,)]
