"""Few pieces of expensive work run at a time, few wait, and the rest are refused without a wait."""

import asyncio
import random
from contextlib import AsyncExitStack, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapi.errors import Overloaded
from graphapi.graphdb.admission import Admission, one_at_a_time
from graphapi.graphdb.deadlines import time_limit


class Work:
    """Pieces of work that end when they are told to, and what happened to them."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.begun: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}

    def start(self, name: str) -> asyncio.Task[None]:
        self.ends[name] = asyncio.Event()

        async def run() -> None:
            async with self.admission.place():
                self.begun.append(name)
                await self.ends[name].wait()

        return asyncio.create_task(run())


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_two_run_one_waits_and_the_next_is_refused() -> None:
    work = Work(Admission(2, 1))
    tasks = [work.start(name) for name in "abc"]
    await settle()
    assert (work.begun, work.admission.running, work.admission.queued) == (["a", "b"], 2, 1)

    with pytest.raises(Overloaded) as refused:
        await work.start("d")
    assert (refused.value.code, refused.value.retry_after_seconds >= 1) == ("OVERLOADED", True)

    work.ends["a"].set()
    await settle()
    assert work.begun == ["a", "b", "c"]
    for name in "bc":
        work.ends[name].set()
    await asyncio.gather(*tasks)
    assert (work.admission.running, work.admission.queued) == (0, 0)


async def test_whoever_waits_longest_comes_first_and_those_who_left_are_passed_over() -> None:
    work = Work(Admission(1, 3))
    tasks = {name: work.start(name) for name in "abcd"}
    await settle()
    tasks["b"].cancel()
    await settle()
    assert work.admission.queued == 2
    tasks["a"].cancel()
    await settle()
    assert work.begun == ["a", "c"]
    for name in "cd":
        work.ends[name].set()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    assert (work.begun, work.admission.running) == (["a", "c", "d"], 0)


async def test_a_wait_that_would_pass_the_deadline_is_refused_before_it_begins() -> None:
    now = 0.0
    admission = Admission(1, 9, clock=lambda: now)
    async with admission.place():
        now += 6.0
    work = Work(admission)
    holding = work.start("a")
    await settle()
    with time_limit(10.0), pytest.raises(Overloaded):
        # Six seconds until a place is free and six for the work itself.
        await work.start("b")
    with time_limit(13.0):
        waiting = work.start("c")
        await settle()
        assert admission.queued == 1
    for name in "ac":
        work.ends[name].set()
    await asyncio.gather(holding, waiting)


async def test_one_slow_piece_of_work_turns_nobody_away_for_long() -> None:
    now = 0.0
    admission = Admission(1, 8, clock=lambda: now)
    for seconds in (9.0, 0.1, 0.1):
        async with admission.place():
            now += seconds
    work = Work(admission)
    with time_limit(10.0):
        tasks = [work.start(name) for name in "abcdefghi"]
        await settle()
        assert admission.queued == 8
        with pytest.raises(Overloaded) as refused:
            await work.start("j")
    assert refused.value.retry_after_seconds <= 2
    for end in work.ends.values():
        end.set()
    await asyncio.gather(*tasks)


async def test_nobody_is_told_to_stay_away_for_longer_than_ten_seconds() -> None:
    now = 0.0
    admission = Admission(1, 8, clock=lambda: now)
    async with admission.place():
        now += 60.0
    async with admission.place():
        with time_limit(10.0), pytest.raises(Overloaded) as refused:
            await Work(admission).start("a")
    assert 5 <= refused.value.retry_after_seconds <= 10


async def test_a_wait_ends_when_no_time_is_left_to_use_the_place() -> None:
    admission = Admission(1, 9)
    async with admission.place():
        with time_limit(0.05), pytest.raises(Overloaded):
            await Work(admission).start("b")
        assert admission.queued == 0
    assert admission.running == 0


async def test_one_request_takes_one_place_at_a_time() -> None:
    work = Work(Admission(2, 0))
    with one_at_a_time():
        mine = [work.start(f"mine {at}") for at in range(5)]
    await settle()
    with one_at_a_time():
        other = work.start("other")
    await settle()
    assert work.begun == ["mine 0", "other"]
    for end in work.ends.values():
        end.set()
    await asyncio.gather(*mine, other)
    assert len(work.begun) == 6


async def test_a_place_inside_a_place_of_the_same_request_does_not_wait_for_itself() -> None:
    pages, expensive = Admission(1, 0), Admission(1, 0)
    with one_at_a_time():
        async with pages.place(), expensive.place():
            assert (pages.running, expensive.running) == (1, 1)


@settings(max_examples=40)
@given(st.integers(1, 4), st.integers(0, 6), st.integers(0, 2**32))
async def test_no_storm_takes_a_place_for_ever_or_one_too_many(at_once: int, waiting: int, seed: int) -> None:
    admission, chance, running, most = Admission(at_once, waiting), random.Random(seed), 0, 0

    async def run() -> None:
        nonlocal running, most
        with suppress(Overloaded):
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(admission.place())
                running += 1
                most = max(most, running)
                try:
                    for _ in range(chance.randrange(4)):
                        await asyncio.sleep(0)
                finally:
                    running -= 1

    tasks: list[asyncio.Task[None]] = []
    for _ in range(60):
        tasks.append(asyncio.create_task(run()))
        if chance.random() < 0.3:
            chance.choice(tasks).cancel()
        if chance.random() < 0.5:
            await asyncio.sleep(0)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (admission.running, admission.queued, running) == (0, 0, 0)
    assert most <= at_once
