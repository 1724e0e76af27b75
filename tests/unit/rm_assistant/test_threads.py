from __future__ import annotations

import asyncio
import threading

import pytest

from rm_assistant.threads import run_to_end


async def test_a_call_gives_its_result_or_its_error() -> None:
    assert await run_to_end(lambda: 6 * 7) == 42
    with pytest.raises(ZeroDivisionError):
        await run_to_end(lambda: 1 // 0)


async def test_a_cancellation_waits_for_the_call_to_end() -> None:
    release, ended = threading.Event(), threading.Event()

    def call() -> None:
        release.wait()
        ended.set()

    running = asyncio.create_task(run_to_end(call))
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.sleep(0)
    assert not running.done()

    release.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ended.is_set()


async def test_an_error_of_a_cancelled_call_is_not_left_unseen() -> None:
    release = threading.Event()

    def call() -> None:
        release.wait()
        raise OSError

    running = asyncio.create_task(run_to_end(call))
    await asyncio.sleep(0)
    running.cancel()
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await running
