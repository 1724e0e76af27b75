"""What every chat model promises, whoever writes: the double, the quoting one, hosted ones, and the audited wrapper."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import httpx
import pytest
import respx
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, ToolCallChunk
from langchain_core.messages.tool import tool_call_chunk

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.adapters.extractive_chat import ExtractiveChatModel
from rm_assistant.adapters.langchain_chat import LangChainChatModel
from rm_assistant.adapters.openai_chat import OpenAIChatModel
from rm_assistant.adapters.patience import Patience, PatientStream
from rm_assistant.ports import ChatDone, ChatEvent, ChatModel, ChatText, Message, ToolCall
from rm_assistant.services.drafting import DraftReader
from tests.fakes_chat import EVIDENCE, LOOK_UP, FakeChatModel, chat_request, claim_json, reply_json
from tests.fakes_langchain import BindableModel
from tests.fakes_storage import MemoryAuditLog, SteppingClock

REPLY = reply_json(claim_json("It spent 1,577 million dollars.", "n1-1"), claim_json("It closed a plant.", "n1-3"))
PIECES = [REPLY[start : start + 7] for start in range(0, len(REPLY), 7)]
BASE = "http://models.test/v1"


CALLS = [ToolCall("c1", "look_up", '{"item": "Net sales"}'), ToolCall("c2", "look_up", '{"item": "Total assets"}')]


def patience() -> PatientStream:
    return PatientStream(Patience(1000.0, 500.0, 0), SteppingClock())


def fake() -> Iterator[ChatModel]:
    model = FakeChatModel()
    for _ in range(2):
        model.enqueue(*PIECES)
    yield model


def extractive() -> Iterator[ChatModel]:
    yield ExtractiveChatModel()


def langchain() -> Iterator[ChatModel]:
    inner = GenericFakeChatModel(messages=iter([AIMessage(content=REPLY), AIMessage(content=REPLY)]))
    yield LangChainChatModel("fake:1", lambda limit: inner, patience())


def openai() -> Iterator[ChatModel]:
    with respx.mock(assert_all_called=False) as router:
        router.post(f"{BASE}/chat/completions").mock(
            side_effect=lambda _: stream([{"delta": {"content": p}, "finish_reason": None} for p in PIECES], "stop")
        )
        yield OpenAIChatModel.connect(model="m", api_key=None, base_url=BASE, connect_timeout=1.0, patience=patience())


def stream(choices: list[dict[str, Any]], finish: str) -> httpx.Response:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    ended = [*choices, {"delta": {}, "finish_reason": finish}]
    lines = [json.dumps(chunk | {"choices": [{"index": 0} | choice]}) for choice in ended]
    body = "".join(f"data: {line}\n\n" for line in [*lines, "[DONE]"])
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, text=body)


def audited() -> Iterator[ChatModel]:
    for model in fake():
        yield AuditedChatModel(model, MemoryAuditLog(), SteppingClock())


@pytest.fixture(params=[fake, extractive, langchain, openai, audited], ids=lambda make: make.__name__)
def model(request: pytest.FixtureRequest) -> Iterator[ChatModel]:
    make: Callable[[], Iterator[ChatModel]] = request.param
    yield from make()


def ask(model: ChatModel) -> AsyncGenerator[ChatEvent, None]:
    return model.stream(chat_request())


async def test_a_reply_is_text_closed_by_one_end(model: ChatModel) -> None:
    events = [event async for event in ask(model)]

    *pieces, end = events
    assert pieces
    assert all(isinstance(piece, ChatText) and piece.text for piece in pieces)
    assert isinstance(end, ChatDone)
    assert end.model
    assert end.finish_reason
    assert end.attempts >= 1
    assert min(end.usage.input_tokens, end.usage.output_tokens) >= 0


async def test_a_reply_is_claims_over_the_spans_of_the_request(model: ChatModel) -> None:
    reader = DraftReader(EVIDENCE.by_id)

    claims = [c async for event in ask(model) if isinstance(event, ChatText) for c in reader.feed(event.text)]
    claims += reader.finish()

    assert claims
    assert all(span in EVIDENCE.by_id for claim in claims for span in claim.spans)
    assert not reader.not_in_documents


async def test_a_reader_may_leave_and_another_ask(model: ChatModel) -> None:
    async with aclosing(ask(model)) as events:
        await anext(events)

    assert isinstance([event async for event in ask(model)][-1], ChatDone)


async def test_it_has_a_name_and_can_be_closed_twice(model: ChatModel) -> None:
    assert model.name
    assert model.writes is not isinstance(model, ExtractiveChatModel)

    await model.close()
    await model.close()


# ── tools ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def calling_fake() -> Iterator[ChatModel]:
    model = FakeChatModel()
    model.enqueue(calls=CALLS)
    model.enqueue(*PIECES)
    yield model


def _piece(call: ToolCall, number: int, at: int) -> ToolCallChunk:
    begun = at == 0
    arguments = call.arguments[:9] if begun else call.arguments[at:]
    return tool_call_chunk(
        name=call.name if begun else None, args=arguments, id=call.id if begun else None, index=number
    )


def calling_langchain() -> Iterator[ChatModel]:
    first = [
        AIMessageChunk(content="", tool_call_chunks=[_piece(call, number, at)])
        for number, call in enumerate(CALLS)
        for at in (0, 9)
    ]
    inner = BindableModel(replies=[first, [AIMessageChunk(content=REPLY)]])
    yield LangChainChatModel("fake:1", lambda limit: inner, patience())


def calling_openai() -> Iterator[ChatModel]:
    pieces = [
        {"index": number, "id": call.id, "type": "function", "function": {"name": call.name, "arguments": ""}}
        for number, call in enumerate(CALLS)
    ] + [
        {"index": number, "function": {"arguments": piece}}
        for at in (0, 9)
        for number, call in enumerate(CALLS)
        for piece in (call.arguments[at : at + 9] if not at else call.arguments[at:],)
    ]
    bodies = [
        stream([{"delta": {"tool_calls": [piece]}, "finish_reason": None} for piece in pieces], "tool_calls"),
        stream([{"delta": {"content": REPLY}, "finish_reason": None}], "stop"),
    ]
    with respx.mock(assert_all_called=False) as router:
        router.post(f"{BASE}/chat/completions").mock(side_effect=bodies)
        yield OpenAIChatModel.connect(model="m", api_key=None, base_url=BASE, connect_timeout=1.0, patience=patience())


def calling_audited() -> Iterator[ChatModel]:
    for model in calling_fake():
        yield AuditedChatModel(model, MemoryAuditLog(), SteppingClock())


@pytest.fixture(
    params=[calling_fake, calling_langchain, calling_openai, calling_audited], ids=lambda make: make.__name__
)
def calling(request: pytest.FixtureRequest) -> Iterator[ChatModel]:
    make: Callable[[], Iterator[ChatModel]] = request.param
    yield from make()


async def test_calls_come_whole_before_the_end_and_their_results_are_taken(calling: ChatModel) -> None:
    request = chat_request(tools=[LOOK_UP])
    *calls, end = [event async for event in calling.stream(request)]
    results = (Message("tool", "8,000", call_id=call.id) for call in CALLS)
    said = Message("assistant", "", calls=tuple(CALLS))

    answered = replace(request, messages=(*request.messages, said, *results))
    events = [event async for event in calling.stream(answered)]

    assert calls == CALLS
    assert isinstance(end, ChatDone)
    assert "".join(event.text for event in events if isinstance(event, ChatText)) == REPLY
