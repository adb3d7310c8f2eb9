"""Comments, strings and names in backticks are told from code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.graphdb.scanning import Unclosed, code_only, split_statements


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("", ()),
        (" ;; \n;", ()),
        ("// only a comment; no statement", ()),
        ("RETURN 1", ("RETURN 1",)),
        ("RETURN 1;", ("RETURN 1",)),
        ("RETURN 1;\nRETURN 2", ("RETURN 1", "RETURN 2")),
        ("RETURN 1; // the last; of all", ("RETURN 1",)),
        ("RETURN 1 // one;\n+ 2;", ("RETURN 1  \n+ 2",)),
        ("RETURN 1 /* one;\ntwo; */ + 2;", ("RETURN 1   + 2",)),
        ("/* head; */\nRETURN 1", ("RETURN 1",)),
        ("RETURN 'a;b'; RETURN 2", ("RETURN 'a;b'", "RETURN 2")),
        ('RETURN "a;b"', ('RETURN "a;b"',)),
        (r"RETURN 'it\'s; fine'; RETURN 2", (r"RETURN 'it\'s; fine'", "RETURN 2")),
        (r"RETURN 'ends in \\'; RETURN 2", (r"RETURN 'ends in \\'", "RETURN 2")),
        ("RETURN '// no; comment'", ("RETURN '// no; comment'",)),
        ("RETURN 'http://a/*b*/;c'", ("RETURN 'http://a/*b*/;c'",)),
        ("RETURN 'first\n// line; of\na string'", ("RETURN 'first\n// line; of\na string'",)),
        ("MATCH (n:`a;b``c;d`) RETURN n", ("MATCH (n:`a;b``c;d`) RETURN n",)),
        ("// it's an apostrophe\nRETURN 1", ("RETURN 1",)),
        ('/* a " quote */ RETURN 1', ("RETURN 1",)),
        ("RETURN 4 / 2", ("RETURN 4 / 2",)),
        ("RETURN 1\r\n;\r\nRETURN 2", ("RETURN 1", "RETURN 2")),
    ],
)
def test_statements_are_split_where_they_end(text: str, statements: tuple[str, ...]) -> None:
    assert split_statements(text) == statements


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("RETURN 'a", "begins with ' in line 1"),
        ('RETURN 1;\nRETURN "a', 'begins with " in line 2'),
        ("MATCH (n:`a", "begins with ` in line 1"),
        ("RETURN 1 /* a", r"begins with /\* in line 1"),
        (r"RETURN 'a\'", "begins with ' in line 1"),
    ],
)
def test_what_has_no_end_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(Unclosed, match=complaint):
        split_statements(text)


def test_only_code_is_left() -> None:
    text = "MATCH (n:`$a`) // $b\nWHERE n.x = '$c' /* $d */ AND n.y = \"$e\" RETURN $f"

    assert code_only(text) == "MATCH (n: )  \nWHERE n.x =     AND n.y =   RETURN $f"


_PARTS = st.sampled_from(
    ["'", '"', "`", "\\", ";", "//", "/*", "*/", "\n", "a", " ", "'x'", "`;`", '"//"', "/*;*/"]
)


def _twin(text: str) -> list[str] | None:
    """The statements, found by walking from one character to the next; None when something has no end."""
    statements, at = [""], 0
    while at < len(text):
        if text.startswith("//", at):
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
            statements[-1] += " "
        elif text.startswith("/*", at):
            end = text.find("*/", at + 2)
            if end < 0:
                return None
            at = end + 2
            statements[-1] += " "
        elif text[at] in "'\"`":
            quote, start = text[at], at
            at += 1
            while at < len(text) and text[at] != quote:
                at += 2 if text[at] == "\\" and quote != "`" else 1
            if at >= len(text):
                return None
            at += 1
            statements[-1] += text[start:at]
        elif text[at] == ";":
            statements.append("")
            at += 1
        else:
            statements[-1] += text[at]
            at += 1
    return [statement.strip() for statement in statements if statement.strip()]


@given(st.lists(_PARTS, max_size=24).map("".join))
def test_the_splitter_agrees_with_a_walk_from_character_to_character(text: str) -> None:
    expected = _twin(text)

    if expected is None:
        with pytest.raises(Unclosed):
            split_statements(text)
    else:
        assert list(split_statements(text)) == expected
