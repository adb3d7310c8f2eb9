"""Marks the tests by what they need, and deals them out to the workers of pytest-xdist.

Every test that reaches a Neo4j server is marked `server`; what is neither `server` nor `slow` is `make quick`. With
`--dist loadgroup` a file is one piece of work, and so are all tests of one server of their own: each worker starts
one server, not every kind of it. What takes longest comes first, so that no worker ends alone with a long file.
"""

import gc

import pytest

_SERVERS = {"neo4j_address", "own_server"}
_OWN = "own_server"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks, groups and orders; the order is the same in every worker and every run."""
    for item in items:
        if _SERVERS & _fixtures(item):
            item.add_marker("server")
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    groups: dict[str, list[pytest.Item]] = {}
    for item in items:
        groups.setdefault(_group(item), []).append(item)
    items[:] = [item for group in sorted(groups.values(), key=_weight, reverse=True) for item in group]


def pytest_collection_finish() -> None:
    """What the modules and the collection made stays until the end; the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _group(item: pytest.Item) -> str:
    return _OWN if _OWN in _fixtures(item) else item.nodeid.partition("::")[0]


def _weight(group: list[pytest.Item]) -> tuple[int, int]:
    """Slow tests weigh most, then tests on a server."""
    return (
        sum(item.get_closest_marker("slow") is not None for item in group),
        sum(item.get_closest_marker("server") is not None for item in group),
    )
