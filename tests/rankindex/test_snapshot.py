"""A saved map is read back as it was, or not at all."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graphapi.graphdb.database import Database
from graphapi.journal.model import Position
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.reading import read_all
from graphapi.rankindex.snapshot import SnapshotBroken, load_snapshot, save_snapshot, snapshot_path
from tests.conftest import empty
from tests.examples import examples
from tests.matching.world import World, load
from tests.matching.worlds import worlds
from tests.rankindex.asking import ROADS, goals_of, ranked_by
from tests.rankindex.test_following import twin_world

_HERE = Position("log", 3, "token")


@settings(
    max_examples=examples(10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
async def test_what_is_loaded_is_what_was_saved(database: Database, tmp_path: Path, world: World) -> None:
    await empty(database)
    await load(database, world)
    ranked = await read_all(database)
    ranked.position = _HERE

    restored = load_snapshot(save_snapshot(ranked, tmp_path))

    assert restored.position == _HERE
    assert restored.state() == ranked.state()
    for road in ROADS:
        expected = ranked_by(road, ranked, "a", goals_of(world, "a"), 0)
        assert ranked_by(road, restored, "a", goals_of(world, "a"), 0) == expected


async def test_a_broken_file_is_refused_wherever_it_is_broken(database: Database, tmp_path: Path) -> None:
    await load(database, twin_world())
    ranked = await read_all(database)
    ranked.position = _HERE
    path = save_snapshot(ranked, tmp_path)
    whole = path.read_bytes()

    for length in range(0, len(whole), max(len(whole) // 60, 1)):
        path.write_bytes(whole[:length])
        with pytest.raises(SnapshotBroken):
            load_snapshot(path)
    for place in range(0, len(whole), max(len(whole) // 200, 1)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        _refused_or_the_same(path, ranked)
    path.write_bytes(whole + b"x")
    _refused_or_the_same(path, ranked)
    # In the middle of the arrays nothing passes for what was saved.
    for place in range(len(whole) // 3, len(whole) // 2):
        broken = bytearray(whole)
        broken[place : place + 64] = bytes(64)
        path.write_bytes(broken)
        _refused_or_the_same(path, ranked)


def _refused_or_the_same(path: Path, ranked: RankMap) -> None:
    # An archive has bytes that say nothing of what it holds, such as times.
    with suppress(SnapshotBroken):
        assert load_snapshot(path).state() == ranked.state()


async def test_a_file_of_another_format_is_refused(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(database, twin_world())
    ranked = await read_all(database)
    ranked.position = _HERE
    monkeypatch.setattr("graphapi.rankindex.snapshot._FORMAT", "graphapi rank index 1")
    path = save_snapshot(ranked, tmp_path)
    monkeypatch.undo()

    with pytest.raises(SnapshotBroken):
        load_snapshot(path)
    for other in (b"", b"text", b"graphapi rank index 6\n" + bytes(200)):
        path.write_bytes(other)
        with pytest.raises(SnapshotBroken):
            load_snapshot(path)


async def test_a_save_that_fails_leaves_the_older_file(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(database, twin_world())
    ranked = await read_all(database)
    ranked.position = _HERE
    before = save_snapshot(ranked, tmp_path).read_bytes()

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    ranked.position = Position("log", 4, "other")
    with pytest.raises(OSError, match="No space"):
        save_snapshot(ranked, tmp_path)

    assert snapshot_path(tmp_path, "log").read_bytes() == before
    assert os.listdir(tmp_path) == ["log.rank"]  # noqa: PTH208  nothing unfinished is left


async def test_only_the_user_may_read_it_and_few_are_kept(database: Database, tmp_path: Path) -> None:
    await load(database, twin_world())
    ranked = await read_all(database)
    folder = tmp_path / "a" / "b"

    for name, hours in (("left.part", 2), ("under_way.part", 0)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / name).write_bytes(b"half")
        then = time.time() - hours * 3600
        os.utime(folder / name, (then, then))
    for number in range(5):
        ranked.position = Position(f"log{number}", 1, "token")
        save_snapshot(ranked, folder)

    path = snapshot_path(folder, "log4")
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert len(list(folder.glob("*.rank"))) == 3
    assert [path.name for path in folder.glob("*.part")] == ["under_way.part"]
    assert path.exists()
