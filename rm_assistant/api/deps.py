"""What a request is given: the application, and who asks."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from rm_assistant.api.errors import MediaTypeRefusedError
from rm_assistant.api.exchanges import Exchanges
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal

_JSON = "application/json"
_FORM = "multipart/form-data"
_LONGEST_KIND = 100


def _application(request: Request) -> Application:
    return cast("Application", request.app.state.application)


def _exchanges(request: Request) -> Exchanges:
    return cast("Exchanges", request.app.state.exchanges)


def _principal() -> Principal:
    """Without identity settings there is one user: whoever sits at this machine."""
    return LOCAL_PRINCIPAL


async def _json_only(request: Request) -> None:
    """Asked before the body is looked at; one that is not there at all is missed by its schema."""
    kind = media_type(request)
    is_json = kind == _JSON or (kind.startswith("application/") and kind.endswith("+json"))
    if not is_json and await request.body():
        raise MediaTypeRefusedError(f"This route reads {_JSON}, and {_sent(kind)}: state it as the Content-Type.")


def require_form(request: Request) -> None:
    """Raises MediaTypeRefusedError for any other kind of body."""
    kind = media_type(request)
    if kind != _FORM:
        raise MediaTypeRefusedError(f"This route reads {_FORM}, and {_sent(kind)}: send the files as parts of a form.")


def media_type(request: Request) -> str:
    """Without its parameters; "" where none is stated."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _sent(kind: str) -> str:
    return f"was sent {kind[:_LONGEST_KIND]}" if kind else "the request does not say what it is"


JsonOnly = Depends(_json_only)
App = Annotated[Application, Depends(_application)]
OpenExchanges = Annotated[Exchanges, Depends(_exchanges)]
Reader = Annotated[Principal, Depends(_principal)]
