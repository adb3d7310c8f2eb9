"""The demonstration: everything started, ranked mentors shown, and the addresses to go on from."""

import asyncio
import json
import shlex
import socket
import urllib.request
from typing import Annotated, Any

import typer

from graphapi.cli.documents import MENTOR_MATCHES
from graphapi.cli.matching import print_ranking
from graphapi.cli.printing import err, out
from graphapi.cli.reaching import operator_of, patient
from graphapi.cli.running import errors_in_words, until_stopped
from graphapi.cli.serving import check_exposure, listening, server_of
from graphapi.errors import SetupProblem
from graphapi.graphdb.database import Database
from graphapi.graphdb.embedded import PortInUse, RunningServer, start_server, stop_server
from graphapi.settings import Settings, settings
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from graphapi.upgrading import upgrade
from graphapi.wire.addresses import url_of
from graphapi_lab.commands.sample import load_sample

_PEOPLE = 300
_SEED = 7
_SHORT_QUERY = """query Mentors($id: ID!) {
  mentorMatches(menteeId: $id, first: 3) {
    edges { distance sharedMinutes node { externalId name } why(first: 1) { text } }
  }
}"""


def demo_command(
    once: Annotated[bool, typer.Option("--once", help="Show the ranking, then stop.")] = False,
    people: Annotated[
        int, typer.Option(min=20, max=20_000, help="Number of people in the sample organisation.")
    ] = _PEOPLE,
    seed: Annotated[int, typer.Option(help="Seed of the sample organisation.")] = _SEED,
) -> None:
    """Start Neo4j and the API on a sample organisation of its own, and show ranked mentors with reasons."""
    with errors_in_words(), until_stopped():
        given = patient(settings())
        if given.neo4j_uri is not None:
            raise SetupProblem(
                "The demo starts its own Neo4j. Unset GRAPHAPI_NEO4J_URI, or load your own server with: "
                "graphapi migrate, graphapi seed, graphapi sample."
            )
        check_exposure(given)
        home = given.neo4j_home.parent / "demo"
        with _listening_somewhere(given) as listener:
            server = _start_somewhere(given)
            try:
                asyncio.run(_show(given, server, listener, people, seed, once=once))
            finally:
                err.print("Stopping.")
                stop_server(home)


def _listening_somewhere(given: Settings) -> socket.socket:
    try:
        return listening(given)
    except SetupProblem:
        other = listening(given.model_copy(update={"port": 0}))
        err.print(f"Port {given.port} is in use; the API uses {other.getsockname()[1]} instead.")
        return other


def _start_somewhere(given: Settings) -> RunningServer:
    def start(bolt_port: int, http_port: int) -> RunningServer:
        return start_server(
            given.neo4j_home.parent / "demo",
            bolt_port=bolt_port,
            http_port=http_port,
            heap_mb=given.neo4j_heap_mb,
            page_cache_mb=given.neo4j_page_cache_mb,
            stop_with_parent=True,
        )

    try:
        return start(given.neo4j_bolt_port, given.neo4j_http_port)
    except PortInUse as error:
        err.print(f"{error.message} Using free ports instead.", markup=False)
        return start(0, 0)


async def _show(
    given: Settings, server: RunningServer, listener: socket.socket, people: int, seed: int, *, once: bool
) -> None:
    async with Database.connect(server.bolt_uri, server.username, server.password, given) as database:
        mentee = await _prepare(database, people, seed)
        api = server_of(database, given)
        serving = asyncio.create_task(api.serve(sockets=[listener]))
        try:
            address = url_of(given.host, listener.getsockname()[1])
            while not api.started:
                if serving.done():
                    raise SetupProblem("The API did not start; its log is above.")
                await asyncio.sleep(0.05)
            await asyncio.to_thread(_show_answers, address, mentee)
            _show_addresses(address, server)
            if not once:
                home = shlex.quote(str(given.neo4j_home.parent / "demo"))
                out.print("\nOther commands on this map, in another terminal:\n")
                command = f"GRAPHAPI_NEO4J_HOME={home} .venv/bin/graphapi explain {mentee} MENTOR"
                out.print(command, markup=False, soft_wrap=True)
                out.print("\nPress Ctrl-C to stop everything.")
                await serving
        finally:
            api.should_exit = True
            await serving


async def _prepare(database: Database, people: int, seed: int) -> str:
    await upgrade(database)
    editor = operator_of(database)
    await load_seed(editor, read_seed())
    err.print(f"Loading a sample organisation of {people} people.")
    return await load_sample(editor, people, seed)


def _show_answers(address: str, mentee: str) -> None:
    ranked = _ask(address, MENTOR_MATCHES, {"menteeId": mentee, "minimumSharedMinutes": 60, "first": 5})
    out.print(f"\nMentors for {mentee}, nearest first\n", markup=False)
    print_ranking(ranked["data"]["mentorMatches"], tell_of_more=False)
    body = json.dumps({"query": _SHORT_QUERY, "variables": {"id": mentee}})
    out.print("\nThe same query over GraphQL, to paste into another terminal:\n")
    request = f"curl -s {address}/graphql -H 'content-type: application/json' --data {shlex.quote(body)}"
    out.print(request, markup=False)
    out.print("\nIts answer:\n")
    out.print(json.dumps(_ask(address, _SHORT_QUERY, {"id": mentee}), indent=2, ensure_ascii=False), markup=False)


def _ask(address: str, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310
        f"{address}/graphql",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={"content-type": "application/json"},
    )
    # The address is our own, on loopback; a proxy of the environment must not get in between.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=150) as response:
        answer = json.loads(response.read())
    if "errors" in answer:
        raise SetupProblem(f"The API answered with an error: {answer['errors'][0]['message']}")
    return answer


def _show_addresses(address: str, server: RunningServer) -> None:
    out.print()
    out.print(f"API and its IDE  {address}/graphql", markup=False)
    if server.http_url:
        out.print(f"Neo4j Browser    {server.http_url}/browser/", markup=False)
    out.print(f"Neo4j over Bolt  {server.bolt_uri}", markup=False)
    out.print(f"  user {server.username}, password {server.password}", markup=False)
