"""Any chat model that LangChain knows, by `provider:model`, so that no vendor is a must.

The reply is asked for as JSON in plain text, which every model can give. LangChain is imported on first use, since that
takes seconds.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from rm_assistant.adapters.langchain_calls import CallChunks, declared, written
from rm_assistant.adapters.langchain_errors import provider_error
from rm_assistant.adapters.patience import PatientStream
from rm_assistant.domain.answers import Usage
from rm_assistant.domain.errors import (
    ContentRefusedError,
    MalformedReplyError,
    ProviderRejectedError,
    SettingsError,
)
from rm_assistant.ports import ChatDone, ChatEvent, ChatRequest, ChatText

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable

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
        self._takes_tools = True

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
        async with aclosing(self._patience.stream(lambda: self._stream_with_tools(request))) as events:
            async for event in events:
                yield event

    async def _stream_with_tools(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """Without them where the model or its provider does not know them, which is remembered."""
        while True:
            try:
                async with aclosing(self._stream_once(request)) as events:
                    async for event in events:
                        yield event
            except (ProviderRejectedError, NotImplementedError) as error:
                if not self._gives_up_tools(request, error):
                    raise
            else:
                return

    def _gives_up_tools(self, request: ChatRequest, error: Exception) -> bool:
        offered = bool(request.tools) and self._takes_tools
        objected = isinstance(error, NotImplementedError) or "tool" in str(error).lower()
        self._takes_tools = self._takes_tools and not (offered and objected)
        return offered and objected

    async def _stream_once(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        messages = [written(message) for message in request.messages]
        reply = _Reply(self._name, offered=bool(request.tools))
        try:
            chunks: AsyncIterator[AIMessage] = self._runnable(request).astream(messages)
            async with aclosing(cast("AsyncGenerator[AIMessage, None]", chunks)):
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
        done = reply.done()
        for call in reply.calls.whole():
            yield call
        yield done

    def _runnable(self, request: ChatRequest) -> Runnable[Any, AIMessage]:
        """Raises NotImplementedError where LangChain's integration knows no tools."""
        model = self._model(request.max_output_tokens)
        return model.bind_tools(declared(request.tools)) if request.tools and self._takes_tools else model

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

    def __init__(self, name: str, *, offered: bool) -> None:
        self._model = name
        self._offered = offered
        self._usage = Usage()
        self._finish_reason: str | None = None
        self._wrote = False
        self.calls = CallChunks()

    def take(self, chunk: AIMessage) -> str:
        counts = chunk.usage_metadata
        if counts:
            self._usage += Usage(counts["input_tokens"], counts["output_tokens"])
        told: dict[str, Any] = chunk.response_metadata or {}
        self._model = told.get("model_name") or told.get("model") or self._model
        self._finish_reason = next((told[key] for key in _REASON_KEYS if told.get(key)), self._finish_reason)
        if self._offered:
            self.calls.take(chunk)
        text = str(chunk.text)
        self._wrote = self._wrote or bool(text)
        return text

    def done(self) -> ChatDone:
        """Some integrations tell no reason to finish; whether the reply is whole then shows in its JSON."""
        if self._finish_reason in _REFUSED:
            raise ContentRefusedError(f"The provider stopped the answer ({self._finish_reason}).")
        if self._finish_reason in _CUT:
            raise MalformedReplyError("The model's reply reached its limit of tokens.")
        if not (self._wrote or self.calls):
            raise MalformedReplyError("The model's reply is empty.")
        return ChatDone(self._model, self._usage, self._finish_reason or "unknown")
