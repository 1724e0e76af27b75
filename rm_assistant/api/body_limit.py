"""How much a request may carry: an endless body would fill the memory before anyone had looked at it."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rm_assistant.api.errors import UploadTooLargeError, problem_of

MOST_BYTES = 4 << 20


class BodyLimit:
    """All but uploads, which have a limit of their own and go to disk: those whose path ends with `elsewhere`."""

    def __init__(self, app: ASGIApp, elsewhere: str) -> None:
        self._app = app
        self._elsewhere = elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(self._elsewhere):
            await self._app(scope, receive, send)
        elif _stated_length(scope) > MOST_BYTES:
            refused = UploadTooLargeError(f"A request carries {MOST_BYTES} bytes at most.")
            await problem_of(Request(scope), refused)(scope, receive, send)
        else:
            await self._app(scope, _counting(receive), send)


def _stated_length(scope: Scope) -> int:
    stated = Headers(scope=scope).get("content-length", "")
    return int(stated) if stated.isdecimal() else 0


def _counting(receive: Receive) -> Receive:
    """A body that states no length ends where it becomes too long, as if its sender had left."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= MOST_BYTES else {"type": "http.disconnect"}

    return counted
