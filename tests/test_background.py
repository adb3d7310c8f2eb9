"""What runs beside the requests is started again after whatever ends it, says so, and ends with its block."""

import asyncio
import logging

import pytest

from graphapi.background import Background


async def test_a_task_is_started_again_whatever_ended_it(caplog: pytest.LogCaptureFixture) -> None:
    runs, well = 0, asyncio.Event()
    background = Background(first_pause_seconds=0.01)

    async def work() -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            raise ValueError("canary")
        if runs == 2:
            raise asyncio.CancelledError
        if runs == 3:
            return
        well.set()
        await asyncio.sleep(60)

    async with background.running("work", work):
        await asyncio.wait_for(well.wait(), 20)
        assert background.notices() == [
            "The task 'work' has failed 3 times in a row and is being restarted; the log says why."
        ]
    assert background.notices() == []
    assert runs == 4
    errors = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert [("ValueError at" in errors[0]), ("cancelled" in errors[1]), ("ended" in errors[2])] == [True] * 3
    assert "canary" not in caplog.text


async def test_a_task_ends_with_its_block_even_while_it_waits_to_be_started_again() -> None:
    stopped = asyncio.Event()
    background = Background(first_pause_seconds=60)

    async def well() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    async def broken() -> None:
        raise ValueError

    before = asyncio.all_tasks()
    async with background.running("well", well), background.running("broken", broken):
        while not background.notices():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert stopped.is_set()
    assert asyncio.all_tasks() == before


async def test_who_cancels_the_application_is_obeyed() -> None:
    async def well() -> None:
        await asyncio.sleep(60)

    async def application() -> None:
        async with Background().running("well", well):
            await asyncio.sleep(60)

    task = asyncio.create_task(application())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
