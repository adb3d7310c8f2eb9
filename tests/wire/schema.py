"""A tiny schema about things that point at things, to try the plumbing on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import httpx
import strawberry
from fastapi import FastAPI

from graphapi.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    Overloaded,
    SetupProblem,
    StaleRevision,
    Unavailable,
)
from graphapi.wire.connection import DEFAULT_FIRST, After, Connection, Edge, First, Page, keyset
from graphapi.wire.context import RequestContext
from graphapi.wire.errors import ConflictError, InvalidInputError, NotFoundError, StaleRevisionError
from graphapi.wire.node import Node, encode_global_id, find_node
from graphapi.wire.price import price
from graphapi.wire.schema import Schema
from graphapi.wire.serving import Router, guard

Context = RequestContext[str, dict[str, int]]
Info = strawberry.Info[Context, None]

THINGS = keyset("things", int, str)
NUMBER_OF_THINGS = 250
SECRET = "Ada Lovelace was born in 1815"


@strawberry.type(description="A thing.")
class Thing(Node):
    number: int = strawberry.field(description="Its number.")

    @strawberry.field(description="All things.")
    async def things(self, first: First = DEFAULT_FIRST, after: After = None) -> "ThingConnection":
        return things_after(first, after)

    @strawberry.field(description="Things next to this one.")
    async def neighbours(self) -> list["Thing"]:
        return [thing(self.number + 1)]

    @strawberry.field(description="Three others.", metadata=price(5, items=3))
    async def three(self) -> list["Thing"]:
        return [thing(self.number)] * 3

    @strawberry.field(description="Twice its number, by a dataloader.")
    async def doubled(self, info: Info) -> int:
        return await info.context.loader("doubled", _doubling(info.context.database)).load(self.number)


@strawberry.type(description="A thing on a page.")
class ThingEdge(Edge[Thing]):
    weight: float = strawberry.field(description="How heavy it is here.")


@strawberry.type(description="A page of things.")
class ThingConnection(Connection[ThingEdge]):
    pass


@strawberry.type(description="A thing of another kind.")
class Gadget(Node):
    pass


@strawberry.type(description="It went well.")
class Done:
    thing: Thing = strawberry.field(description="The thing.")


DoResult = Annotated[
    Done | InvalidInputError | NotFoundError | ConflictError | StaleRevisionError,
    strawberry.union("DoResult", description="What came of it."),
]


def thing(number: int) -> Thing:
    return Thing(id=encode_global_id("Thing", str(number)), number=number)


def things_after(first: int | None, after: str | None) -> ThingConnection:
    arguments = THINGS.arguments(first, after)
    start = arguments.after[0] + 1 if arguments.after else 0
    page = Page.cut(range(start, min(start + arguments.first + 1, NUMBER_OF_THINGS)), arguments.first)
    edges = [ThingEdge(node=thing(n), cursor=THINGS.encode((n, str(n))), weight=n / 2) for n in page.items]
    return ThingConnection.of(edges, has_next=page.has_next, has_previous=after is not None)


def _doubling(calls: dict[str, int]) -> Callable[[list[int]], Awaitable[list[int]]]:
    async def load(keys: list[int]) -> list[int]:
        calls["batches"] = calls.get("batches", 0) + 1
        return [key * 2 for key in keys]

    return load


async def load_thing(_: Context, id: str) -> Thing | None:
    return thing(int(id)) if id.isdigit() else None


LOADERS = {"Thing": load_thing}

FAULTS = {
    "invalid": InvalidInput("Not so.", path=["input", "name"]),
    "missing": NotFound("Not here."),
    "conflict": Conflict("Not now."),
    "stale": StaleRevision("Not any more.", current_revision=7),
    "forbidden": NotAllowed("Not you."),
    "away": Unavailable("Not yet."),
    "full": Overloaded("Not so many.", retry_after_seconds=1.4),
    "setup": SetupProblem(SECRET),
    "bug": ValueError(SECRET),
}


@strawberry.type(description="Questions.")
class Query:
    @strawberry.field(description="Any object by its id.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        return await find_node(LOADERS, info.context, id)

    @strawberry.field(description="All things.")
    async def things(self, first: First = DEFAULT_FIRST, after: After = None) -> ThingConnection:
        return things_after(first, after)

    @strawberry.field(description="The first thing.")
    async def thing(self) -> Thing:
        return thing(0)

    @strawberry.field(description="Fails.")
    async def fail(self, how: str) -> int | None:
        raise FAULTS[how]

    @strawberry.field(description="Waits.")
    async def wait(self, seconds: float) -> int:
        await asyncio.sleep(seconds)
        return 1


@strawberry.type(description="Changes.")
class Mutation:
    @strawberry.mutation(description="Does it, or fails.", metadata=price(10))
    async def do(self, how: str | None = None) -> DoResult:
        if how is not None:
            raise FAULTS[how]
        return Done(thing=thing(1))


SCHEMA = Schema(Query, Mutation, types=[Gadget])


async def context() -> Context:
    return RequestContext("somebody", {})


def application(**limits: Any) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.include_router(Router(SCHEMA, context, page=lambda: "<!doctype html><title>A page</title>"))
    guard(app, **{"hosts": ("test", "127.0.0.1"), **limits})
    return app


def client(app: FastAPI | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app or application()), base_url="http://test")


async def ask(query: str, variables: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The answer to one request over HTTP."""
    async with client() as http:
        response = await http.post("/graphql", json={"query": query, "variables": variables, **more})
    assert response.status_code == 200, response.text
    return response.json()


async def refusals(query: str, variables: dict[str, Any] | None = None) -> list[tuple[str, Any]]:
    """The codes of the errors with what was found; an answer without errors has none."""
    answer = await ask(query, variables)
    return [(e["extensions"]["code"], e["extensions"].get("found")) for e in answer.get("errors", [])]
