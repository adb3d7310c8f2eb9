"""Switches the rank index on for as long as the service runs, when the settings say so and numpy is there."""

import asyncio
import importlib.util
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import platformdirs

from graphapi.background import Background
from graphapi.journal.edit import Journal
from graphapi.matching.ranker import RankerInUse
from graphapi.settings import Settings

_log = logging.getLogger("graphapi.rankindex")
_MISSING = (
    "GRAPHAPI_RANK_INDEX is on, but numpy is not installed, so Cypher serves all rankings. Install graphapi "
    "with the extra 'rankindex'."
)


@asynccontextmanager
async def rank_index(
    journal: Journal, settings: Settings, background: Background, in_use: RankerInUse
) -> AsyncGenerator[None]:
    """Inside the block, `in_use` has the rank index, which answers whenever its arrays are fresh."""
    if settings.rank_index == "off":
        yield
        return
    if importlib.util.find_spec("numpy") is None:
        _log.warning(_MISSING)
        yield
        return
    # Only here, because numpy is not everywhere, and neither it nor numba shall delay the start.
    from graphapi.rankindex.roads import best_road  # noqa: PLC0415
    from graphapi.rankindex.serving import RankIndex  # noqa: PLC0415

    async def serve() -> None:
        index = RankIndex(journal, await asyncio.to_thread(best_road), snapshot_folder(settings))
        in_use.ranker = index
        await index.run()

    async with background.running("rank index", serve):
        try:
            yield
        finally:
            in_use.ranker = None


def snapshot_folder(settings: Settings) -> Path:
    """Where snapshots of the index lie."""
    return settings.rank_index_dir or Path(platformdirs.user_cache_dir("graphapi")) / "rankindex"
