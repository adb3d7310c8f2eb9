"""The rank index at work: built or loaded, kept fresh beside the requests, and asked by rankings when it is fresh."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from graphapi.errors import GraphapiError
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Journal
from graphapi.journal.model import Position
from graphapi.journal.reading import locked_position, position
from graphapi.matching.facts import MenteeFacts
from graphapi.matching.model import Question
from graphapi.matching.ranker import RankedPage
from graphapi.rankindex.asking import IndexQuestion, Road, answer, ask
from graphapi.rankindex.auditing import Audit
from graphapi.rankindex.following import Outrun, catch_up
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.reading import read_all
from graphapi.rankindex.snapshot import SnapshotBroken, load_snapshot, save_snapshot, snapshot_path
from graphapi.rankindex.vectors import VectorRoad

_log = logging.getLogger("graphapi.rankindex")

_POLL_SECONDS = 0.15
# A ranking waits so long for a change that is being taken in; then Cypher serves it.
_PATIENCE_SECONDS = 0.03
# Loops put each mentor into place among those kept, which is for pages; a whole ranking is sorted at once.
_MOST_IN_LOOPS = 1_000
_RETRY_SECONDS = 1.0
_AFTER_FAULT_SECONDS = 30.0
_SAVE_EVERY_SECONDS = 600.0
_AUDIT_EVERY_SECONDS = 10.0
# The map is not read again during a large change, such as an import, unless that takes longer than this.
_QUIET_SECONDS = 1.0
_LONGEST_UNREST_SECONDS = 60.0

State = Literal["starting", "reading", "fresh", "away"]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index is. seq: of the last change taken in. road: how it goes through its arrays."""

    state: State
    seq: int | None
    road: str
    people: int
    bytes_of_arrays: int
    built_from: Literal["graph", "snapshot"] | None
    seconds_to_build: float | None


class RankIndex:
    """A Ranker; `run` keeps it up to date until it is cancelled. folder: where snapshots lie; None: nowhere."""

    def __init__(self, journal: Journal, road: Road, folder: Path | None) -> None:
        self._database = journal.database
        self._log_of_changes = journal.log
        self._road = road
        self._whole = VectorRoad()
        self._folder = folder
        self._map: RankMap | None = None
        self._known: Position | None = None
        self._state: State = "starting"
        self._built_from: Literal["graph", "snapshot"] | None = None
        self._seconds: float | None = None
        self._saved: Position | None = None
        self._doubt: str | None = None
        self._wake = asyncio.Event()
        self._moved = asyncio.Event()

    @property
    def status(self) -> IndexStatus:
        """How the index is at this moment."""
        ranked = self._map
        return IndexStatus(
            self._state,
            self._known.seq if self._known else None,
            self._road.name,
            len(ranked.people.ids) if ranked else 0,
            ranked.nbytes if ranked else 0,
            self._built_from,
            self._seconds,
        )

    async def rank(
        self, tx: Transaction, question: Question, mentee: MenteeFacts, week: date, limit: int
    ) -> RankedPage | None:
        """As of Ranker: None unless the map has every change that was committed when this was asked."""
        if self._map is None:
            return None
        seen = await position(tx)
        ranked = await self._fresh(seen) if seen else None
        if ranked is None or ranked.position is None:
            return None
        asked_for = IndexQuestion(
            question.mentee_id,
            mentee.goals,
            week,
            question.minimum_shared_minutes,
            limit,
            question.after,
            question.minimum_session_minutes,
            tx.scope,
        )
        try:
            asked = ask(ranked, asked_for)
            if asked is not None:
                road = self._road if limit <= _MOST_IN_LOOPS else self._whole
                found = answer(ranked, road.rank(ranked, asked))
                return RankedPage(found, ranked.policy, ranked.position.seq)
        except ArithmeticError:
            # Goals whose weights add up to nothing, which only an edit by hand can make; the map is not at fault.
            return None
        except (LookupError, TypeError, ValueError) as error:
            # A fault of the index must not become one of the ranking: Cypher answers, and the map is read again.
            self._distrust(f"it failed with {type(error).__name__}")
            return None
        # A mentee of whom the log says nothing yet; the audit sees to one of whom it never will.
        return None

    async def run(self) -> None:
        """Builds, follows and saves; goes on by itself after whatever goes wrong with the database."""
        stop_listening = self._log_of_changes.listen(self._wake.set)
        try:
            while True:
                try:
                    if self._map is None:
                        await self._begin()
                    await self._follow()
                except Outrun as reason:
                    _log.info("Rank index: %s", reason)
                    self._forget()
                    await self._until_quiet()
                except GraphapiError as error:
                    if self._state != "away":
                        _log.warning("The rank index has to wait for the database: %s", error.code)
                    self._state = "away"
                    await asyncio.sleep(_RETRY_SECONDS)
                except Exception as error:
                    # Whatever it was, Cypher serves meanwhile; the text might tell of people.
                    _log.warning("The rank index failed with %s and starts again.", type(error).__name__)
                    self._forget()
                    await asyncio.sleep(_AFTER_FAULT_SECONDS)
        finally:
            stop_listening()
            await self._save()

    async def _begin(self) -> None:
        """Makes the map from the snapshot of this database, or from the graph."""
        self._state = "reading"
        started = time.perf_counter()
        here = await self._database.write("rankindex/position", locked_position)
        ranked = await self._loaded(here)
        self._built_from = "snapshot" if ranked else "graph"
        if ranked is None or ranked.position is None:
            ranked = await read_all(self._database)
            known = here
        else:
            known = self._saved = ranked.position
        try:
            await catch_up(self._database, ranked, known)
        except Outrun:
            if self._folder is not None and self._built_from == "snapshot":
                # It would be loaded again and again.
                snapshot_path(self._folder, here.log_id).unlink(missing_ok=True)
            raise
        self._take(ranked)
        self._seconds = time.perf_counter() - started
        _log.info(
            "The rank index has %d people, %d MB of arrays, from the %s in %.1f s, by %s.",
            len(ranked.people.ids),
            ranked.nbytes // 1_000_000,
            self._built_from,
            self._seconds,
            self._road.name,
        )
        await self._save()

    async def _loaded(self, here: Position) -> RankMap | None:
        if self._folder is None:
            return None
        try:
            ranked = await asyncio.to_thread(load_snapshot, snapshot_path(self._folder, here.log_id))
        except FileNotFoundError:
            return None
        except (SnapshotBroken, OSError) as error:
            _log.warning("The rank index cannot use its snapshot (%s); reading the map.", type(error).__name__)
            return None
        return ranked if ranked.position and ranked.position.log_id == here.log_id else None

    async def _follow(self) -> None:
        """Follows the log until something goes wrong."""
        audit = Audit()
        next_save = time.monotonic() + _SAVE_EVERY_SECONDS
        next_audit = time.monotonic() + _AUDIT_EVERY_SECONDS
        while (ranked := self._map) is not None and self._known is not None:
            woken = await _set_within(self._wake, _POLL_SECONDS)
            self._wake.clear()
            if self._doubt is not None:
                reason, self._doubt = self._doubt, None
                raise Outrun(f"{reason}; reading the map again.")
            if woken or await self._database.read("rankindex/position", position) != self._known:
                await catch_up(self._database, ranked, self._known)
                self._take(ranked)
            elif time.monotonic() >= next_audit:
                if difference := await audit.look(self._database, ranked):
                    self._distrust(difference)
                next_audit = time.monotonic() + _AUDIT_EVERY_SECONDS
            self._state = "fresh"
            if time.monotonic() >= next_save:
                await self._save()
                next_save = time.monotonic() + _SAVE_EVERY_SECONDS

    def _take(self, ranked: RankMap) -> None:
        self._map, self._known, self._state = ranked, ranked.position, "fresh"
        self._moved.set()
        self._moved = asyncio.Event()

    def _forget(self) -> None:
        self._map = self._known = None
        self._state = "starting"

    def _distrust(self, reason: str) -> None:
        _log.warning("The rank index differs from the graph: %s", reason)
        self._doubt = reason
        self._wake.set()

    async def _fresh(self, seen: Position) -> RankMap | None:
        """The map when it has everything up to `seen`, for which it may take a moment."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while (ranked := self._map) is not None and self._doubt is None:
            if ranked.position is not None and _covers(ranked.position, seen):
                return ranked
            self._wake.set()
            if not await _set_within(self._moved, until - time.monotonic()):
                return None
        return None

    async def _until_quiet(self) -> None:
        until, before = time.monotonic() + _LONGEST_UNREST_SECONDS, None
        while time.monotonic() < until:
            now = await self._database.read("rankindex/position", position)
            if before == (now,):
                return
            before = (now,)
            await asyncio.sleep(_QUIET_SECONDS)

    async def _save(self) -> None:
        """Saves the map when it has moved on. Nothing else changes it meanwhile, since one task does all of it."""
        ranked = self._map
        if self._folder is None or ranked is None or ranked.position in (None, self._saved):
            return
        try:
            await asyncio.to_thread(save_snapshot, ranked, self._folder)
            self._saved = ranked.position
        except OSError as error:
            _log.warning("The rank index could not be saved: %s", error.strerror)


def _covers(known: Position, seen: Position) -> bool:
    """Whether whoever knows all up to the one knows all up to the other."""
    return known.log_id == seen.log_id and (known.seq > seen.seq or known == seen)


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set, or becomes so within the time."""
    if event.is_set():
        return True
    try:
        await asyncio.wait_for(event.wait(), max(seconds, 0.0))
    except TimeoutError:
        return False
    return True
