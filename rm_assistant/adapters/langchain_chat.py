"""Any chat model that LangChain knows, by `provider:model`, so that no vendor is a must.

The reply is asked for as JSON in plain text, which every model can give. LangChain is imported on first use, since that
takes seconds.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from rm_assistant.adapters.langchain_errors import provider_error
from rm_assistant.adapters.patience import PatientStream
from rm_assistant.domain.answers import Usage
from rm_assistant.domain.errors import (
    ContentRefusedError,
    MalformedReplyError,
    SettingsError,
)
from rm_assistant.ports import ChatDone, ChatEvent, ChatRequest, ChatText

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_REASON_KEYS = ("finish_reason", "stop_reason", "done_reason")
_CUT = frozenset({"length", "max_tokens", "model_length", "MAX_TOKENS"})
_REFUSED = frozenset({"content_filter", "refusal", "safety", "SAFETY", "RECITATION", "PROHIBITED_CONTENT"})


class LangChainChatModel:
    """`build` makes the LangChain model with the limit on tokens of a request; it is called once for each limit."""

    def __init__(self, name: str, build: Callable[[int], BaseChatModel], patience: PatientStream) -> None:
        self._name = name
        self._build = build
        self._patience = patience
        self._models: dict[int, BaseChatModel] = {}

    @classmethod
    def connect(cls, name: str, patience: PatientStream) -> LangChainChatModel:
        """`name` as `provider:model`. Keys and addresses are those that LangChain's integration reads itself."""
        return cls(name, lambda limit: _init(name, limit), patience)

    @property
    def name(self) -> str:
        return self._name

    @property
    def writes(self) -> bool:
        return True

    async def close(self) -> None:
        self._models.clear()

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        async with aclosing(self._patience.stream(lambda: self._stream_once(request))) as events:
            async for event in events:
                yield event

    async def _stream_once(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        messages = [(message.role, message.content) for message in request.messages]
        reply = _Reply(self._name)
        try:
            chunks = self._model(request.max_output_tokens).astream(messages)
            async with aclosing(cast("AsyncGenerator[AIMessageChunk, None]", chunks)):
                async for chunk in chunks:
                    text = reply.take(chunk)
                    if text:
                        yield ChatText(text)
        except SettingsError:
            raise
        except Exception as error:  # vendors' errors share no ancestor; what is no error of a provider's goes on up
            mapped = provider_error(error)
            if mapped is None:
                raise
            raise mapped from error
        yield reply.done()

    def _model(self, limit: int) -> BaseChatModel:
        if limit not in self._models:
            self._models[limit] = self._build(limit)
        return self._models[limit]


def _init(name: str, limit: int) -> BaseChatModel:
    """Raises SettingsError where LangChain does not know the provider, lacks its package, or misses its key."""
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - slow to import

    try:
        return init_chat_model(name, temperature=0.0, max_tokens=limit, max_retries=0)
    except Exception as error:  # a missing key is an error of the vendor's own package, and no two agree on its kind
        raise SettingsError(f"RM_MODEL is {name!r}: {' '.join(str(error).split())[:300]}") from error


class _Reply:
    """What the chunks say besides their text."""

    def __init__(self, name: str) -> None:
        self._model = name
        self._usage = Usage()
        self._finish_reason: str | None = None
        self._wrote = False

    def take(self, chunk: AIMessageChunk) -> str:
        counts = chunk.usage_metadata
        if counts:
            self._usage += Usage(counts["input_tokens"], counts["output_tokens"])
        told: dict[str, Any] = chunk.response_metadata or {}
        self._model = told.get("model_name") or told.get("model") or self._model
        self._finish_reason = next((told[key] for key in _REASON_KEYS if told.get(key)), self._finish_reason)
        text = str(chunk.text)
        self._wrote = self._wrote or bool(text)
        return text

    def done(self) -> ChatDone:
        """Some integrations tell no reason to finish; whether the reply is whole then shows in its JSON."""
        if self._finish_reason in _REFUSED:
            raise ContentRefusedError(f"The provider stopped the answer ({self._finish_reason}).")
        if self._finish_reason in _CUT:
            raise MalformedReplyError("The model's reply reached its limit of tokens.")
        if not self._wrote:
            raise MalformedReplyError("The model's reply is empty.")
        return ChatDone(self._model, self._usage, self._finish_reason or "unknown")
