"""Questions and their answers: as events, or whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import structlog
from fastapi import APIRouter, Header, Request, Response
from sse_starlette import ServerSentEvent

from rm_assistant.api.deps import App, JsonOnly, OpenExchanges, Reader
from rm_assistant.api.errors import OK, AnswerFailedError
from rm_assistant.api.event_names import NAMES
from rm_assistant.api.event_stream import MEDIA_TYPE, event, event_stream, last_event_number, wants_events
from rm_assistant.api.exchanges import Exchange
from rm_assistant.api.request_context import request_id
from rm_assistant.api.schemas import AnswerRequest
from rm_assistant.domain.answers import Answer, AnswerFailed
from rm_assistant.domain.errors import RMAssistantError
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.retrieval.scope import understand
from rm_assistant.serialisation import to_json

router = APIRouter(tags=["answers"])
log = structlog.get_logger(__name__)

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]


@router.post("/answers", response_model=Answer, responses={OK: {"content": {MEDIA_TYPE: {}}}}, dependencies=[JsonOnly])
async def ask(
    request: Request,
    body: AnswerRequest,
    application: App,
    exchanges: OpenExchanges,
    reader: Reader,
    idempotency_key: IdempotencyKey = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer a question.

    With `Accept: text/event-stream`: events `answer.created`, `stage`, `sources`, `notice`, `claim`, and at last one of
    `answer.completed`, `answer.refused`, `error`. Otherwise the finished answer as JSON. A refusal is an answer.
    A reader who leaves stops the answer. The same `Idempotency-Key` gives the same exchange for ten minutes, resumed
    after `Last-Event-ID`; an exchange that was stopped begins anew.
    """
    key = (reader.id, idempotency_key) if idempotency_key else None
    asked_as = request_id(request.scope)
    exchange = exchanges.open(
        key, body, lambda: application.answering.answer(body.to_question(), reader, request_id=asked_as)
    )
    if wants_events(request.headers.get("accept")):
        await exchange.begun()
        seen = last_event_number(last_event_id) if idempotency_key else 0  # without a key this is a new exchange
        return event_stream(_events(exchange, seen))
    return Response(to_json(await _outcome(exchange, request)), media_type="application/json")


async def _events(exchange: Exchange, after: int) -> AsyncGenerator[ServerSentEvent, None]:
    async with exchange.reading(), aclosing(exchange.follow(after)) as events:
        number = after
        async for number, answer_event in events:
            yield event(number, NAMES[type(answer_event)], answer_event)
    failure = exchange.failure()
    if failure is not None:
        yield event(number + 1, NAMES[AnswerFailed], _as_failed(failure))


def _as_failed(failure: BaseException) -> AnswerFailed:
    if isinstance(failure, RMAssistantError):
        return AnswerFailed(failure.code, str(failure), failure.retry_helps)
    log.error("answer failed unexpectedly", exc_info=failure)
    return AnswerFailed("unexpected", "Something went wrong inside the service.", retry_helps=False)


async def _outcome(exchange: Exchange, request: Request) -> Answer:
    """The finished answer, unless the reader leaves before. Raises what kept it from being finished."""
    leaving = asyncio.create_task(_departure(request))
    async with exchange.reading():
        finishing = asyncio.create_task(exchange.outcome())
        await asyncio.wait({finishing, leaving}, return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    outcome = await finishing
    if isinstance(outcome, AnswerFailed):
        raise AnswerFailedError(outcome.code, outcome.message, retry_helps=outcome.retry_helps)
    return outcome


async def _departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


@router.get("/answers/{answer_id}", response_model=Answer)
def show(answer_id: str, application: App, reader: Reader) -> Response:
    """A finished answer, as it was given and recorded."""
    return Response(to_json(application.answering.get(answer_id, reader)), media_type="application/json")


@router.post("/scope", response_model=ResolvedQuestion, dependencies=[JsonOnly])
def show_scope(body: AnswerRequest, application: App, reader: Reader) -> Response:
    """What is understood of a question (companies, periods, documents), without answering it."""
    resolved = understand(body.to_question(), application.catalog.documents(reader))
    return Response(to_json(resolved), media_type="application/json")
