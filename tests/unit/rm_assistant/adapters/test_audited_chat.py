"""No call goes out unrecorded, and no end of a call either."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from typing import Any

import pytest

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.errors import AuditUnavailableError, RateLimitedError
from rm_assistant.ports import ChatDone, ChatEvent, ChatText
from tests.fakes_chat import FailingAuditLog, FakeChatModel, chat_request
from tests.fakes_storage import MemoryAuditLog, SteppingClock


def audited(audit: MemoryAuditLog, model: FakeChatModel | None = None) -> tuple[AuditedChatModel, FakeChatModel]:
    inner = model or FakeChatModel()
    return AuditedChatModel(inner, audit, SteppingClock()), inner


def last_body(audit: MemoryAuditLog) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(audit.records[-1].body)
    return body


async def read(model: AuditedChatModel) -> list[ChatEvent]:
    return [event async for event in model.stream(chat_request(schema={"type": "object"}))]


async def test_a_call_is_recorded_before_it_goes_out_with_all_that_is_sent() -> None:
    audit = MemoryAuditLog()
    model, inner = audited(audit)
    inner.enqueue("yes")

    async with aclosing(model.stream(chat_request(schema={"type": "object"}))) as events:
        async for _ in events:
            record = audit.records[0]
            break

    assert (record.kind, record.subject, record.principal) == (RecordKind.MODEL_CALLED, "answer-1", "rm-7")
    assert json.loads(record.body) == {
        "model": "fake-1",
        "prompt": {"name": "answer", "version": "1.0.0", "sha256": "f" * 64},
        "messages": [
            {"role": "system", "content": "Answer from the sources."},
            {"role": "user", "content": "What was the capex?"},
        ],
        "tools": [],
        "schema_name": "answer",
        "schema": {"type": "object"},
        "max_output_tokens": 2000,
        "temperature": 0.0,
    }


async def test_the_raw_reply_is_recorded_before_its_end_is_told() -> None:
    audit = MemoryAuditLog()
    model, inner = audited(audit)
    inner.enqueue("ye", "s")

    events = await read(model)

    assert [type(event) for event in events] == [ChatText, ChatText, ChatDone]
    assert audit.records[-1].kind is RecordKind.MODEL_ANSWERED
    body = last_body(audit)
    assert body["text"] == "yes"
    assert (body["model"], body["finish_reason"], body["attempts"]) == ("fake-1-2026", "stop", 1)
    assert body["usage"] == {"input_tokens": 100, "output_tokens": 20, "cost": None}
    assert body["provider_request_id"] == "req-1"
    assert 0 < body["first_text_ms"] < body["total_ms"]


async def test_a_failure_is_recorded_with_what_had_come() -> None:
    audit = MemoryAuditLog()
    model, inner = audited(audit)
    inner.enqueue("ye", error=RateLimitedError("slow down", request_id="req-9"))

    with pytest.raises(RateLimitedError):
        await read(model)

    assert audit.records[-1].kind is RecordKind.MODEL_FAILED
    body = last_body(audit)
    assert (body["error"], body["text"], body["provider_request_id"]) == ("provider_rate_limited", "ye", "req-9")


@pytest.mark.parametrize("at", [RecordKind.MODEL_CALLED, RecordKind.MODEL_ANSWERED])
async def test_without_a_record_there_is_no_call_and_no_end_of_one(at: RecordKind) -> None:
    model, inner = audited(FailingAuditLog(at))
    inner.enqueue("yes")

    with pytest.raises(AuditUnavailableError):
        await read(model)

    assert len(inner.requests) == (0 if at is RecordKind.MODEL_CALLED else 1)


async def test_a_reader_who_leaves_ends_the_call_and_the_record_says_so() -> None:
    audit = MemoryAuditLog()
    model, inner = audited(audit)
    inner.enqueue("ye", "s")

    async with aclosing(model.stream(chat_request())) as events:
        async for _ in events:
            break

    assert inner.closed_early == 1
    assert last_body(audit).items() >= {"error": "stopped", "text": "ye"}.items()


async def test_a_cancelled_call_is_recorded_once() -> None:
    audit = MemoryAuditLog()
    model, inner = audited(audit)
    inner.enqueue(*"yes, it is as you say")
    begun = asyncio.Event()

    async def read_on() -> None:
        async for _ in model.stream(chat_request()):
            begun.set()

    reading = asyncio.create_task(read_on())
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert [record.kind for record in audit.records] == [RecordKind.MODEL_CALLED, RecordKind.MODEL_FAILED]


async def test_it_passes_for_the_model_it_wraps() -> None:
    model, inner = audited(MemoryAuditLog(), FakeChatModel("extractive", writes=False))
    inner.enqueue("never asked")

    assert (model.name, model.writes) == ("extractive", False)
    await model.close()
