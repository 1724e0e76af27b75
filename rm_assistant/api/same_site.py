"""Without identity, whoever reaches the port may ask: so only this machine's own pages and programs may reach it.

Two doors of a browser are shut: another site's page that sends requests here, and a name that an attacker points at
127.0.0.1 so that the browser takes the service for a page of theirs (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rm_assistant.api.errors import HostRefusedError, OriginRefusedError, problem_of
from rm_assistant.domain.errors import RMAssistantError

_CROSS_SITE = frozenset({"cross-site", "same-site"})


class SameSiteOnly:
    """Refuses requests whose Host is not loopback, and those that a page of another origin sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refusal(scope) if scope["type"] == "http" else None
        if refused is None:
            await self._app(scope, receive, send)
        else:
            await problem_of(Request(scope), refused)(scope, receive, send)


def _refusal(scope: Scope) -> RMAssistantError | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not is_loopback(_name_of(host)):
        return HostRefusedError("This service answers on this machine only: open it at http://127.0.0.1 or localhost.")
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != host:
        return OriginRefusedError("Requests from pages of another site are not taken.")
    if headers.get("sec-fetch-site") in _CROSS_SITE and not _is_link(scope, headers):
        return OriginRefusedError("Requests from pages of another site are not taken.")
    return None


def _is_link(scope: Scope, headers: Headers) -> bool:
    """A link on another page may open this service's pages; it may not call its API."""
    return (
        scope["method"] == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
        and not scope["path"].startswith("/api/")
    )


def _name_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:  # brackets that do not pair
        return ""


def is_loopback(name: str) -> bool:
    """`localhost` and the addresses of 127.0.0.0/8 and ::1, with or without brackets."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
