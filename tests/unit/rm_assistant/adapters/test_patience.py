"""When a hosted model is asked again, and how long it is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

import pytest

from rm_assistant.adapters.patience import Patience, PatientStream
from rm_assistant.domain.answers import Usage
from rm_assistant.domain.errors import (
    ProviderError,
    ProviderRejectedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    RateLimitedError,
)
from rm_assistant.ports import ChatDone, ChatEvent, ChatText
from tests.fakes_storage import SteppingClock

DONE = ChatDone("m", Usage(), "stop")
DOWN = ProviderUnavailableError("down")


class Provider:
    """Each try plays the next script: events to give, errors to raise, seconds to be silent."""

    def __init__(self, *scripts: Sequence[ChatEvent | Exception | float]) -> None:
        self._scripts = list(scripts)
        self.tries = 0

    async def attempt(self) -> AsyncGenerator[ChatEvent, None]:
        self.tries += 1
        for step in self._scripts.pop(0):
            match step:
                case Exception():
                    raise step
                case float():
                    await asyncio.sleep(step)
                case event:
                    yield event


class Waiting:
    def __init__(self) -> None:
        self.waits: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


async def run(
    provider: Provider, patience: Patience, sleep: Waiting | None = None, spread: float = 1.0
) -> list[ChatEvent]:
    stream = PatientStream(patience, SteppingClock(), sleep=sleep or Waiting(), spread=lambda: spread)
    return [event async for event in stream.stream(provider.attempt)]


PATIENT = Patience(total=1000.0, gap=500.0, retries=2, backoff=0.25)


async def test_a_reply_at_once_is_one_try() -> None:
    provider = Provider([ChatText("a"), DONE])

    assert await run(provider, PATIENT) == [ChatText("a"), DONE]


async def test_a_failed_try_is_repeated_and_the_end_says_how_often() -> None:
    provider = Provider([DOWN], [DOWN], [ChatText("a"), DONE])

    events = await run(provider, PATIENT)

    assert events == [ChatText("a"), ChatDone("m", Usage(), "stop", attempts=3)]


async def test_the_tries_have_an_end() -> None:
    provider = Provider([DOWN], [DOWN], [DOWN], [DONE])

    with pytest.raises(ProviderUnavailableError):
        await run(provider, PATIENT)

    assert provider.tries == 3


async def test_what_no_retry_helps_is_not_tried_again() -> None:
    provider = Provider([ProviderRejectedError("wrong key")], [DONE])

    with pytest.raises(ProviderRejectedError):
        await run(provider, PATIENT)

    assert provider.tries == 1


async def test_a_reply_that_has_begun_is_never_begun_again() -> None:
    provider = Provider([ChatText("a"), DOWN], [ChatText("a"), DONE])

    with pytest.raises(ProviderUnavailableError):
        await run(provider, PATIENT)

    assert provider.tries == 1


async def test_waits_double_and_are_spread() -> None:
    waiting = Waiting()

    await run(Provider([DOWN], [DOWN], [DONE]), PATIENT, waiting, spread=0.5)

    assert waiting.waits == [0.125, 0.25]


async def test_the_provider_says_how_long_to_wait() -> None:
    waiting = Waiting()

    await run(Provider([RateLimitedError("later", retry_after=7.0)], [DONE]), PATIENT, waiting)

    assert waiting.waits == [7.0]


async def test_a_wait_past_the_deadline_is_not_begun() -> None:
    waiting = Waiting()
    provider = Provider([RateLimitedError("later", retry_after=5000.0)], [DONE])

    with pytest.raises(RateLimitedError):
        await run(provider, PATIENT, waiting)

    assert (waiting.waits, provider.tries) == ([], 1)


@pytest.mark.parametrize(
    "script", [[30.0, DONE], [ChatText("a"), 30.0, DONE]], ids=["before the first piece", "between two pieces"]
)
async def test_silence_ends_in_time(script: Sequence[ChatEvent | float]) -> None:
    """The fake clock moves a second at each look, so that a total of 1.05 leaves next to nothing for the real one."""
    provider = Provider(script)
    impatient = Patience(total=1.05, gap=0.01, retries=0)

    with pytest.raises(ProviderTimeoutError):
        await run(provider, impatient)


async def test_a_reader_who_leaves_closes_the_try() -> None:
    closed: list[bool] = []

    async def attempt() -> AsyncGenerator[ChatEvent, None]:
        try:
            yield ChatText("a")
            yield DONE
        finally:
            closed.append(True)

    stream = PatientStream(PATIENT, SteppingClock()).stream(attempt)
    await anext(stream)
    await stream.aclose()

    assert closed == [True]


async def test_every_retry_error_says_that_a_retry_helps() -> None:
    assert [kind.__name__ for kind in ProviderError.__subclasses__() if kind.retry_helps] == [
        "ProviderUnavailableError",
        "ProviderTimeoutError",
        "RateLimitedError",
        "MalformedReplyError",
    ]
