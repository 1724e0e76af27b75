"""Exchanges are followed by several readers, resumed after a cut, and stopped when nobody reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from rm_assistant.api.errors import IdempotencyKeyReusedError, ServiceStoppingError
from rm_assistant.api.exchanges import KEPT_SECONDS, Exchange, Exchanges
from rm_assistant.domain.answers import AnswerCreated, AnswerEvent, AnswerFailed, NoticeGiven
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import AuditUnavailableError

CREATED = AnswerCreated("a1", Language.ENGLISH)
KEY = ("local", "key-1")


class Answering:
    """Gives its events one by one, each when `release` is called; knows whether it was left early."""

    def __init__(self, *events: AnswerEvent | Exception) -> None:
        self._events = events
        self._gate = asyncio.Semaphore(0)
        self.begun = 0
        self.stopped = False

    def release(self, count: int = 100) -> None:
        for _ in range(count):
            self._gate.release()

    async def __call__(self) -> AsyncGenerator[AnswerEvent, None]:
        self.begun += 1
        try:
            for event in self._events:
                await self._gate.acquire()
                if isinstance(event, Exception):
                    raise event
                yield event
        except (asyncio.CancelledError, GeneratorExit):
            self.stopped = True
            raise


async def collect(exchange: Exchange, after: int = 0) -> list[tuple[int, AnswerEvent]]:
    return [item async for item in exchange.follow(after)]


async def test_two_readers_get_the_same_events_in_order() -> None:
    answering = Answering(CREATED, NoticeGiven("a"), NoticeGiven("b"))
    exchange = Exchange(answering())
    answering.release()

    first, second = await asyncio.gather(collect(exchange), collect(exchange))

    assert first == second == [(1, CREATED), (2, NoticeGiven("a")), (3, NoticeGiven("b"))]
    assert answering.begun == 1


async def test_a_reader_resumes_after_the_last_event_it_saw() -> None:
    answering = Answering(CREATED, NoticeGiven("a"), NoticeGiven("b"))
    exchange = Exchange(answering())
    answering.release()

    assert await collect(exchange, after=2) == [(3, NoticeGiven("b"))]
    assert await collect(exchange, after=99) == []


async def test_the_last_reader_to_leave_stops_the_answer() -> None:
    answering = Answering(CREATED, NoticeGiven("never"))
    exchange = Exchange(answering())
    answering.release(1)
    async with exchange.reading():
        async with exchange.reading():
            await exchange.begun()
        assert exchange.running
    assert answering.stopped
    assert exchange.stopped


async def test_what_keeps_an_exchange_from_beginning_is_raised() -> None:
    answering = Answering(AuditUnavailableError("the log is full"))
    exchange = Exchange(answering())
    answering.release()

    with pytest.raises(AuditUnavailableError, match="full"):
        await exchange.begun()
    with pytest.raises(AuditUnavailableError, match="full"):
        await exchange.outcome()


async def test_an_answer_that_failed_midway_is_an_outcome() -> None:
    failed = AnswerFailed("provider_timeout", "no answer in time", retry_helps=True)
    answering = Answering(CREATED, failed)
    exchange = Exchange(answering())
    answering.release()

    assert await exchange.outcome() == failed


async def test_a_stopped_answer_has_no_outcome() -> None:
    answering = Answering(CREATED, NoticeGiven("never"))
    exchange = Exchange(answering())
    answering.release(1)
    await exchange.begun()
    await exchange.stop()

    with pytest.raises(ServiceStoppingError):
        await exchange.outcome()


async def test_the_same_key_gives_the_same_exchange() -> None:
    exchanges, answering = Exchanges(lambda: 0.0), Answering(CREATED)
    answering.release()
    first = exchanges.open(KEY, "question", answering)
    await collect(first)

    assert exchanges.open(KEY, "question", answering) is first
    assert exchanges.open(None, "question", answering) is not first
    assert exchanges.open(("another reader", "key-1"), "question", answering) is not first


async def test_a_key_is_not_taken_for_another_question() -> None:
    exchanges, answering = Exchanges(lambda: 0.0), Answering(CREATED)
    exchanges.open(KEY, "question", answering)

    with pytest.raises(IdempotencyKeyReusedError):
        exchanges.open(KEY, "another question", answering)
    await exchanges.close()


async def test_a_stopped_exchange_begins_anew_under_its_key() -> None:
    exchanges, answering = Exchanges(lambda: 0.0), Answering(CREATED, NoticeGiven("never"))
    first = exchanges.open(KEY, "question", answering)
    answering.release(1)
    await first.begun()
    await first.stop()

    assert exchanges.open(KEY, "question", answering) is not first
    await exchanges.close()


async def test_a_key_is_forgotten_in_time() -> None:
    now = 0.0
    exchanges, answering = Exchanges(lambda: now), Answering(CREATED)
    answering.release()
    first = exchanges.open(KEY, "question", answering)
    await collect(first)
    now = KEPT_SECONDS + 1

    assert exchanges.open(KEY, "question", answering) is not first
    await exchanges.close()


async def test_closing_stops_what_runs() -> None:
    exchanges, answering = Exchanges(lambda: 0.0), Answering(CREATED, NoticeGiven("never"))
    exchange = exchanges.open(None, "question", answering)
    answering.release(1)
    async with aclosing(exchange.follow()) as events:
        assert await anext(events) == (1, CREATED)
        await exchanges.close()
        assert [event async for event in events] == []
    assert answering.stopped
