"""Saves a rank map to a file, for a start without reading the whole graph: all or nothing, and checked when read.

A file is an archive of numpy's (.npz), which has a checksum of each array: a header in JSON, and the arrays.
"""

import json
import os
import tempfile
import time
import zipfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from graphapi.attributes.model import AttributeRule
from graphapi.journal.model import Position
from graphapi.policy.model import Policy
from graphapi.rankindex.people import People
from graphapi.rankindex.ragged import Column, Ragged
from graphapi.rankindex.rankmap import RankMap, holders_of
from graphapi.rankindex.times import Times

_FORMAT = "graphapi rank index 7"
_HEADER = "header"
_KEPT_FILES = 3
_UNFINISHED_SECONDS = 3600.0
_PEOPLE_ARRAYS = (
    "rank",
    "tie_key",
    "known",
    "may_mentor",
    "asynchronous",
    "language_set",
    "attribute_set",
    "weekly_minutes",
    "manager",
    "unit",
)
_PAIRS = ("more_managers", "apart", "mentors")


# What numpy and zipfile raise for a file that is not what was written; a wrong length asks for too much memory.
_BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    NotImplementedError,
    MemoryError,
    zipfile.BadZipFile,
)


class SnapshotBroken(Exception):
    """A saved snapshot is torn, altered, or of another version; it is of no use. Stays in this room."""


def snapshot_path(folder: Path, log_id: str) -> Path:
    """Where the snapshot of the database with this change log lies."""
    return folder / f"{log_id}.rank"


def save_snapshot(ranked: RankMap, folder: Path) -> Path:
    """Writes the map, which nobody may change meanwhile, beside an older file, and then in its place.

    Only the user may read it, since it tells of people. Raises OSError.
    """
    position = ranked.position
    assert position is not None  # What is between two states of the graph is of no use to anybody.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = snapshot_path(folder, position.log_id)
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write(file, _header(ranked), _arrays(ranked))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _forget_old(folder)
    return path


def load_snapshot(path: Path) -> RankMap:
    """The map as it was saved. Raises SnapshotBroken, or OSError when there is none."""
    with path.open("rb") as file:
        try:
            header, arrays = _read(file)
            return _restored(header, arrays)
        except _BROKEN as error:
            raise SnapshotBroken(f"The snapshot {path.name} is broken; reading the map instead.") from error


def _header(ranked: RankMap) -> dict[str, Any]:
    people, position = ranked.people, ranked.position
    assert position is not None
    return {
        "format": _FORMAT,
        "position": [position.log_id, position.seq, position.token],
        "policy": asdict(ranked.policy),
        "language_sets": people.language_sets,
        "attribute_sets": people.attribute_sets,
        "unit_paths": people.unit_paths,
        "times": people.times.kinds,
        "pairs": {name: [[place, *others] for place, others in getattr(people, name).items()] for name in _PAIRS},
    }


def _arrays(ranked: RankMap) -> dict[str, Column]:
    people, count, skills = ranked.people, len(ranked.people.ids), len(ranked.skill_ids)
    arrays = {name: cast(Column, getattr(people, name))[:count] for name in _PEOPLE_ARRAYS}
    arrays["specificity"] = ranked.specificity[:skills]
    for name, ids in (("people", people.ids), ("skills", ranked.skill_ids)):
        texts = [text.encode() for text in ids]
        arrays[f"{name} ids"] = np.array([len(text) for text in texts], np.int32)
        arrays[f"{name} texts"] = np.frombuffer(b"".join(texts), np.uint8)
    for name, lists, number in (
        ("free", people.free, count),
        ("offers", people.offers, count),
        ("claims", ranked.claims, count),
        ("near", ranked.near, skills),
    ):
        arrays |= {f"{name} {at}": column for at, column in enumerate(lists.packed(number))}
    return arrays


def _write(file: BinaryIO, header: dict[str, Any], arrays: dict[str, Column]) -> None:
    said = np.frombuffer(json.dumps(header).encode(), np.uint8)
    np.savez(file, allow_pickle=False, **{_HEADER: said}, **arrays)


def _read(file: BinaryIO) -> tuple[dict[str, Any], dict[str, Column]]:
    with np.load(file, allow_pickle=False) as archive:
        header = cast(dict[str, Any], json.loads(archive[_HEADER].tobytes()))
        if header["format"] != _FORMAT:
            raise ValueError("another format")
        return header, {name: archive[name] for name in archive.files if name != _HEADER}


def _restored(header: dict[str, Any], arrays: dict[str, Column]) -> RankMap:
    ranked, people = RankMap(), People()
    times = Times((packed, tuple(formats)) for packed, formats in header["times"])
    language_sets = [tuple(said) for said in header["language_sets"]]
    attribute_sets = [tuple(said) for said in header["attribute_sets"]]
    people.restore(_ids(arrays, "people"), language_sets, attribute_sets, header["unit_paths"], times)
    for name in _PEOPLE_ARRAYS:
        setattr(people, name, arrays[name])
    for name in _PAIRS:
        setattr(people, name, {place: tuple(others) for place, *others in header["pairs"][name]})
    people.free, people.offers = (
        Ragged(arrays[f"{name} 0"], [arrays[f"{name} 1"]]) for name in ("free", "offers")
    )
    ranked.people = people
    ranked.skill_ids = _ids(arrays, "skills")
    ranked.skill_place = {skill_id: place for place, skill_id in enumerate(ranked.skill_ids)}
    ranked.claims = Ragged(arrays["claims 0"], [arrays["claims 1"]])
    ranked.near = Ragged(arrays["near 0"], [arrays["near 1"], arrays["near 2"]])
    ranked.specificity = arrays["specificity"]
    ranked.holders = holders_of(ranked.claims, len(people.ids), people.may_mentor, len(ranked.skill_ids))
    rules = tuple(
        AttributeRule(said["attribute"], said["requires"], said["least"], said["most"], tuple(said["scale"]))
        for said in header["policy"].pop("rules")
    )
    ranked.policy = Policy(**header["policy"], rules=rules)
    ranked.position = Position(*header["position"])
    return ranked


def _ids(arrays: dict[str, Column], name: str) -> list[str]:
    blob, ids, start = arrays[f"{name} texts"].tobytes(), list[str](), 0
    for length in arrays[f"{name} ids"].tolist():
        ids.append(blob[start : start + length].decode())
        start += length
    return ids


def _forget_old(folder: Path) -> None:
    """Leaves the newest few files, since each database that was ever served has one; and nothing unfinished."""
    newest = sorted(folder.glob("*.rank"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[_KEPT_FILES:]:
        path.unlink(missing_ok=True)
    # What a killed process left tells of people too. Another process may be writing one that is young.
    for path in folder.glob("*.part"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                path.unlink()
