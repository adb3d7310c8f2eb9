"""Serves the page on which people try questions, and its files."""

import json
from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, Response

from graphapi.ide.assets import Asset, find_assets
from graphapi.ide.questions import QUESTIONS

_HERE: Final = Path(__file__).parent
_OUR_OWN: Final = {
    "page.css": Asset((_HERE / "page.css").read_bytes(), "text/css"),
    "page.js": Asset((_HERE / "page.js").read_bytes(), "text/javascript"),
    "questions.js": Asset(f"window.graphapiQuestions = {json.dumps(QUESTIONS)};\n".encode(), "text/javascript"),
}
_PAGE: Final = (_HERE / "page.html").read_text(encoding="utf-8")
_MISSING: Final = (_HERE / "missing.html").read_text(encoding="utf-8")


def ide_page() -> str:
    """The page, or how to get it while its files have not been fetched."""
    return _MISSING if find_assets() is None else _PAGE


def ide_routes() -> APIRouter:
    """The files of the page, below /ide."""
    router = APIRouter()

    @router.get("/ide/{name}", include_in_schema=False)
    async def file(name: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        found = _OUR_OWN.get(name) or (find_assets() or {}).get(name)
        if found is None:
            raise HTTPException(404)
        # They change with the version only, and hold nothing of anybody.
        return Response(
            found.content, media_type=found.media_type, headers={"cache-control": "private, max-age=3600"}
        )

    return router
