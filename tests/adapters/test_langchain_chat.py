"""Any LangChain chat model, by way of those that langchain_core ships for tests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from rm_assistant.adapters.langchain_chat import LangChainChatModel
from rm_assistant.adapters.patience import Patience, PatientStream
from rm_assistant.domain.answers import Usage
from rm_assistant.domain.errors import (
    ContentRefusedError,
    MalformedReplyError,
    ProviderError,
    ProviderRejectedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    RateLimitedError,
    SettingsError,
)
from rm_assistant.ports import ChatDone, ChatEvent, ChatText, Message, ToolCall
from rm_assistant.services.drafting import DraftReader
from tests.fakes_chat import LOOK_UP, chat_request, claim_json, reply_json
from tests.fakes_langchain import BindableModel
from tests.fakes_storage import SteppingClock


class ScriptedModel(BaseChatModel):
    """Streams `chunks`, then raises `error` if there is one."""

    chunks: list[AIMessageChunk] = []  # noqa: RUF012 - a pydantic field
    error: Any = None
    seen: list[Any] = []  # noqa: RUF012 - a pydantic field

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage("unused"))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.seen.append(messages)
        for chunk in self.chunks:
            yield ChatGenerationChunk(message=chunk)
        if self.error is not None:
            raise self.error


def model(inner: BaseChatModel, *, retries: int = 0) -> LangChainChatModel:
    async def at_once(seconds: float) -> None:
        """Waits are not what is tested here."""

    patience = PatientStream(Patience(1000.0, 500.0, retries), SteppingClock(), sleep=at_once)
    return LangChainChatModel("scripted:1", lambda limit: inner, patience)


async def read(adapter: LangChainChatModel) -> list[ChatEvent]:
    return [event async for event in adapter.stream(chat_request())]


async def test_a_model_of_langchain_streams_claims() -> None:
    reply = reply_json(claim_json("It closed a plant.", "n1-3"))
    inner = GenericFakeChatModel(messages=iter([AIMessage(content=reply)]))
    reader = DraftReader(("n1-3",))

    events = await read(model(inner))

    claims = [claim for event in events if isinstance(event, ChatText) for claim in reader.feed(event.text)]
    assert [claim.text for claim in claims] == ["It closed a plant."]
    assert isinstance(events[-1], ChatDone)


async def test_what_the_vendor_reports_is_kept() -> None:
    inner = ScriptedModel(
        chunks=[
            AIMessageChunk(content=[{"type": "text", "text": "4"}]),
            AIMessageChunk(content="2"),
            AIMessageChunk(
                content="",
                response_metadata={"stop_reason": "end_turn", "model_name": "scripted-1-2026"},
                usage_metadata={"input_tokens": 12, "output_tokens": 3, "total_tokens": 15},
            ),
        ]
    )

    events = await read(model(inner))

    assert events == [ChatText("4"), ChatText("2"), ChatDone("scripted-1-2026", Usage(12, 3), "end_turn")]


async def test_the_messages_are_passed_on_by_role() -> None:
    inner = ScriptedModel(chunks=[AIMessageChunk(content="yes")])

    await read(model(inner))

    assert [(message.type, message.content) for message in inner.seen[-1]] == [
        ("system", "Answer from the sources."),
        ("human", "What was the capex?"),
    ]


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        ({"finish_reason": "length"}, MalformedReplyError),
        ({"stop_reason": "max_tokens"}, MalformedReplyError),
        ({"finish_reason": "content_filter"}, ContentRefusedError),
        ({"stop_reason": "refusal"}, ContentRefusedError),
    ],
)
async def test_a_reply_that_does_not_end_well_is_an_error(metadata: dict[str, str], kind: type[ProviderError]) -> None:
    inner = ScriptedModel(chunks=[AIMessageChunk(content="4"), AIMessageChunk(content="", response_metadata=metadata)])

    with pytest.raises(kind):
        await read(model(inner))


async def test_an_empty_reply_is_malformed() -> None:
    with pytest.raises(MalformedReplyError):
        await read(model(ScriptedModel(chunks=[AIMessageChunk(content="")])))


class VendorError(Exception):
    def __init__(self, status_code: int) -> None:
        super().__init__("the vendor's words")
        self.status_code = status_code


class APITimeoutError(Exception):
    """Named as several vendors name theirs."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (VendorError(429), RateLimitedError),
        (VendorError(503), ProviderUnavailableError),
        (VendorError(401), ProviderRejectedError),
        (VendorError(408), ProviderTimeoutError),
        (APITimeoutError(), ProviderTimeoutError),
        (httpx.ConnectError("refused"), ProviderUnavailableError),
        (ConnectionResetError(), ProviderUnavailableError),
    ],
)
async def test_vendors_errors_are_told_by_status_and_kind(error: Exception, kind: type[ProviderError]) -> None:
    with pytest.raises(kind):
        await read(model(ScriptedModel(error=error)))


async def test_a_defect_is_not_taken_for_a_providers_error() -> None:
    with pytest.raises(ZeroDivisionError):
        await read(model(ScriptedModel(error=ZeroDivisionError())))


async def test_a_try_that_fails_before_its_first_piece_is_repeated() -> None:
    replies: Iterator[AIMessage] = iter([AIMessage(content="yes")])

    class FailsOnce(GenericFakeChatModel):
        async def _astream(self, *args: Any, **kwargs: Any) -> AsyncIterator[ChatGenerationChunk]:
            if not failed:
                failed.append(True)
                raise VendorError(503)
            async for chunk in super()._astream(*args, **kwargs):
                yield chunk

    failed: list[bool] = []

    events = await read(model(FailsOnce(messages=replies), retries=1))

    assert isinstance(events[-1], ChatDone)
    assert events[-1].attempts == 2


async def test_a_provider_that_langchain_does_not_know_is_a_wrong_setting() -> None:
    adapter = LangChainChatModel.connect("nosuchvendor:1", PatientStream(Patience(), SteppingClock()))

    with pytest.raises(SettingsError, match="RM_MODEL"):
        await read(adapter)


async def test_a_missing_key_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    adapter = LangChainChatModel.connect("openai:any", PatientStream(Patience(), SteppingClock()))

    with pytest.raises(SettingsError, match="RM_MODEL"):
        await read(adapter)


def test_the_schema_of_a_reply_is_plain_json() -> None:
    assert json.loads(reply_json(claim_json("a"))) == {
        "claims": [{"text": "a", "spans": [], "quote": None, "calculation": None}],
        "not_in_documents": False,
    }


# ── tools ───────────────────────────────────────────────────────────────────────────────────────────────────────────


async def offered(adapter: LangChainChatModel, *messages: Message) -> list[ChatEvent]:
    request = chat_request(tools=[LOOK_UP])
    request = replace(request, messages=(*request.messages, *messages))
    return [event async for event in adapter.stream(request)]


async def test_calls_and_results_go_back_as_langchain_has_them() -> None:
    inner = BindableModel(replies=[[AIMessageChunk(content="yes")]])
    calls = (ToolCall("t1", "look_up", '{"item": "Net sales"}'), ToolCall("t2", "look_up", '{"item": "Net'))

    await offered(model(inner), Message("assistant", "", calls=calls), Message("tool", "8,000", call_id="t1"))

    said, result = inner.seen[0][-2:]
    assert said.tool_calls[0]["args"] == {"item": "Net sales"}
    assert said.invalid_tool_calls[0]["args"] == '{"item": "Net'
    assert isinstance(result, ToolMessage)
    assert (result.content, result.tool_call_id) == ("8,000", "t1")
    assert inner.offered[0][0]["function"]["name"] == "look_up"


async def test_a_model_that_gives_calls_without_streaming_is_understood() -> None:
    whole = AIMessageChunk(content="", tool_calls=[{"name": "look_up", "args": {"item": "売上高"}, "id": "t1"}])

    events = await offered(model(BindableModel(replies=[[whole]])))

    call = events[0]
    assert isinstance(call, ToolCall)
    assert (call.id, call.name, json.loads(call.arguments)) == ("t1", "look_up", {"item": "売上高"})


class RefusedError(Exception):
    status_code = 400


@pytest.mark.parametrize(
    "inner",
    [
        BindableModel(replies=[[AIMessageChunk(content="yes")]] * 2, error=RefusedError("tools are not supported")),
        ScriptedModel(chunks=[AIMessageChunk(content="yes")]),
    ],
    ids=["refused by the provider", "not known to the integration"],
)
async def test_a_model_that_takes_no_tools_is_asked_without_for_good(inner: BaseChatModel) -> None:
    adapter = model(inner)

    first, second = await offered(adapter), await offered(adapter)

    assert first[0] == second[0] == ChatText("yes")
    if isinstance(inner, BindableModel):
        assert [bool(tools) for tools in inner.offered] == [True, False, False]


async def test_a_refusal_that_is_not_about_tools_is_an_error() -> None:
    with pytest.raises(ProviderRejectedError):
        await offered(model(BindableModel(replies=[], error=RefusedError("context too long"))))
