"""What every chat model promises, whoever writes: the double, the quoting one, hosted ones, and the audited wrapper."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from typing import Any

import httpx
import pytest
import respx
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.adapters.extractive_chat import ExtractiveChatModel
from rm_assistant.adapters.langchain_chat import LangChainChatModel
from rm_assistant.adapters.openai_chat import OpenAIChatModel
from rm_assistant.adapters.patience import Patience, PatientStream
from rm_assistant.ports import ChatDone, ChatEvent, ChatModel, ChatText
from rm_assistant.services.drafting import DraftReader
from tests.fakes_chat import EVIDENCE, FakeChatModel, chat_request, claim_json, reply_json
from tests.fakes_storage import MemoryAuditLog, SteppingClock

REPLY = reply_json(claim_json("It spent 1,577 million dollars.", "n1-1"), claim_json("It closed a plant.", "n1-3"))
PIECES = [REPLY[start : start + 7] for start in range(0, len(REPLY), 7)]
BASE = "http://models.test/v1"


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
    chunks: list[dict[str, Any]] = [{"delta": {"content": piece}, "finish_reason": None} for piece in PIECES]
    chunks.append({"delta": {}, "finish_reason": "stop"})
    lines = [
        json.dumps(
            {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0} | c]}
        )
        for c in chunks
    ]
    body = "".join(f"data: {line}\n\n" for line in [*lines, "[DONE]"])
    with respx.mock(assert_all_called=False) as router:
        router.post(f"{BASE}/chat/completions").mock(
            side_effect=lambda request: httpx.Response(200, headers={"content-type": "text/event-stream"}, text=body)
        )
        yield OpenAIChatModel.connect(model="m", api_key=None, base_url=BASE, connect_timeout=1.0, patience=patience())


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
