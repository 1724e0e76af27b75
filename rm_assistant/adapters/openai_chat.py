"""Chat models behind an OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

import httpx
import openai
from openai import AsyncOpenAI, AsyncStream
from openai.types.chat import ChatCompletionChunk

from rm_assistant.adapters.openai_calls import CallPieces
from rm_assistant.adapters.openai_dialect import Dialect, written
from rm_assistant.adapters.openai_errors import CAUGHT, provider_error
from rm_assistant.adapters.patience import PatientStream
from rm_assistant.domain.answers import Usage
from rm_assistant.domain.errors import ContentRefusedError, MalformedReplyError
from rm_assistant.ports import ChatDone, ChatEvent, ChatRequest, ChatText

OPENAI = "https://api.openai.com/v1"


class OpenAIChatModel:
    """Asks with structured output where the provider knows it, and for the same as plain text where it does not.

    `client` has retries of its own switched off (`max_retries=0`): `patience` decides.
    """

    def __init__(self, client: AsyncOpenAI, model: str, patience: PatientStream) -> None:
        self._client = client
        self._name = model
        self._patience = patience
        self._dialect = Dialect()

    @classmethod
    def connect(
        cls,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        connect_timeout: float,
        patience: PatientStream,
    ) -> OpenAIChatModel:
        """At `base_url`, or OpenAI's own. `connect_timeout` in seconds; a server of one's own may need no key."""
        client = AsyncOpenAI(
            api_key=api_key or "none",
            base_url=base_url or OPENAI,
            timeout=httpx.Timeout(None, connect=connect_timeout),
            max_retries=0,
        )
        return cls(client, model, patience)

    @property
    def name(self) -> str:
        return self._name

    @property
    def writes(self) -> bool:
        return True

    async def close(self) -> None:
        await self._client.close()

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        async with aclosing(self._patience.stream(lambda: self._stream_in_dialect(request))) as events:
            async for event in events:
                yield event

    async def _stream_in_dialect(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """Drops what the provider says it does not know, and remembers it."""
        while True:
            try:
                async with aclosing(self._stream_once(request)) as events:
                    async for event in events:
                        yield event
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not self._dialect.learn_from(error):
                    raise provider_error(error) from error
            except CAUGHT as error:
                raise provider_error(error) from error
            else:
                return

    async def _stream_once(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        create: Callable[..., Any] = self._client.chat.completions.create
        stream: AsyncStream[ChatCompletionChunk] = await create(
            model=self._name,
            messages=[written(message) for message in request.messages],
            stream=True,
            **self._dialect.options(request),
        )
        request_id = stream.response.headers.get("x-request-id")
        reply = _Reply(self._name, request_id, offered=bool(request.tools))
        async with stream:
            async for chunk in stream:
                text = reply.take(chunk)
                if text:
                    yield ChatText(text)
        done = reply.done()
        for call in reply.calls.whole():
            yield call
        yield done


class _Reply:
    """What the chunks of a stream say besides their text."""

    def __init__(self, model: str, request_id: str | None, *, offered: bool) -> None:
        """Calls of tools that were not `offered` are passed over."""
        self._model = model
        self._offered = offered
        self._request_id = request_id
        self._usage = Usage()
        self._finish_reason: str | None = None
        self._refusal = ""
        self._wrote = False
        self.calls = CallPieces()

    def take(self, chunk: ChatCompletionChunk) -> str:
        """The text of `chunk`. Chunks of tool calls, of usage or of nothing have none."""
        self._model = chunk.model or self._model
        if chunk.usage is not None:
            self._usage = Usage(chunk.usage.prompt_tokens or 0, chunk.usage.completion_tokens or 0)
        text = ""
        for choice in (chunk.choices or [])[:1]:
            self._finish_reason = choice.finish_reason or self._finish_reason
            self._refusal += choice.delta.refusal or ""
            self.calls.take((choice.delta.tool_calls if self._offered else None) or ())
            text = choice.delta.content or ""
        self._wrote = self._wrote or bool(text)
        return text

    def done(self) -> ChatDone:
        """Raises ContentRefusedError, and MalformedReplyError where the reply is not whole."""
        if self._refusal:
            raise ContentRefusedError(f"The model declined: {self._refusal}", request_id=self._request_id)
        if self._finish_reason == "content_filter":
            raise ContentRefusedError("The provider's filter stopped the answer.", request_id=self._request_id)
        if self._finish_reason is None:
            raise MalformedReplyError("The model's reply was cut short.", request_id=self._request_id)
        if self._finish_reason == "length":
            raise MalformedReplyError("The model's reply reached its limit of tokens.", request_id=self._request_id)
        if not (self._wrote or self.calls):
            raise MalformedReplyError("The model's reply is empty.", request_id=self._request_id)
        return ChatDone(self._model, self._usage, self._finish_reason, self._request_id)
