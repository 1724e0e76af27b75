"""How much a request may carry: an endless body would fill the memory or the disk before anyone had looked at it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rm_assistant.api.errors import UploadTooLargeError, problem_of, raised_while_reading

MEBIBYTE = 1 << 20
MOST_BYTES = 4 * MEBIBYTE
QUESTION_BYTES = MEBIBYTE // 4
"""A question after the longest conversation that the schema admits, in Japanese (three bytes a character)."""


class BodyLimit:
    """`limits` are bytes by path; any other path takes `MOST_BYTES`.

    A stated length is believed, so that nothing of a body too long is taken. One that states none is counted as it
    comes, and refused with the piece that goes past the limit.
    """

    def __init__(self, app: ASGIApp, limits: Mapping[str, int]) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.get(scope["path"], MOST_BYTES)
        if _stated_length(scope) > limit:
            await problem_of(Request(scope), _refusal(limit))(scope, receive, send)
        else:
            await self._app(scope, _counting(receive, limit), send)


def _stated_length(scope: Scope) -> float:
    """Bytes. What is no number states nothing: the body is counted all the same."""
    try:
        return float(Headers(scope=scope).get("content-length", "0"))
    except ValueError:
        return 0


def _counting(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise raised_while_reading(_refusal(limit))
        return message

    return counted


def _refusal(limit: int) -> UploadTooLargeError:
    amount = f"{limit // MEBIBYTE} MiB" if limit >= MEBIBYTE else f"{limit // 1024} KiB"
    return UploadTooLargeError(f"This route takes {amount} at most in one request.")
