"""The map of the vendor's errors to ours is complete, and keeps what helps a caller."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import openai
import pytest

from rm_assistant.adapters.openai_errors import ERRORS, provider_error
from rm_assistant.domain.errors import ContentRefusedError, ProviderError, ProviderRejectedError, RateLimitedError

REQUEST = httpx.Request("POST", "http://models.test/v1/chat/completions")


def subclasses(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_error_that_the_package_makes_public_is_mapped() -> None:
    """Fails where a new version of openai brings an error that nobody has decided about."""
    public = {
        kind
        for name, kind in list(vars(openai).items())
        if isinstance(kind, type) and issubclass(kind, openai.OpenAIError) and not name.startswith("_")
    }

    assert public - ERRORS.keys() == set()


def test_errors_that_the_package_keeps_to_itself_and_those_of_the_transport_fall_back_on_an_ancestor() -> None:
    for kind in (*subclasses(openai.OpenAIError), *subclasses(httpx.HTTPError), *subclasses(httpx.StreamError)):
        assert any(ancestor in ERRORS for ancestor in kind.__mro__), kind


def status_error(status: int, kind: type[openai.APIStatusError], body: object, **headers: str) -> openai.APIStatusError:
    return kind("no", response=httpx.Response(status, request=REQUEST, headers=headers), body=body)


def test_a_status_keeps_its_number_the_providers_words_and_the_request_id() -> None:
    headers = {"x-request-id": "req-3"}
    mapped = provider_error(status_error(404, openai.NotFoundError, None, **headers))

    assert isinstance(mapped, ProviderRejectedError)
    assert "(404: no)" in str(mapped)
    assert mapped.request_id == "req-3"


@pytest.mark.parametrize(("value", "seconds"), [("2.5", 2.5), ("-1", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None)])
def test_the_wait_is_read_in_seconds(value: str, seconds: float | None) -> None:
    headers = {"retry-after": value}
    mapped = provider_error(status_error(429, openai.RateLimitError, None, **headers))

    assert isinstance(mapped, RateLimitedError)
    assert mapped.retry_after == seconds


def test_a_content_filter_is_a_refusal_whatever_its_status() -> None:
    mapped = provider_error(status_error(400, openai.BadRequestError, {"code": "content_filter"}))

    assert isinstance(mapped, ContentRefusedError)


@pytest.mark.parametrize("ours", list(dict.fromkeys(ERRORS.values())))
def test_every_mapped_error_has_words_for_the_reader(ours: type[ProviderError]) -> None:
    vendors = next(kind for kind, mapped in ERRORS.items() if mapped is ours)
    mapped = provider_error(vendors.__new__(vendors))

    assert type(mapped) is ours
    assert "model provider" in str(mapped) or "model did not" in str(mapped)
