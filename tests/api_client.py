"""Asks the whole application over HTTP, without a socket."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from graphapi.app import create_app
from graphapi.graphdb.database import Database
from graphapi.matching.ranker import RankerInUse
from graphapi.settings import Settings


class Client:
    """Posts GraphQL documents."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer, errors and all."""
        response = await self.http.post("/graphql", json={"query": query, "variables": variables})
        return response.json()

    async def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = await self.ask(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def error(self, query: str, **variables: Any) -> tuple[str, str]:
        """Code and message of the only error."""
        answer = await self.ask(query, **variables)
        (error,) = answer["errors"]
        return error["extensions"]["code"], error["message"]


@asynccontextmanager
async def client_of(database: Database, in_use: RankerInUse | None = None) -> AsyncGenerator[Client]:
    """A client of an application over this database."""
    settings = Settings()  # pyright: ignore[reportCallIssue]
    app = create_app(database, settings, in_use or RankerInUse())
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        yield Client(http)
