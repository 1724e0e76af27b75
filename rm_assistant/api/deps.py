"""What a request is given: the application, and who asks."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from rm_assistant.api.exchanges import Exchanges
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal


def _application(request: Request) -> Application:
    return cast("Application", request.app.state.application)


def _exchanges(request: Request) -> Exchanges:
    return cast("Exchanges", request.app.state.exchanges)


def _principal() -> Principal:
    """Without identity settings there is one user: whoever sits at this machine."""
    return LOCAL_PRINCIPAL


App = Annotated[Application, Depends(_application)]
OpenExchanges = Annotated[Exchanges, Depends(_exchanges)]
Reader = Annotated[Principal, Depends(_principal)]
