"""Chooses how to go through the arrays: in compiled loops where numba is there and works, else with numpy alone."""

import logging
from datetime import date

from graphapi.rankindex.asking import IndexQuestion, Road, ask
from graphapi.rankindex.compiling import can_compile
from graphapi.rankindex.model import PersonRow
from graphapi.rankindex.rankmap import RankMap
from graphapi.rankindex.vectors import VectorRoad

_log = logging.getLogger("graphapi.rankindex")


def best_road() -> Road:
    """A road that is ready to be used; compiling it takes some seconds once on each machine."""
    if not can_compile():
        return VectorRoad()
    try:
        from graphapi.rankindex.loops import LoopRoad  # noqa: PLC0415  numba takes a second to import

        road = LoopRoad()
        _use_once(road)
    except Exception as error:
        _log.warning("The rank index runs without numba, which fails here: %s", type(error).__name__)
        return VectorRoad()
    return road


def _use_once(road: Road) -> None:
    ranked = RankMap()
    ranked.put_person(PersonRow("a", False, 0, (), (), -1, False, "", (), (), (), (), (), (), ()))
    asked = ask(ranked, IndexQuestion("a", (), date(2027, 3, 1), 0, 1))
    assert asked is not None  # The map knows the person.
    road.rank(ranked, asked)
