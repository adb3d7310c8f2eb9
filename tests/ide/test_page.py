"""The page for trying questions: all of it from this service, and its examples are questions that the schema takes."""

import re
import zipfile
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from graphql import build_schema, parse, validate

from graphapi.graphql.schema import graphql_schema
from graphapi.ide import assets, routes
from graphapi.ide.assets import fetch_ide, ide_lock
from graphapi.ide.questions import QUESTIONS
from graphapi.ide.routes import ide_page, ide_routes


@pytest.fixture
def archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Archives like those that are fetched, with little in them."""
    for artifact in ide_lock().artifacts:
        with zipfile.ZipFile(tmp_path / artifact.file_name, "w") as archive:
            for name, path in (
                ("react", "umd/react.production.min.js"),
                ("react-dom", "umd/react-dom.production.min.js"),
                ("graphiql", "graphiql.min.js"),
                ("graphiql", "graphiql.min.css"),
            ):
                if name == artifact.artifact:
                    inside = f"META-INF/resources/webjars/{name}/{artifact.version}/{path}"
                    archive.writestr(inside, f"/* {path} */")
    monkeypatch.setattr(assets, "archive_folder", lambda: tmp_path)
    return tmp_path


async def _get(path: str) -> httpx.Response:
    app = FastAPI()
    app.include_router(ide_routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        return await client.get(path)


async def test_everything_that_the_page_names_is_served(archives: Path) -> None:
    named = re.findall(r'(?:src|href)="([^"]+)"', ide_page())

    assert len(named) == 7
    for each in named:
        # Relative, so that it works below a path prefix, and never from elsewhere.
        assert re.fullmatch(r"ide/[a-z-]+\.(js|css)", each)
        found = await _get(f"/{each}")
        assert found.status_code == 200
        assert found.headers["content-type"].startswith("text/javascript" if each.endswith("js") else "text/css")
        assert found.content
    assert "/* graphiql.min.js */" in (await _get("/ide/graphiql.js")).text


@pytest.mark.parametrize("name", ["nothing.js", "page.html", "..%2Fapp.py", "ide.lock.json"])
async def test_nothing_else_is_served(archives: Path, name: str) -> None:
    assert (await _get(f"/ide/{name}")).status_code == 404


async def test_without_its_files_the_page_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "archive_folder", lambda: None)

    assert "graphapi ide fetch" in ide_page()
    assert (await _get("/ide/graphiql.js")).status_code == 404
    assert (await _get("/ide/page.js")).status_code == 200


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_examples_are_questions_that_the_schema_takes(question: str) -> None:
    assert question.startswith("# ")
    assert validate(build_schema(graphql_schema().as_str()), parse(question)) == []


def test_our_own_files_name_no_other_place() -> None:
    folder = Path(routes.__file__).parent
    for name in ("page.html", "page.js", "page.css", "missing.html"):
        assert "//" not in (folder / name).read_text().replace("// ", "")


@pytest.mark.slow
def test_the_archives_can_be_fetched_and_hold_what_the_page_needs() -> None:
    fetch_ide(progress=False)

    found = assets.find_assets()

    assert found is not None
    assert b"createRoot" in found["react-dom.js"].content
    assert b"GraphiQL" in found["graphiql.js"].content
