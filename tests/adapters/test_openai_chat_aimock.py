"""The OpenAI adapters against a real server, whose replies stand in `tests/aimock/fixtures.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

import pytest

from rm_assistant.adapters.openai_chat import OpenAIChatModel
from rm_assistant.adapters.openai_embedder import OpenAIEmbedder
from rm_assistant.adapters.patience import Patience, PatientStream
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.domain.answers import DraftClaim
from rm_assistant.domain.errors import (
    ContentRefusedError,
    MalformedReplyError,
    ProviderError,
    ProviderRejectedError,
    ProviderUnavailableError,
)
from rm_assistant.ports import ChatDone, ChatEvent, ChatText, Message, Tool, ToolCall
from rm_assistant.prompting.reply import answer_schema
from rm_assistant.services.drafting import DraftReader
from tests.fakes_chat import EVIDENCE, LOOK_UP, chat_request

pytestmark = pytest.mark.aimock


@pytest.fixture
def model(aimock: str) -> OpenAIChatModel:
    return connected(aimock)


def connected(aimock: str) -> OpenAIChatModel:
    patience = PatientStream(Patience(total=20.0, gap=10.0, retries=2, backoff=0.01), SystemClock())
    return OpenAIChatModel.connect(
        model="gpt-4.1", api_key="any", base_url=f"{aimock}/v1", connect_timeout=5.0, patience=patience
    )


async def ask(model: OpenAIChatModel, words: str, *more: Message, tools: Sequence[Tool] = ()) -> list[ChatEvent]:
    request = replace(chat_request(schema=answer_schema(), tools=tools), messages=(Message("user", words), *more))
    try:
        async with aclosing(model.stream(request)) as events:
            return [event async for event in events]
    finally:
        await model.close()


def text(events: list[ChatEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, ChatText))


async def test_a_streamed_reply_becomes_claims_and_is_counted(model: OpenAIChatModel) -> None:
    reader = DraftReader(EVIDENCE.by_id)

    events = await ask(model, "Which plant was closed?")

    pieces = [event for event in events if isinstance(event, ChatText)]
    claims = [claim for piece in pieces for claim in reader.feed(piece.text)]
    assert claims == [DraftClaim("It closed a plant.", ("n1-3",), "We closed the Alder plant")]
    assert len(pieces) > 5
    done = events[-1]
    assert isinstance(done, ChatDone)
    assert done.usage.output_tokens > 0
    assert done.request_id
    assert (done.model, done.finish_reason, done.attempts) == ("gpt-4.1", "stop", 1)


async def test_too_many_requests_are_waited_out(model: OpenAIChatModel) -> None:
    events = await ask(model, "busy once")

    assert text(events) == "yes"
    assert isinstance(events[-1], ChatDone)
    assert events[-1].attempts == 2


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("always broken", ProviderUnavailableError),
        ("wrong key", ProviderRejectedError),
        ("call a tool", MalformedReplyError),
        ("too long", MalformedReplyError),
        ("be filtered", ContentRefusedError),
    ],
)
async def test_a_reply_that_is_none_is_an_error_of_its_kind(
    model: OpenAIChatModel, words: str, kind: type[ProviderError]
) -> None:
    with pytest.raises(kind):
        await ask(model, words)


async def test_a_stream_that_is_cut_is_an_error_after_what_came(model: OpenAIChatModel) -> None:
    events: list[ChatEvent] = []
    request = replace(chat_request(), messages=(Message("user", "cut off"),))

    async with aclosing(model.stream(request)) as stream:
        events.append(await anext(stream))
        with pytest.raises((MalformedReplyError, ProviderUnavailableError)):
            events += [event async for event in stream]
    await model.close()

    assert text(events).startswith('{"cla')
    assert not any(isinstance(event, ChatDone) for event in events)


async def test_a_tool_call_beside_the_text_does_no_harm(model: OpenAIChatModel) -> None:
    assert text(await ask(model, "text and a tool")) == "yes"


async def test_a_call_of_a_tool_that_was_offered_comes_whole_and_its_result_is_taken(aimock: str) -> None:
    calls = [
        event for event in await ask(connected(aimock), "call a tool", tools=[LOOK_UP]) if isinstance(event, ToolCall)
    ]
    (call,) = calls
    said, result = Message("assistant", "", calls=(call,)), Message("tool", "8,000", call_id=call.id)

    events = await ask(connected(aimock), "call, then answer", said, result, tools=[LOOK_UP])

    assert (call.name, json.loads(call.arguments)) == ("look_up", {"page": 1})
    assert call.id
    assert text(events) == "answered"


async def test_text_and_a_call_come_both_where_tools_were_offered(model: OpenAIChatModel) -> None:
    *events, end = await ask(model, "text and a tool", tools=[LOOK_UP])

    assert text(events) == "yes"
    assert [event.name for event in events if isinstance(event, ToolCall)] == ["look_up"]
    assert isinstance(end, ChatDone)


def test_texts_become_vectors_of_one_space(aimock: str) -> None:
    embedder = OpenAIEmbedder.connect(
        model="text-embedding-3-small", api_key="any", base_url=f"{aimock}/v1", timeout=5.0, retries=0
    )

    first, second = embedder.embed_passages(["Net sales", "設備投資"])
    again = list(embedder.embed_query("Net sales"))
    embedder.close()

    assert len(first) == len(second) == embedder.dimensions
    assert list(first) == pytest.approx(again)
    assert list(first) != list(second)
