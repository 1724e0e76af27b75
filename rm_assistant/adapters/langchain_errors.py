"""What LangChain's integrations raise, mapped to our errors. Vendors' errors share no ancestor."""

from __future__ import annotations

import httpx

from rm_assistant.domain.errors import (
    ProviderError,
    ProviderRejectedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    RateLimitedError,
)

TOO_MANY_REQUESTS = 429
REQUEST_TIMEOUT = 408


def provider_error(error: Exception) -> ProviderError | None:
    """By the HTTP status that vendors' errors carry, else by kind; None for an error of another nature."""
    status = _status(error)
    if status is not None:
        return _kind(status)(f"The model provider answered {status}: {_first_words(error)}")
    if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
        return ProviderTimeoutError("The model did not answer in time.")
    if isinstance(error, OSError | httpx.HTTPError) or "connect" in type(error).__name__.lower():
        return ProviderUnavailableError("The model provider cannot be reached.")
    return None


def _status(error: Exception) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code", "http_status"):
            status = getattr(holder, name, None)
            if isinstance(status, int) and 400 <= status < 600:
                return status
    return None


def _kind(status: int) -> type[ProviderError]:
    if status == TOO_MANY_REQUESTS:
        return RateLimitedError
    if status == REQUEST_TIMEOUT:
        return ProviderTimeoutError
    return ProviderUnavailableError if status >= 500 else ProviderRejectedError


def _first_words(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
