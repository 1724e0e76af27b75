"""Server-sent events: numbered, named as the UI knows them, with a ping so that proxies keep the line open."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent

from rm_assistant.serialisation import to_json

PING_SECONDS = 15
MEDIA_TYPE = "text/event-stream"
_EVENT_NUMBER = re.compile("[0-9]{1,9}")


def wants_events(accept: str | None) -> bool:
    return MEDIA_TYPE in (accept or "").lower()


def event(number: int, name: str, value: Any) -> ServerSentEvent:
    return ServerSentEvent(to_json(value).decode(), event=name, id=str(number), sep="\n")


def event_stream(events: AsyncIterable[ServerSentEvent]) -> EventSourceResponse:
    return EventSourceResponse(
        events,
        ping=PING_SECONDS,
        ping_message_factory=lambda: ServerSentEvent(comment="ping", sep="\n"),
        sep="\n",
        headers={"Cache-Control": "no-store"},
    )


def last_event_number(header: str | None) -> int:
    """The `Last-Event-ID` a browser sends when it reconnects; 0 where there is none that is ours."""
    return int(header) if header and _EVENT_NUMBER.fullmatch(header) else 0
