"""`rm-assistant serve`: the service, in this process, until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from rm_assistant.api.same_site import is_loopback
from rm_assistant.bootstrap import Application, open_application, web_folder
from rm_assistant.bootstrap.collections import collect_seldom
from rm_assistant.cli.service_log import configure_log
from rm_assistant.cli.terminal import DataOption, ExitCode, JsonOption, console, existing, print_json, settings_for
from rm_assistant.domain.errors import SettingsError
from rm_assistant.services.ingestions import IngestionRequest
from rm_assistant.settings import Settings

_GRACE_SECONDS = 5
_BACKLOG = 512


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; RM_HOST if not given.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; RM_PORT if not given, 0 for any.")] = None,
    ingest: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="Read these filings after the start; may be given again.")
    ] = None,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Serve the browser page and the API on this machine.

    `--json` prints one line, {"url": …}, when requests are taken.
    """
    settings = settings_for(data, host=host, port=port)
    configure_log(settings.log_level, terminal=sys.stderr.isatty())
    collect_seldom()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    request = IngestionRequest(existing(ingest)) if ingest else None
    with listen(settings) as listener:
        url = _url(settings, listener)
        with open_application(settings, own_url=url) as application:
            if request is not None:
                application.ingestions.submit(request)
            run(application, listener, on_ready=lambda: _announce(url, as_json=as_json))


def _end(*_: object) -> None:
    """Being told to end is no failure. The server raises its signal once more when it has ended: all is closed then."""
    raise SystemExit(ExitCode.DONE)


def listen(settings: Settings) -> socket.socket:
    """Raises SettingsError where the address may not be used, or is taken."""
    if not is_loopback(settings.host):
        raise SettingsError(
            f"RM_HOST is {settings.host!r}: without identity settings everyone who reaches the port may read "
            "everything, so only this machine's own addresses are allowed (127.0.0.1, ::1, localhost)"
        )
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise SettingsError(
            f"Cannot listen on {settings.host}:{settings.port} ({reason}): choose another port with --port"
        ) from error


def _url(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}"


def _announce(url: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"url": url})
    else:
        console().print(f"RM Assistant is ready: open {url}  (Ctrl-C ends it)")


def run(application: Application, listener: socket.socket, *, on_ready: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM: then streams end and what is under way gets some seconds."""
    import uvicorn  # noqa: PLC0415 -- only `serve` needs the server

    from rm_assistant.api.app import create_app  # noqa: PLC0415 -- half a second that other commands need not pay

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready()

    app = create_app(application, web=web_folder())
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE_SECONDS
    )
    Server(config).run(sockets=[listener])
