"""A chat model whose calls are on record: the only kind that `bootstrap` hands out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

import structlog

from rm_assistant.domain.audit import AuditEntry, RecordKind
from rm_assistant.domain.errors import AuditUnavailableError, ProviderError
from rm_assistant.ports import AuditLog, ChatDone, ChatEvent, ChatModel, ChatRequest, ChatText, Clock, Message, ToolCall
from rm_assistant.serialisation import to_jsonable
from rm_assistant.threads import run_to_end

STOPPED = "stopped"
"""The reader left before the reply was whole."""

log = structlog.get_logger(__name__)


class AuditedChatModel:
    """Records `model.called` before the call goes out, and `model.answered` or `model.failed` when it is over.

    `stream` raises AuditUnavailableError too: without a record there is no call, and no end to it.
    """

    def __init__(self, model: ChatModel, audit: AuditLog, clock: Clock) -> None:
        self._model = model
        self._audit = audit
        self._clock = clock

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def writes(self) -> bool:
        return self._model.writes

    async def close(self) -> None:
        await self._model.close()

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        await self._record(request, RecordKind.MODEL_CALLED, _call(self.name, request))
        reply = _Reply(self._clock)
        try:
            async with aclosing(self._model.stream(request)) as events:
                async for event in events:
                    reply.take(event)
                    if isinstance(event, ChatDone):
                        await self._record(request, RecordKind.MODEL_ANSWERED, reply.answered(event))
                    yield event
        except ProviderError as error:
            failure = {"error": error.code, "message": str(error), "provider_request_id": error.request_id}
            await self._record(request, RecordKind.MODEL_FAILED, failure | reply.so_far())
            raise
        except (GeneratorExit, asyncio.CancelledError):
            self._record_stop(request, reply)
            raise

    async def _record(self, request: ChatRequest, kind: RecordKind, body: Mapping[str, Any]) -> None:
        entry = AuditEntry(kind, request.subject, request.principal, body)
        await run_to_end(lambda: self._audit.append([entry]))

    def _record_stop(self, request: ChatRequest, reply: _Reply) -> None:
        """Blocks for one append: whoever is being cancelled must not wait for anything."""
        if reply.done:
            return
        body = {"error": STOPPED} | reply.so_far()
        try:
            self._audit.append([AuditEntry(RecordKind.MODEL_FAILED, request.subject, request.principal, body)])
        except AuditUnavailableError:
            log.critical("call stopped without a record: the audit log cannot be written", subject=request.subject)


class _Reply:
    """What has come of a reply, and when. Times are milliseconds from the call."""

    def __init__(self, clock: Clock) -> None:
        self.done = False
        self._clock = clock
        self._called = clock.monotonic()
        self._first: float | None = None
        self._pieces: list[str] = []
        self._calls: list[ToolCall] = []

    def take(self, event: ChatEvent) -> None:
        if isinstance(event, ChatText):
            self._first = self._elapsed() if self._first is None else self._first
            self._pieces.append(event.text)
        elif isinstance(event, ToolCall):
            self._calls.append(event)
        else:
            self.done = True

    def answered(self, done: ChatDone) -> dict[str, Any]:
        return {
            "model": done.model,
            "usage": to_jsonable(done.usage),
            "finish_reason": done.finish_reason,
            "provider_request_id": done.request_id,
            "attempts": done.attempts,
        } | self.so_far()

    def so_far(self) -> dict[str, Any]:
        return {
            "text": "".join(self._pieces),
            "tool_calls": [to_jsonable(call) for call in self._calls],
            "first_text_ms": self._first,
            "total_ms": self._elapsed(),
        }

    def _elapsed(self) -> float:
        return round((self._clock.monotonic() - self._called) * 1000, 1)


def _call(model: str, request: ChatRequest) -> dict[str, Any]:
    """All that is needed to make the call again."""
    return {
        "model": model,
        "prompt": to_jsonable(request.prompt),
        "messages": [_message(message) for message in request.messages],
        "tools": [to_jsonable(tool) for tool in request.tools],
        "schema_name": request.schema_name,
        "schema": request.schema,
        "max_output_tokens": request.max_output_tokens,
        "temperature": request.temperature,
    }


def _message(message: Message) -> dict[str, Any]:
    """Calls, and the call that a message answers, stand only where there are any."""
    fields = to_jsonable(message)
    return {name: value for name, value in fields.items() if name in {"role", "content"} or value}
