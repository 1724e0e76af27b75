"""Blocking calls made from async code: in a thread, and never abandoned halfway."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def run_to_end(call: Callable[[], Result]) -> Result:
    """The result of `call`, made in a thread.

    Where the caller is cancelled meanwhile, the cancellation waits for the call to end, so that what follows (a record
    that the exchange was stopped) cannot overtake it.
    """
    running = asyncio.ensure_future(asyncio.to_thread(call))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise
