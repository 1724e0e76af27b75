"""The hosted embedder against an endpoint that answers as arranged."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
import respx

from rm_assistant.adapters.openai_embedder import OpenAIEmbedder
from rm_assistant.domain.errors import (
    MalformedReplyError,
    ProviderError,
    ProviderRejectedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    RateLimitedError,
)
from tests.embedding_server import ADDRESS, answer, in_turn, vectors


@pytest.fixture
def endpoint() -> Iterator[respx.Route]:
    with respx.mock(base_url=ADDRESS, assert_all_called=False) as router:
        yield router.post("/embeddings").mock(side_effect=answer)


def connect(*, retries: int = 0) -> OpenAIEmbedder:
    return OpenAIEmbedder.connect(model="small", api_key="secret", base_url=ADDRESS, timeout=5, retries=retries)


def failed(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"error": {"message": "as arranged"}}, headers=headers)


def test_model_key_and_texts_are_sent(endpoint: respx.Route) -> None:
    connect().embed_passages(["Net sales", ""])

    request = endpoint.calls.last.request
    assert json.loads(request.content) == {"model": "small", "input": ["Net sales", " "], "encoding_format": "float"}
    assert request.headers["authorization"] == "Bearer secret"


def test_many_texts_go_in_several_requests_and_come_back_in_order(endpoint: respx.Route) -> None:
    texts = [f"text {number}" for number in range(300)]

    together = connect().embed_passages(texts)

    assert [len(json.loads(call.request.content)["input"]) for call in endpoint.calls] == [128, 128, 44]
    for index in (0, 127, 128, 299):
        assert list(together[index]) == pytest.approx(list(connect().embed_query(texts[index])))


def test_long_texts_go_in_several_requests(endpoint: respx.Route) -> None:
    connect().embed_passages(["x" * 60_000] * 3)

    assert endpoint.call_count == 3


def test_the_name_tells_providers_apart(endpoint: respx.Route) -> None:
    assert connect().name == "small@models.example"


def test_the_width_is_asked_for_once(endpoint: respx.Route) -> None:
    embedder = connect()

    assert (embedder.dimensions, embedder.dimensions) == (64, 64)
    assert endpoint.call_count == 1


def test_a_passing_failure_is_tried_again(endpoint: respx.Route) -> None:
    endpoint.mock(side_effect=in_turn(failed(429, **{"retry-after-ms": "1"}), failed(503, **{"retry-after-ms": "1"})))

    assert len(connect(retries=2).embed_passages(["Net sales"])) == 1
    assert endpoint.call_count == 3


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (failed(429), RateLimitedError),
        (failed(500), ProviderUnavailableError),
        (failed(401), ProviderRejectedError),
        (failed(404), ProviderRejectedError),
        (failed(400), ProviderRejectedError),
        (httpx.ConnectError, ProviderUnavailableError),
        (httpx.ReadTimeout, ProviderTimeoutError),
        (vectors([]), MalformedReplyError),
        (vectors([[1.0, 2.0], [3.0, 4.0]]), MalformedReplyError),
        (vectors([[0.0, 0.0]]), MalformedReplyError),
        (vectors([[]]), MalformedReplyError),
        (httpx.Response(200, json={"data": None}), MalformedReplyError),
        (httpx.Response(200, text="<html>", headers={"content-type": "text/html"}), MalformedReplyError),
        (httpx.Response(200, text="{", headers={"content-type": "application/json"}), MalformedReplyError),
    ],
)
def test_each_failure_is_named(
    endpoint: respx.Route, reply: httpx.Response | type[Exception], error: type[ProviderError]
) -> None:
    endpoint.mock(side_effect=in_turn(reply))

    with pytest.raises(ProviderError) as raised:
        connect().embed_passages(["Net sales"])

    assert type(raised.value) is error


def test_a_vector_of_another_width_than_before_is_refused(endpoint: respx.Route) -> None:
    embedder = connect()
    embedder.embed_query("Net sales")
    endpoint.mock(side_effect=in_turn(vectors([[1.0, 2.0]])))

    with pytest.raises(MalformedReplyError):
        embedder.embed_query("Net sales")
