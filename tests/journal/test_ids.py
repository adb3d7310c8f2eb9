"""New ids are UUIDs of version 7 that sort by time."""

import re
import uuid

import pytest

from graphapi.journal import ids


def test_ids_are_version_7_and_sort_by_their_making() -> None:
    made = [ids.new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", id) for id in made
    )
    assert {uuid.UUID(id).variant for id in made} == {uuid.RFC_4122}


def test_ids_keep_their_order_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids.new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert ids.new_id() > before
