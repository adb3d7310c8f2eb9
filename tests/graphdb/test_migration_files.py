"""Migration files are refused before anything is applied when they are not what they should be."""

from pathlib import Path

import pytest

from graphapi.errors import SetupProblem
from graphapi.graphdb.migrations import load_migrations
from tests.graphdb.migration_runner import write_migrations

_GOOD = "// kind: data\nCREATE (:Thing);"
_INDEX = "CREATE INDEX thingName IF NOT EXISTS FOR (n:Thing) ON (n.name)"


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({}, "There is no migration"),
        ({"0002_b.cypher": _GOOD}, "Migration 0001 is missing"),
        ({"0001_a.cypher": _GOOD, "0003_c.cypher": _GOOD}, "Migration 0002 is missing"),
        ({"0001_a.cypher": _GOOD, "0001_b.cypher": _GOOD}, "Two files in cypher/migrations have the number 0001"),
        ({"0000_a.cypher": _GOOD}, "0000_a.cypher is not named NNNN_words.cypher"),
        ({"1_a.cypher": _GOOD}, "1_a.cypher is not named"),
        ({"0001.cypher": _GOOD}, "0001.cypher is not named"),
        ({"0001_Things.cypher": _GOOD}, "0001_Things.cypher is not named"),
        ({"0001-things.cypher": _GOOD}, "0001-things.cypher is not named"),
        ({"0001_a.cypher": "CREATE (:Thing);"}, "lacks one line '// kind: schema' or '// kind: data'"),
        ({"0001_a.cypher": "// kind: both\nCREATE (:Thing);"}, "lacks one line"),
        ({"0001_a.cypher": "// kind: data\n// kind: schema\nCREATE (:Thing);"}, "lacks one line"),
        ({"0001_a.cypher": "// kind: data\n// nothing; at all\n;"}, "holds no statement"),
        ({"0001_a.cypher": "// kind: data\nCREATE (:Thing {name: 'a;b});"}, "begins with ' in line 2 has no end"),
        ({"0001_a.cypher": "// kind: schema\nCREATE INDEX a FOR (n:Thing) ON (n.a)"}, "IF \\[NOT\\] EXISTS"),
        ({"0001_a.cypher": "// kind: schema\nDROP INDEX a"}, "IF \\[NOT\\] EXISTS"),
        ({"0001_a.cypher": f"// kind: schema\n{_INDEX};\nCREATE (:Thing)"}, "IF \\[NOT\\] EXISTS"),
        ({"0001_a.cypher": "// kind: schema\nCREATE (:Thing {name: 'IF NOT EXISTS'})"}, "creates or drops"),
        ({"0001_a.cypher": f"// kind: data\nCREATE (:Thing);\n{_INDEX}"}, "cannot change the schema"),
        ({"0001_a.cypher": "// kind: data\nDROP CONSTRAINT a IF EXISTS"}, "cannot change the schema"),
    ],
)
def test_a_folder_that_is_not_right_is_refused(tmp_path: Path, files: dict[str, str], complaint: str) -> None:
    with pytest.raises(SetupProblem, match=complaint):
        load_migrations(write_migrations(tmp_path / "migrations", files))


def test_the_last_statement_needs_no_semicolon_and_comments_are_no_statements(tmp_path: Path) -> None:
    text = (
        "// Things; and more.\n// kind: data\n"
        "CREATE (:Thing {name: 'a;b'}); // one; of two\n"
        "/* between; */ CREATE (:`Odd;Name`)"
    )

    [migration] = load_migrations(write_migrations(tmp_path / "migrations", {"0001_things.cypher": text}))

    assert migration.statements == ("CREATE (:Thing {name: 'a;b'})", "CREATE (:`Odd;Name`)")
    assert (migration.version, migration.name, migration.kind) == (1, "things", "data")


def test_only_the_statements_count_for_the_checksum(tmp_path: Path) -> None:
    def checksum(text: str) -> str:
        [migration] = load_migrations(write_migrations(tmp_path / "migrations", {"0001_things.cypher": text}))
        return migration.checksum

    assert checksum(_GOOD) == checksum("// Another comment.\n" + _GOOD.replace("\n", "\r\n"))
    assert checksum(_GOOD) != checksum(_GOOD.replace("Thing", "Person"))
    assert checksum("// kind: data\nCREATE (:A); CREATE (:B)") != checksum(
        "// kind: data\nCREATE (:B); CREATE (:A)"
    )


def test_what_was_released_is_never_changed() -> None:
    """A database that applied these would refuse the change; put it into a new migration."""
    released = {
        1: "2673cf4005d16dc6f9615628f56df2273853635c1b695c715c6f812b17a8525e",
        2: "6ef8234bd5fe2db9a41f98849f83f944e30cb9eb93c1473c7a683462287b0b69",
    }

    assert {m.version: m.checksum for m in load_migrations() if m.version in released} == released
