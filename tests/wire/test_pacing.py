"""Waiters of one request go on a few in each round of the event loop, in order, and none is forgotten."""

import asyncio
import gc
from itertools import pairwise

import pytest

from graphapi.wire.pacing import PacedList, PacedLoader, Turns, settle_memory


async def _rounds(turns: Turns, waiters: int) -> tuple[list[int], list[int]]:
    """The order in which they went on, and how many did between two looks of somebody else."""
    order: list[int] = []
    seen: list[int] = []

    async def waiter(number: int) -> None:
        await turns.turn()
        order.append(number)

    tasks = [asyncio.create_task(waiter(number)) for number in range(waiters)]
    while len(order) < waiters:
        before = len(order)
        await asyncio.sleep(0)
        seen.append(len(order) - before)
    await asyncio.gather(*tasks)
    return order, seen


@pytest.mark.parametrize("waiters", [1, 9, 10, 11, 100])
async def test_a_few_go_on_in_each_round_in_order(waiters: int) -> None:
    order, seen = await _rounds(Turns(10), waiters)

    assert order == list(range(waiters))
    assert max(seen) <= 10
    assert len(seen) <= waiters // 10 + 4


async def test_turns_are_used_again_after_a_rest() -> None:
    turns = Turns(2)
    for _ in range(3):
        order, seen = await _rounds(turns, 7)
        assert order == list(range(7))
        assert max(seen) <= 2
        await asyncio.sleep(0)


async def test_who_is_cancelled_takes_no_turn() -> None:
    turns = Turns(1)
    done: list[int] = []

    async def waiter(number: int) -> None:
        await turns.turn()
        done.append(number)

    tasks = [asyncio.create_task(waiter(number)) for number in range(6)]
    await asyncio.sleep(0)
    for task in tasks[2:5]:
        task.cancel()
    await asyncio.wait_for(tasks[5], 5)
    await asyncio.gather(*tasks, return_exceptions=True)

    assert done == [0, 1, 5]


async def test_a_loader_still_reads_once_for_all_and_says_what_went_wrong() -> None:
    asked: list[list[int]] = []

    async def load(keys: list[int]) -> list[int | BaseException]:
        asked.append(keys)
        return [ValueError("no") if key == 3 else key * 2 for key in keys]

    loader = PacedLoader(load, Turns(4))

    found = await asyncio.gather(*(loader.load(number) for number in range(50)), return_exceptions=True)

    assert asked == [list(range(50))]
    assert [each for number, each in enumerate(found) if number != 3] == [n * 2 for n in range(50) if n != 3]
    assert isinstance(found[3], ValueError)


async def test_a_list_is_gone_through_in_rounds_and_is_a_list_still() -> None:
    items = PacedList(range(50))
    seen: list[int] = []
    others: list[int] = []

    async def beside() -> None:
        while len(seen) < 50:
            others.append(len(seen))
            await asyncio.sleep(0)

    task = asyncio.create_task(beside())
    async for item in items:
        seen.append(item)
    await task

    assert seen == items == list(range(50))
    assert max(after - before for before, after in pairwise([*others, 50])) <= 8


def test_what_is_there_for_good_is_out_of_the_collectors_sight() -> None:
    before = gc.get_freeze_count()
    try:
        settle_memory()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
