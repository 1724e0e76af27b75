"""Filings taken in: from paths on this machine, or uploaded; in the background, to be followed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from rm_assistant.api.deps import App, JsonOnly, require_form
from rm_assistant.api.errors import ACCEPTED, OK
from rm_assistant.api.event_names import INGESTION_ENDED, INGESTION_PROGRESS, SOURCE_SETTLED
from rm_assistant.api.event_stream import MEDIA_TYPE, event, event_stream, wants_events
from rm_assistant.api.schemas import IngestionBody
from rm_assistant.api.uploads import keep_uploads
from rm_assistant.domain.errors import SourceError
from rm_assistant.domain.ingestion import IngestProgress
from rm_assistant.serialisation import to_json
from rm_assistant.services.ingestions import Ingestion, IngestionRequest

router = APIRouter(prefix="/ingestions", tags=["ingestions"])

UPLOAD = "/upload"

_LOOK_SECONDS = 0.1
_JSON = "application/json"
_CHOICES = {"true": True, "false": False}
_MOST_FILES = 1_000
_UPLOAD_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "ocr": {"type": "boolean"},
                    },
                    "required": ["files"],
                }
            }
        },
    }
}
"""Said by hand: the form is read by hand, so that its files go to where they are ingested from."""


@router.post("", status_code=ACCEPTED, response_model=Ingestion, dependencies=[JsonOnly])
def ingest_paths(body: IngestionBody, application: App) -> Response:
    """Read the filings at paths on this machine, in the background."""
    relative = [path for path in (*body.paths, body.manifest) if path is not None and not Path(path).is_absolute()]
    if relative:
        raise SourceError(f"Paths are absolute here; {relative[0]!r} is not.")
    paths, manifest = tuple(map(Path, body.paths)), Path(body.manifest) if body.manifest else None
    started = application.ingestions.submit(IngestionRequest(paths, manifest, body.ocr))
    return Response(to_json(started), status_code=ACCEPTED, media_type=_JSON)


@router.post(UPLOAD, status_code=ACCEPTED, response_model=Ingestion, openapi_extra=_UPLOAD_BODY)
async def ingest_uploads(request: Request, application: App) -> Response:
    """Read uploaded filings. A folder of HTML that is one filing comes with its paths in the file names."""
    require_form(request)
    with ExitStack() as stack:
        folder = stack.enter_context(application.originals.staging())
        async with request.form(max_files=_MOST_FILES) as form:
            paths = await run_in_threadpool(keep_uploads, form.getlist("files"), folder)
            ocr = _CHOICES.get(str(form.get("ocr")))
        names = tuple(path.name for path in paths)
        started = application.ingestions.submit(IngestionRequest(paths, ocr=ocr, names=names, held=stack.pop_all()))
    return Response(to_json(started), status_code=ACCEPTED, media_type=_JSON)


@router.get("", response_model=tuple[Ingestion, ...])
def list_ingestions(application: App) -> Response:
    """Those of this process, newest first."""
    return Response(to_json(application.ingestions.all()), media_type=_JSON)


@router.get("/{ingestion}", response_model=Ingestion, responses={OK: {"content": {MEDIA_TYPE: {}}}})
async def show_ingestion(ingestion: str, application: App, accept: Annotated[str | None, Header()] = None) -> Response:
    """How far it is; followed to its end with `Accept: text/event-stream`. `latest` is the newest."""
    found = application.ingestions.get(ingestion)
    if wants_events(accept):
        return event_stream(_events(lambda: application.ingestions.get(found.id)))
    return Response(to_json(found), media_type=_JSON)


async def _events(look: Callable[[], Ingestion]) -> AsyncGenerator[ServerSentEvent, None]:
    """Each outcome once, and how far each source is whenever that has changed since the last look."""
    number, told, shown = 0, 0, dict[str, IngestProgress]()
    while True:
        ingestion = look()
        for outcome in ingestion.outcomes[told:]:
            number += 1
            yield event(number, SOURCE_SETTLED, outcome)
        told = len(ingestion.outcomes)
        for progress in ingestion.reading:
            if shown.get(progress.name) != progress:
                number += 1
                shown[progress.name] = progress
                yield event(number, INGESTION_PROGRESS, progress)
        if ingestion.over:
            yield event(number + 1, INGESTION_ENDED, ingestion)
            return
        await asyncio.sleep(_LOOK_SECONDS)
