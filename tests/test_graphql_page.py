"""docs/graphql.md: its questions get the answers that it shows, and it knows every error code and every limit.

After a change that is meant: GRAPHAPI_WRITE_ANSWERS=1 pytest tests/test_graphql_page.py, then read the difference.
"""

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

from graphapi_lab.sampling.making import make_sample
from graphapi_lab.sampling.model import starter_taxonomy

from graphapi.engagements.blocking import MOST_BLOCKS
from graphapi.errors import GraphapiError
from graphapi.goals.stating import MOST_ACTIVE_GOALS
from graphapi.graphdb.database import Database
from graphapi.graphql.context import Context
from graphapi.graphql.schema import graphql_schema
from graphapi.ide.questions import QUESTIONS
from graphapi.importing.applying import apply_import
from graphapi.importing.planning import plan_import
from graphapi.wire.body import MAXIMUM_BODY_BYTES
from graphapi.wire.limits import LIMITS
from graphapi.wire.measuring import MAXIMUM_FIRST
from graphapi.wire.serving import MAXIMUM_VALUES
from tests.editing import editor

_ROOT = Path(__file__).parent.parent
_PAGE = _ROOT / "docs" / "graphql.md"
_EXAMPLE = re.compile(r"```graphql\n(?P<question>.*?)```\n\n```json\n(?P<answer>.*?)```", re.DOTALL)
# Those of commands, and the bases of others.
_NOT_OVER_GRAPHQL = {
    "ERROR",
    "ESCO_REFUSED",
    "IMPORT_OUTDATED",
    "IMPORT_REFUSED",
    "IMPORT_STOPPED",
    "IMPORT_TOO_LARGE",
    "MIGRATION_RUNNING",
    "SCHEMA_NAME_TAKEN",
    "SEED_REFUSED",
}


async def test_the_questions_get_the_answers_that_the_page_shows(starter_map: Database) -> None:
    by = editor(starter_map)
    sample = make_sample(60, 7, starter_taxonomy(), date(2027, 1, 4))
    await apply_import(by, await plan_import(starter_map, sample))
    await starter_map.write("tests/no_starter_map", lambda tx: tx.run_text("MATCH (m:StarterMap) DELETE m"))
    schema = graphql_schema()
    text = _PAGE.read_text(encoding="utf-8")
    found = list(_EXAMPLE.finditer(text))
    assert len(found) == 10

    answers: list[dict[str, Any]] = []
    for example in found:
        answer = await schema.execute(example["question"], context_value=Context(by))
        assert not answer.errors, (example["question"], answer.errors)
        answers.append({"data": answer.data})

    if os.environ.get("GRAPHAPI_WRITE_ANSWERS"):
        written = iter(answers)
        _PAGE.write_text(
            _EXAMPLE.sub(
                lambda at: f"```graphql\n{at['question']}```\n\n```json\n{_shown(next(written))}\n```", text
            ),
            encoding="utf-8",
        )
    else:
        assert [json.loads(example["answer"]) for example in found] == answers


def _shown(value: Any, indent: int = 0) -> str:
    """JSON with what is short in one line."""
    short = json.dumps(value, ensure_ascii=False)
    if indent and len(short) + indent <= 100:
        return short
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [f"{inner}{json.dumps(key)}: {_shown(each, indent + 2)}" for key, each in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"
    if isinstance(value, list):
        lines = [inner + _shown(each, indent + 2) for each in value]
        return "[\n" + ",\n".join(lines) + "\n" + " " * indent + "]"
    return short


def test_the_page_for_trying_questions_has_the_same_examples() -> None:
    shown = {example["question"] for example in _EXAMPLE.finditer(_PAGE.read_text(encoding="utf-8"))}

    assert set(QUESTIONS) <= shown


def test_every_code_is_explained() -> None:
    rooms = (path for path in (_ROOT / "graphapi").rglob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in rooms]
    codes = {code for text in texts for code in re.findall(r'code(?:: ClassVar\[str\])? = "([A-Z_]+)"', text)}
    wire = (path.read_text(encoding="utf-8") for path in (_ROOT / "graphapi" / "wire").glob("*.py"))
    codes |= {code for text in wire for code in re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', text)}
    explained = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", _PAGE.read_text(encoding="utf-8")))

    assert GraphapiError.code in codes
    assert codes - _NOT_OVER_GRAPHQL - explained == set()
    assert codes >= _NOT_OVER_GRAPHQL


def test_every_limit_is_the_one_that_holds() -> None:
    text = _PAGE.read_text(encoding="utf-8")

    for limit in (
        f"{LIMITS.document_bytes:,} bytes, {LIMITS.tokens:,} tokens, {LIMITS.depth} levels deep",
        f"(introspection: {LIMITS.introspection_depth}), {LIMITS.aliases} aliases",
        f"| mutations in a document | {LIMITS.mutations} |",
        f"| cost of an operation | {LIMITS.cost:,};",
        f"| body | {MAXIMUM_BODY_BYTES:,} bytes, {MAXIMUM_VALUES:,} values |",
        f"| `first` | {MAXIMUM_FIRST} |",
        f"| {MOST_ACTIVE_GOALS}, 50, {MOST_BLOCKS} |",
    ):
        assert limit in text
