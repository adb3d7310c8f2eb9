"""Tells code from comments and strings in Cypher text."""

import re

# The last two alternatives are for what is left over: a quote or a comment that nothing closes, anything else.
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<quoted>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`)"
    r"|(?P<end>;)"
    r"|(?P<open>/\*|['\"`])"
    r"|(?P<code>.)",
    re.DOTALL,
)


class Unclosed(ValueError):
    """A comment, a string or a name in backticks has no end; `line` counts from 1."""

    def __init__(self, opening: str, line: int) -> None:
        super().__init__(f"what begins with {opening} in line {line} has no end")
        self.line = line


def code_only(text: str) -> str:
    """The text with a space for every comment, string and name in backticks. Raises Unclosed."""
    return "".join(" " if kind in ("comment", "quoted") else part for kind, part in _tokens(text))


def split_statements(text: str) -> tuple[str, ...]:
    """The statements, ended by semicolons (the last one by the end of the text too), without their comments.

    A semicolon in a string, in a name in backticks or in a comment ends nothing. Raises Unclosed.
    """
    statements: list[list[str]] = [[]]
    for kind, part in _tokens(text):
        if kind == "end":
            statements.append([])
        else:
            statements[-1].append(" " if kind == "comment" else part)
    return tuple(statement for parts in statements if (statement := "".join(parts).strip()))


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "code"
        if kind == "open":
            raise Unclosed(match[0], text.count("\n", 0, match.start()) + 1)
        found.append((kind, match[0]))
    return found
