"""A unit is its path, and what is probably one thing under two spellings is warned about."""

from pathlib import Path

import pytest

from graphapi.checking import check_map
from graphapi.errors import NotFound
from graphapi.graphdb.database import Database
from graphapi.people.model import PeopleFilter
from graphapi.people.reading import page_of_people, people_by_id
from tests.graph_state import graph_state
from tests.importing.folders import a_folder, import_folder, plan_folder

_PEOPLE = (
    "id,name,unit\nsu1,Ada Berg,Sales > Operations\nsu2,Bo Dahl,Engineering > Operations\n"
    "su3,Cy Ek,Sales > EMEA > Support\nsu4,Di Fox,Engineering > Support\nsu5,Ed Ga,Öffentlichkeit\n"
)


async def _in(database: Database, unit: str) -> list[str]:
    return [person.id for person in (await page_of_people(database, PeopleFilter(unit=unit))).people]


async def test_units_of_one_name_in_different_places_are_different(database: Database, tmp_path: Path) -> None:
    await import_folder(database, a_folder(tmp_path, people=_PEOPLE))

    assert {id: person.unit for id, person in (await people_by_id(database, ["su1", "su2", "su3"])).items()} == {
        "su1": ("Sales", "Operations"),
        "su2": ("Engineering", "Operations"),
        "su3": ("Sales", "EMEA", "Support"),
    }
    for unit, found in {
        "Sales > Operations": ["su1"],
        "engineering>OPERATIONS": ["su2"],
        "Operations": ["su1", "su2"],
        "Sales": ["su1", "su3"],
        "emea > support": ["su3"],
        "oeffentlichkeit": [],
        "offentlichkeit": ["su5"],
    }.items():
        if found:
            assert await _in(database, unit) == found
        else:
            with pytest.raises(NotFound):
                await _in(database, unit)
    # and the same files again change nothing
    before = await graph_state(database)
    assert not (await plan_folder(database, tmp_path)).changes_anything
    # and one can move to the other unit of that name
    await import_folder(
        database, a_folder(tmp_path, people="id,name,unit\nsu1,Ada Berg,Engineering > Operations\n")
    )
    assert await _in(database, "Engineering > Operations") == ["su1", "su2"]
    assert await graph_state(database) != before
    assert (await check_map(database)).right


async def test_what_is_probably_one_thing_is_warned_about(database: Database, tmp_path: Path) -> None:
    await import_folder(database, a_folder(tmp_path, people="id,name,unit\nADA,Ada,Sales > Operations\n"))

    plan = await plan_folder(
        database,
        a_folder(
            tmp_path,
            people="id,name,unit,reports_to\n00123,A,Operations,\n123,B,sales,00123\n1.23457E+14,C,SALES > X,123\n"
            "ada,D,,\nzoé,E,,\nzoe\u0301x,F,,\n#N/A,G,,\n7.0,H,,\n3-Mar,I,,\ne5,J,,\n",
            skills="id,label\nS1,Knitting\ns1,Sewing\n1E+05,Baking\n",
        ),
    )

    alike = "differ only in letter case, accents, leading zeros or invisible characters, and count as two ids; "
    alike += "if they are the same, use one of them."
    rewritten = "looks as if a spreadsheet changed it; export the file again with this column formatted as text."
    path = "unit; if they are the same, write the whole path."
    assert plan.warnings == (
        f"people.csv, line 4: the id 1.23457E+14 {rewritten}",
        f"people.csv, line 8: the id #N/A {rewritten}",
        f"people.csv, line 9: the id 7.0 {rewritten}",
        f"people.csv, line 10: the id 3-Mar {rewritten}",
        f"people.csv, line 3: the ids 123 and 00123 {alike}",
        f"people.csv, line 5: the ids ada and ADA {alike}",
        f"people.csv, line 2: the unit Operations is a top-level unit, and Sales > Operations is another {path}",
        "people.csv, line 3: the units sales and Sales count as two units; if they are the same, write both alike.",
        "people.csv, line 4: the units SALES and Sales count as two units; if they are the same, write both alike.",
        f"skills.csv, line 4: the id 1E+05 {rewritten}",
        f"skills.csv, line 3: the ids s1 and S1 {alike}",
    )
