"""Answers on their way to readers: followed by several, resumed after a cut, asked once under one key.

Everything here lives in this process and for some minutes; what must last stands in the audit log.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from rm_assistant.api.errors import IdempotencyKeyReusedError, ServiceStoppingError
from rm_assistant.domain.answers import Answer, AnswerCompleted, AnswerEvent, AnswerFailed, AnswerRefused

KEPT_SECONDS = 600.0
"""How long a key of a finished exchange gives the same answer."""
KEPT_EXCHANGES = 256

ExchangeKey = tuple[str, str]
"""The principal's id and the key they chose: one reader's key never opens another's answer."""


class Exchange:
    """One question being answered. Its events are kept, numbered from 1; it stops when its last reader leaves."""

    def __init__(self, events: AsyncGenerator[AnswerEvent, None]) -> None:
        self._events: list[AnswerEvent] = []
        self._news = asyncio.Event()
        self._readers = 0
        self._task = asyncio.create_task(self._drain(events))
        self._task.add_done_callback(lambda _: self._announce())

    async def _drain(self, events: AsyncGenerator[AnswerEvent, None]) -> None:
        async with aclosing(events):
            async for event in events:
                self._events.append(event)
                self._announce()

    def _announce(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    @property
    def running(self) -> bool:
        return not self._task.done()

    @property
    def stopped(self) -> bool:
        """It was cut short, so that asking again must start anew."""
        return self._task.done() and (self._task.cancelled() or self._task.exception() is not None)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Hold the exchange as one of its readers."""
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            if self._readers == 0 and self.running:
                await self.stop()

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.wait({self._task})

    async def begun(self) -> None:
        """Wait for the first event. Raises what kept the exchange from beginning."""
        async with aclosing(self.follow()) as events:
            await anext(events, None)
        if not self._events:
            self._raise_failure()

    async def follow(self, after: int = 0) -> AsyncGenerator[tuple[int, AnswerEvent], None]:
        """Events numbered above `after`, as they come; ends with the exchange, however it ends."""
        position = max(0, after)
        while True:
            news = self._news
            while position < len(self._events):
                position += 1
                yield position, self._events[position - 1]
            if self._task.done():
                return
            await news.wait()

    async def outcome(self) -> Answer | AnswerFailed:
        """The finished answer, or how it failed midway. Raises what kept the exchange from beginning or ending."""
        last: AnswerEvent | None = None
        async for _, event in self.follow():
            last = event
        match last:
            case AnswerCompleted(answer) | AnswerRefused(answer):
                return answer
            case AnswerFailed():
                return last
            case _:
                self._raise_failure()
                raise ServiceStoppingError("The answer was stopped before it was complete.")

    def failure(self) -> BaseException | None:
        """What ended the exchange, where something did."""
        return None if self.running or self._task.cancelled() else self._task.exception()

    def _raise_failure(self) -> None:
        failure = self.failure()
        if failure is not None:
            raise failure
        if self._task.cancelled():
            raise ServiceStoppingError("The answer was stopped before it began.")


@dataclass(frozen=True, slots=True)
class _Kept:
    request: object
    exchange: Exchange
    begun_at: float


class Exchanges:
    """The exchanges of this process. `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._by_key: dict[ExchangeKey, _Kept] = {}
        self._running: set[Exchange] = set()

    def open(
        self, key: ExchangeKey | None, request: object, answer: Callable[[], AsyncGenerator[AnswerEvent, None]]
    ) -> Exchange:
        """The exchange of `key`, or a new one. Raises IdempotencyKeyReusedError where `request` is another."""
        self._forget()
        kept = self._by_key.get(key) if key else None
        if kept is not None and not kept.exchange.stopped:
            if kept.request != request:
                raise IdempotencyKeyReusedError("This Idempotency-Key was used for another question: make a new one.")
            return kept.exchange
        exchange = Exchange(answer())
        self._running.add(exchange)
        if key:
            self._by_key[key] = _Kept(request, exchange, self._monotonic())
        return exchange

    async def close(self) -> None:
        """Stop all: each is recorded as stopped, and its readers' streams end."""
        await asyncio.gather(*(exchange.stop() for exchange in self._running if exchange.running))

    def _forget(self) -> None:
        self._running = {exchange for exchange in self._running if exchange.running}
        oldest = self._monotonic() - KEPT_SECONDS
        finished = [(key, kept) for key, kept in self._by_key.items() if not kept.exchange.running]
        excess = len(self._by_key) - KEPT_EXCHANGES
        for position, (key, kept) in enumerate(finished):
            if kept.begun_at < oldest or position < excess:
                del self._by_key[key]
