"""The OpenAI adapter against every way an endpoint can behave, at the level of HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import httpx
import pytest
import respx

from rm_assistant.adapters.openai_chat import OpenAIChatModel
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
)
from rm_assistant.ports import ChatDone, ChatEvent, ChatText, Message, ToolCall
from rm_assistant.prompting.reply import answer_schema
from tests.fakes_chat import LOOK_UP, chat_request
from tests.fakes_storage import SteppingClock

BASE = "http://models.test/v1"
URL = f"{BASE}/chat/completions"


class Endpoint:
    """A mocked endpoint, and the model that asks it. `waits` are the pauses between tries."""

    def __init__(self, router: respx.MockRouter) -> None:
        self.route = router.post(URL)
        self.waits: list[float] = []

    def model(self, *, retries: int = 2, total: float = 1000.0) -> OpenAIChatModel:
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        patience = PatientStream(
            Patience(total=total, gap=500.0, retries=retries), SteppingClock(), sleep=sleep, spread=lambda: 1.0
        )
        return OpenAIChatModel.connect(
            model="writer-1", api_key="k", base_url=BASE, connect_timeout=5.0, patience=patience
        )

    async def ask(self, *, retries: int = 2, total: float = 1000.0) -> list[ChatEvent]:
        return await read(self.model(retries=retries, total=total))

    @property
    def sent(self) -> list[dict[str, Any]]:
        return [json.loads(call.request.content) for call in self.route.calls]


async def read(model: OpenAIChatModel) -> list[ChatEvent]:
    async with aclosing(model.stream(chat_request(schema=answer_schema()))) as events:
        return [event async for event in events]


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with respx.mock(assert_all_called=False) as router:
        yield Endpoint(router)


def chunk(content: str | None = None, *, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "writer-1-2026-01-01",
        "choices": [{"index": 0, "delta": {"content": content, **delta}, "finish_reason": finish}],
    }


USAGE = {
    "id": "c1",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "writer-1-2026-01-01",
    "choices": [],
    "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15},
}


def sse(*chunks: dict[str, Any] | str, done: bool = True, headers: dict[str, str] | None = None) -> httpx.Response:
    lines = [f"data: {item if isinstance(item, str) else json.dumps(item)}\n\n" for item in chunks]
    return httpx.Response(
        200,
        headers={"content-type": "text/event-stream", "x-request-id": "req-7"} | (headers or {}),
        text="".join(lines) + ("data: [DONE]\n\n" if done else ""),
    )


def error(
    status: int, message: str = "no", *, param: str | None = None, code: str | None = None, **headers: str
) -> httpx.Response:
    body = {"error": {"message": message, "type": "error", "param": param, "code": code}}
    return httpx.Response(status, json=body, headers={key.replace("_", "-"): value for key, value in headers.items()})


OK = sse(chunk("4"), chunk("2"), chunk(finish="stop"), USAGE)


def text(events: Sequence[ChatEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, ChatText))


# ── success ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_reply_is_streamed_and_closed_with_what_the_provider_reports(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=OK)

    events = await endpoint.ask()

    assert events == [
        ChatText("4"),
        ChatText("2"),
        ChatDone("writer-1-2026-01-01", Usage(12, 3), "stop", request_id="req-7", attempts=1),
    ]


async def test_the_request_asks_for_a_stream_with_usage_and_strict_structured_output(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=OK)

    await endpoint.ask()

    sent = endpoint.sent[0]
    assert (sent["model"], sent["stream"], sent["temperature"]) == ("writer-1", True, 0.0)
    assert sent["stream_options"] == {"include_usage": True}
    assert sent["max_tokens"] == 2000
    assert sent["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": answer_schema()},
    }
    assert sent["messages"][0] == {"role": "system", "content": "Answer from the sources."}
    assert endpoint.route.calls[0].request.headers["authorization"] == "Bearer k"


async def test_a_server_that_reports_no_usage_and_sends_no_done_mark_is_understood(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=sse(chunk("42"), chunk(finish="stop"), done=False))

    events = await endpoint.ask()

    assert text(events) == "42"
    assert isinstance(events[-1], ChatDone)
    assert events[-1].usage == Usage()


async def test_chunks_without_text_do_no_harm(endpoint: Endpoint) -> None:
    tool_call = {"index": 0, "id": "t", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    endpoint.route.mock(
        return_value=sse(
            {"choices": [], "prompt_filter_results": []},
            chunk(role="assistant"),
            chunk(tool_calls=[tool_call]),
            chunk(reasoning_content="hm"),
            chunk("42"),
            chunk(finish="stop"),
        )
    )

    assert text(await endpoint.ask()) == "42"


# ── what the provider does not know ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("objection", "dropped", "kept"),
    [
        (error(400, "Unrecognized request argument supplied: response_format"), "response_format", "temperature"),
        (error(400, "Invalid parameter", param="response_format.json_schema"), "response_format", "stream_options"),
        (error(422, "This model does not support structured outputs"), "response_format", "max_tokens"),
        (error(400, "Unknown field: stream_options"), "stream_options", "response_format"),
        (
            error(400, "Unsupported value: 'temperature' is fixed at 1", param="temperature"),
            "temperature",
            "max_tokens",
        ),
    ],
)
async def test_an_option_that_is_objected_to_is_left_out_for_good(
    endpoint: Endpoint, objection: httpx.Response, dropped: str, kept: str
) -> None:
    endpoint.route.mock(side_effect=[objection, OK, OK])
    model = endpoint.model()

    first, second = await read(model), await read(model)

    assert text(first) == text(second) == "42"
    assert [dropped in sent for sent in endpoint.sent] == [True, False, False]
    assert all(kept in sent for sent in endpoint.sent)
    assert endpoint.waits == []


async def test_a_limit_on_tokens_by_another_name_is_found(endpoint: Endpoint) -> None:
    objection = error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.", param="max_tokens")
    endpoint.route.mock(side_effect=[objection, OK])

    await endpoint.ask()

    assert "max_tokens" not in endpoint.sent[1]
    assert endpoint.sent[1]["max_completion_tokens"] == 2000


async def test_the_same_objection_twice_is_an_error(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=error(400, "response_format is not supported"))

    with pytest.raises(ProviderRejectedError):
        await endpoint.ask()

    assert len(endpoint.sent) == 2


# ── tools ───────────────────────────────────────────────────────────────────────────────────────────────────────────

CALL = ToolCall("t1", "look_up", '{"item": "Net sales"}')


def call_piece(arguments: str = "", *, index: int = 0, **begun: str) -> dict[str, Any]:
    function = {"arguments": arguments} | ({"name": begun["name"]} if "name" in begun else {})
    piece = {"index": index, "function": function} | ({"id": begun["id"]} if "id" in begun else {})
    return chunk(tool_calls=[piece])


async def offered(model: OpenAIChatModel, *messages: Message) -> list[ChatEvent]:
    request = chat_request(schema=answer_schema(), tools=[LOOK_UP])
    async with aclosing(model.stream(replace(request, messages=(*request.messages, *messages)))) as events:
        return [event async for event in events]


async def test_tools_are_offered_and_a_call_in_pieces_comes_whole(endpoint: Endpoint) -> None:
    endpoint.route.mock(
        return_value=sse(
            call_piece(id="t1", name="look_up"),
            *(call_piece(piece) for piece in ('{"it', 'em": "Net', ' sales"}')),
            chunk(finish="tool_calls"),
            USAGE,
        )
    )

    events = await offered(endpoint.model())

    assert events[:-1] == [CALL]
    assert isinstance(events[-1], ChatDone)
    assert events[-1].finish_reason == "tool_calls"
    assert endpoint.sent[0]["tools"] == [
        {
            "type": "function",
            "function": {"name": "look_up", "description": LOOK_UP.description, "parameters": LOOK_UP.parameters},
        }
    ]


async def test_parallel_calls_are_told_apart_even_under_one_index_or_without_ids(endpoint: Endpoint) -> None:
    endpoint.route.mock(
        side_effect=[
            sse(
                call_piece("{}", id="t1", name="look_up"),
                call_piece("[]", id="t2", name="look_up"),
                chunk(finish="stop"),
            ),
            sse(
                call_piece("{}", name="look_up"), call_piece("[]", index=1, name="look_up"), chunk(finish="tool_calls")
            ),
        ]
    )
    model = endpoint.model()

    one_index, no_ids = await offered(model), await offered(model)

    assert one_index[:-1] == [ToolCall("t1", "look_up", "{}"), ToolCall("t2", "look_up", "[]")]
    assert no_ids[:-1] == [ToolCall("call_1", "look_up", "{}"), ToolCall("call_2", "look_up", "[]")]


async def test_calls_and_results_go_back_in_the_endpoints_form(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=OK)

    await offered(endpoint.model(), Message("assistant", "", calls=(CALL,)), Message("tool", "8,000", call_id=CALL.id))

    function = {"name": "look_up", "arguments": CALL.arguments}
    assert endpoint.sent[0]["messages"][-2:] == [
        {"role": "assistant", "content": "", "tool_calls": [{"id": "t1", "type": "function", "function": function}]},
        {"role": "tool", "content": "8,000", "tool_call_id": "t1"},
    ]


@pytest.mark.parametrize(
    "objection",
    [
        error(400, "writer-1 does not support tools"),
        error(400, "Unrecognized request argument supplied: tools"),
        error(422, "auto tool choice requires --enable-auto-tool-choice to be set"),
    ],
)
async def test_an_endpoint_that_refuses_tools_is_asked_without_for_good(
    endpoint: Endpoint, objection: httpx.Response
) -> None:
    endpoint.route.mock(side_effect=[objection, OK, OK])
    model = endpoint.model()

    first, second = await offered(model), await offered(model)

    assert text(first) == text(second) == "42"
    assert ["tools" in sent for sent in endpoint.sent] == [True, False, False]
    assert all("response_format" in sent for sent in endpoint.sent)


@pytest.mark.parametrize(
    "chunks",
    [
        [call_piece('{"item": "Net', id="t1", name="look_up")],
        [call_piece("x" * 20_001, id="t1", name="look_up"), chunk(finish="tool_calls")],
        [*(call_piece(index=number, id=f"t{number}") for number in range(33)), chunk(finish="tool_calls")],
        [call_piece("{}", id="t1", name="look_up"), chunk(finish="length")],
    ],
    ids=["cut", "endless arguments", "endless calls", "limit of tokens"],
)
async def test_calls_that_are_not_whole_are_none(endpoint: Endpoint, chunks: list[dict[str, Any]]) -> None:
    endpoint.route.mock(return_value=sse(*chunks))

    with pytest.raises(MalformedReplyError):
        await offered(endpoint.model(retries=0))


# ── errors before the reply ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (error(401, "Incorrect API key"), ProviderRejectedError),
        (error(403), ProviderRejectedError),
        (error(404, "no such model"), ProviderRejectedError),
        (error(400, "context too long"), ProviderRejectedError),
        (error(400, "filtered", code="content_filter"), ContentRefusedError),
    ],
)
async def test_what_has_to_be_mended_first_is_not_tried_again(
    endpoint: Endpoint, response: httpx.Response, kind: type[ProviderError]
) -> None:
    endpoint.route.mock(return_value=response)

    with pytest.raises(kind):
        await endpoint.ask()

    assert len(endpoint.sent) == 1


async def test_the_message_says_what_the_provider_said(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=error(404, "The model 'writer-1' does not exist", x_request_id="req-3"))

    with pytest.raises(ProviderRejectedError, match=r"404.*writer-1") as caught:
        await endpoint.ask()

    assert caught.value.request_id == "req-3"


@pytest.mark.parametrize("status", [500, 502, 503, 529])
async def test_a_provider_in_trouble_is_asked_again(endpoint: Endpoint, status: int) -> None:
    endpoint.route.mock(side_effect=[error(status), error(status), OK])

    events = await endpoint.ask()

    assert isinstance(events[-1], ChatDone)
    assert events[-1].attempts == 3
    assert endpoint.waits == [0.25, 0.5]


async def test_a_provider_that_stays_in_trouble_is_given_up(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=error(500))

    with pytest.raises(ProviderUnavailableError):
        await endpoint.ask(retries=1)

    assert len(endpoint.sent) == 2


@pytest.mark.parametrize(
    ("headers", "waited"), [({}, [0.25]), ({"retry_after": "3"}, [3.0]), ({"retry_after_ms": "1500"}, [1.5])]
)
async def test_too_many_requests_waits_as_long_as_told(
    endpoint: Endpoint, headers: dict[str, str], waited: list[float]
) -> None:
    endpoint.route.mock(side_effect=[error(429, "slow down", **headers), OK])

    assert text(await endpoint.ask()) == "42"
    assert endpoint.waits == waited


async def test_a_wait_beyond_the_deadline_is_an_error_at_once(endpoint: Endpoint) -> None:
    endpoint.route.mock(side_effect=[error(429, "tomorrow", retry_after="86400"), OK])

    with pytest.raises(RateLimitedError) as caught:
        await endpoint.ask()

    assert (caught.value.retry_after, endpoint.waits) == (86400.0, [])


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx.ConnectError("refused"), ProviderUnavailableError),
        (httpx.ConnectTimeout("slow"), ProviderTimeoutError),
        (httpx.ReadTimeout("slow"), ProviderTimeoutError),
        (httpx.RemoteProtocolError("closed"), ProviderUnavailableError),
    ],
)
async def test_a_provider_that_cannot_be_reached_is_tried_again_and_then_an_error(
    endpoint: Endpoint, failure: Exception, kind: type[ProviderError]
) -> None:
    endpoint.route.mock(side_effect=failure)

    with pytest.raises(kind):
        await endpoint.ask()

    assert len(endpoint.route.calls) == 3


# ── errors in the reply ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("chunks", "kind"),
    [
        ([chunk("4")], MalformedReplyError),
        ([chunk("4"), chunk(finish="length")], MalformedReplyError),
        ([chunk("4"), "{not json"], MalformedReplyError),
        ([chunk("4"), chunk(finish="content_filter")], ContentRefusedError),
        ([chunk("4"), {"error": {"message": "overloaded", "type": "server_error"}}], ProviderUnavailableError),
    ],
    ids=["cut", "limit of tokens", "not JSON", "content filter", "error inside the stream"],
)
async def test_a_reply_that_does_not_end_well_is_never_closed_as_if_it_had(
    endpoint: Endpoint, chunks: list[dict[str, Any] | str], kind: type[ProviderError]
) -> None:
    endpoint.route.mock(return_value=sse(*chunks))
    async with aclosing(endpoint.model().stream(chat_request())) as events:
        first = await anext(events)
        with pytest.raises(kind):
            await anext(events)

    assert first == ChatText("4")
    assert len(endpoint.route.calls) == 1


async def test_a_connection_that_breaks_midway_is_an_error(endpoint: Endpoint) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield f"data: {json.dumps(chunk('4'))}\n\n".encode()
        raise httpx.ReadError("reset")

    endpoint.route.mock(
        return_value=httpx.Response(200, headers={"content-type": "text/event-stream"}, content=breaking())
    )

    with pytest.raises(ProviderUnavailableError):
        await endpoint.ask()


async def test_a_refusal_of_the_model_is_told_in_its_words(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=sse(chunk(refusal="I can"), chunk(refusal="not."), chunk(finish="stop")))

    with pytest.raises(ContentRefusedError, match="I cannot"):
        await endpoint.ask()


@pytest.mark.parametrize("chunks", [[], [chunk(finish="stop")], [chunk(finish="tool_calls")]])
async def test_an_empty_reply_is_tried_again_and_then_malformed(
    endpoint: Endpoint, chunks: list[dict[str, Any]]
) -> None:
    endpoint.route.mock(side_effect=[sse(*chunks) for _ in range(3)])

    with pytest.raises(MalformedReplyError):
        await endpoint.ask()

    assert len(endpoint.route.calls) == 3


async def test_a_server_that_answers_with_a_web_page_is_malformed(endpoint: Endpoint) -> None:
    endpoint.route.mock(return_value=httpx.Response(200, html="<html>Sign in</html>"))

    with pytest.raises(MalformedReplyError):
        await endpoint.ask(retries=0)


# ── leaving ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_reader_who_leaves_closes_the_connection(endpoint: Endpoint) -> None:
    closed: list[bool] = []

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            while True:
                yield f"data: {json.dumps(chunk('4'))}\n\n".encode()

        async def aclose(self) -> None:
            closed.append(True)

    endpoint.route.mock(
        return_value=httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Endless())
    )

    async with aclosing(endpoint.model().stream(chat_request())) as events:
        async for _ in events:
            break

    assert closed == [True]
