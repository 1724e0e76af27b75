"""How long a hosted model is waited for, and when it is asked again.

One deadline for everything: waiting between tries, the tries themselves, and the stream. A try that has given text is
never repeated, since the text may have been shown.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from rm_assistant.domain.errors import ProviderError, ProviderTimeoutError
from rm_assistant.ports import ChatDone, ChatEvent, Clock

Sleep = Callable[[float], Awaitable[None]]
Attempt = Callable[[], AsyncGenerator[ChatEvent, None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, but for `retries`: the tries after the first.

    `total` bounds one reply in all, `gap` the silence between two of its pieces. Waits between tries are drawn from 0
    to `backoff` doubled each time, so that callers who failed together do not come back together.
    """

    total: float = 60.0
    gap: float = 20.0
    retries: int = 2
    backoff: float = 0.25


class PatientStream:
    """Tries `attempt` until it gives a reply, within `patience`."""

    def __init__(
        self,
        patience: Patience,
        clock: Clock,
        *,
        sleep: Sleep = asyncio.sleep,
        spread: Callable[[], float] = random.random,
    ) -> None:
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._spread = spread

    async def stream(self, attempt: Attempt) -> AsyncGenerator[ChatEvent, None]:
        """Raises the last ProviderError; ProviderTimeoutError where the deadline comes first."""
        deadline = self._clock.monotonic() + self._patience.total
        for tried in range(1, self._patience.retries + 2):
            begun = False
            try:
                async with aclosing(self._in_time(attempt(), deadline)) as events:
                    async for event in events:
                        begun = True
                        yield replace(event, attempts=tried) if isinstance(event, ChatDone) else event
            except ProviderError as error:
                if begun or not error.retry_helps or tried > self._patience.retries:
                    raise
                await self._wait(error, tried, deadline)
            else:
                return

    async def _in_time(
        self, events: AsyncGenerator[ChatEvent, None], deadline: float
    ) -> AsyncGenerator[ChatEvent, None]:
        """The first piece may take until the deadline: a model may think before it writes."""
        allowed = deadline - self._clock.monotonic()
        async with aclosing(events):
            while True:
                try:
                    async with asyncio.timeout(max(0.0, allowed)):
                        event = await anext(events, None)
                except TimeoutError as error:
                    raise ProviderTimeoutError("The model did not answer in time.") from error
                if event is None:
                    return
                yield event
                allowed = min(self._patience.gap, deadline - self._clock.monotonic())

    async def _wait(self, error: ProviderError, tried: int, deadline: float) -> None:
        """As long as the provider says. Raises `error` where that would be past the deadline."""
        pause = error.retry_after
        if pause is None:
            pause = self._spread() * self._patience.backoff * 2 ** (tried - 1)
        if self._clock.monotonic() + pause >= deadline:
            raise error
        await self._sleep(pause)
