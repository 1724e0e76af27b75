"""The errors of the openai package and its transport, each mapped to ours. A test fails where the package gains one."""

from __future__ import annotations

import json
from collections.abc import Mapping

import httpx
import openai

from rm_assistant.domain.errors import (
    ContentRefusedError,
    MalformedReplyError,
    ProviderError,
    ProviderRejectedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    RateLimitedError,
)

ERRORS: Mapping[type[Exception], type[ProviderError]] = {
    # No answer, or none in time.
    openai.APITimeoutError: ProviderTimeoutError,
    openai.APIConnectionError: ProviderUnavailableError,
    openai.InternalServerError: ProviderUnavailableError,
    httpx.TimeoutException: ProviderTimeoutError,
    httpx.HTTPError: ProviderUnavailableError,
    httpx.StreamError: ProviderUnavailableError,
    # Not now.
    openai.RateLimitError: RateLimitedError,
    openai.ConflictError: ProviderUnavailableError,
    openai.WebSocketConnectionClosedError: ProviderUnavailableError,
    openai.WebSocketQueueFullError: ProviderUnavailableError,
    # Not like this: the key, the model or the request has to change.
    openai.AuthenticationError: ProviderRejectedError,
    openai.OAuthError: ProviderRejectedError,
    openai.PermissionDeniedError: ProviderRejectedError,
    openai.NotFoundError: ProviderRejectedError,
    openai.BadRequestError: ProviderRejectedError,
    openai.UnprocessableEntityError: ProviderRejectedError,
    openai.APIStatusError: ProviderRejectedError,
    httpx.InvalidURL: ProviderRejectedError,
    # An answer that cannot be used.
    openai.ContentFilterFinishReasonError: ContentRefusedError,
    openai.LengthFinishReasonError: MalformedReplyError,
    openai.APIResponseValidationError: MalformedReplyError,
    json.JSONDecodeError: MalformedReplyError,
    # Told by the provider inside the stream, after it had answered 200.
    openai.APIError: ProviderUnavailableError,
    openai.OpenAIError: ProviderError,
}
CAUGHT = tuple(ERRORS)

_MESSAGES: Mapping[type[ProviderError], str] = {
    ProviderTimeoutError: "The model did not answer in time.",
    ProviderUnavailableError: "The model provider cannot be reached, or has an error of its own.",
    RateLimitedError: "The model provider asks for fewer requests.",
    ProviderRejectedError: "The model provider refused the request: check the key, the model's name and the address.",
    ContentRefusedError: "The model provider's filter refused the answer.",
    MalformedReplyError: "The model provider's reply could not be read.",
    ProviderError: "The model provider reported an error.",
}
_CONTENT_FILTER = "content_filter"
_LONGEST_DETAIL = 200


def provider_error(error: Exception) -> ProviderError:
    """Ours for `error`, which is one of `CAUGHT`; the nearest ancestor in the table decides."""
    kind = next(ERRORS[ancestor] for ancestor in type(error).__mro__ if ancestor in ERRORS)
    if getattr(error, "code", None) == _CONTENT_FILTER:
        kind = ContentRefusedError
    return kind(
        f"{_MESSAGES[kind]}{_detail(error)}",
        request_id=getattr(error, "request_id", None),
        retry_after=_retry_after(error),
    )


def _detail(error: Exception) -> str:
    """The status, and the provider's own words where the caller has to mend something."""
    status = getattr(error, "status_code", None)
    if status is None:
        return ""
    words = " ".join(str(getattr(error, "message", "")).split())[:_LONGEST_DETAIL]
    return f" ({status}: {words})" if words else f" ({status})"


def _retry_after(error: Exception) -> float | None:
    """Seconds, from `retry-after-ms` or `Retry-After`; None where it is absent or a date."""
    response = getattr(error, "response", None)
    headers = response.headers if response is not None else {}
    for name, per_second in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers[name]) / per_second)
        except (KeyError, ValueError):
            continue
    return None
