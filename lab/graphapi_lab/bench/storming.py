"""A storm over a map of its own."""

from pathlib import Path

from graphapi.followers import journal_of
from graphapi.graphdb.migrations import migrate
from graphapi.identity.viewer import OPERATOR
from graphapi.journal.edit import Editor
from graphapi.starter.files import read_seed
from graphapi.starter.loading import load_seed
from graphapi_lab.bench.loading import Progress
from graphapi_lab.bench.servers import heap_mb, neo4j
from graphapi_lab.storming import Aftermath, storm_over


async def storm_over_a_new_map(
    home: Path, people: int, edits_an_actor: int, seed: int, progress: Progress
) -> Aftermath:
    """Starts a Neo4j on the folder, gives it the starter taxonomy, and storms over as many people."""
    async with neo4j(home, heap_mb(people)) as server:
        await migrate(server.database)
        operator = Editor(journal_of(server.database), OPERATOR)
        await load_seed(operator, read_seed())
        return await storm_over(operator, people, edits_an_actor, seed, progress)
