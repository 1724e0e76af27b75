"""The log of prompts and outputs, to read and to verify."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime

from rm_assistant.api.deps import App
from rm_assistant.api.records import LogView, RecordPart, RecordView
from rm_assistant.domain.audit import RecordKind
from rm_assistant.serialisation import to_json
from rm_assistant.services.auditing import DEFAULT_LIMIT, RecordFilter

router = APIRouter(prefix="/audit", tags=["audit"])

_JSON = "application/json"
_MOST = 1_000
_LAST_SEQUENCE = 10**15


@router.get("/records", response_model=RecordPart)
def list_records(
    application: App,
    subject: Annotated[str | None, Query(max_length=200, description="Id of an answer or a document")] = None,
    kind: Annotated[tuple[RecordKind, ...], Query()] = (),
    principal: Annotated[str | None, Query(max_length=200)] = None,
    since: Annotated[AwareDatetime | None, Query(description="Inclusive")] = None,
    until: Annotated[AwareDatetime | None, Query(description="Exclusive")] = None,
    after: Annotated[int, Query(ge=0, le=_LAST_SEQUENCE, description="`next_after` of the part before")] = 0,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = DEFAULT_LIMIT,
) -> Response:
    """Records in sequence."""
    chosen = RecordFilter(subject, kind, principal, since, until)
    found = application.auditing.search(chosen, after=after, limit=limit)
    part = RecordPart(tuple(map(RecordView.of, found.records)), found.next_after)
    return Response(to_json(part), media_type=_JSON)


@router.get("/records/{record}", response_model=RecordView)
def show_record(record: str, application: App) -> Response:
    """One record, by its id (`r12`)."""
    return Response(to_json(RecordView.of(application.auditing.show(record))), media_type=_JSON)


@router.get("/verify", response_model=LogView)
def verify(application: App) -> Response:
    """Derive the hash of every record anew; compare the end with the checkpoint, and the file with what guards it."""
    return Response(to_json(LogView.of(application.auditing.verify())), media_type=_JSON)
