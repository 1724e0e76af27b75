"""`rm-assistant ingest`: filings in, through the running service or in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rm_assistant.api.event_names import INGESTION_ENDED, INGESTION_PROGRESS, SOURCE_SETTLED
from rm_assistant.bootstrap import Application
from rm_assistant.cli.ingest_view import IngestView, JsonIngestView, TerminalIngestView
from rm_assistant.cli.ownership import through_owner
from rm_assistant.cli.service_client import ServiceClient, ServiceProblemError
from rm_assistant.cli.terminal import (
    DataOption,
    ExitCode,
    JsonOption,
    console,
    existing,
    reader_language,
    settings_for,
)
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.errors import ProviderError
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, SourceOutcome
from rm_assistant.serialisation import from_json
from rm_assistant.services.ingestions import Ingestion, IngestionRequest, IngestionState


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, folders, zip archives.")],
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV or JSON: client, wall, and what the cover gets wrong.")
    ] = None,
    data: DataOption = None,
    ocr: Annotated[bool | None, typer.Option("--ocr", help="Read pages without text with tesseract.")] = None,
    text_only: Annotated[bool, typer.Option("--text-only", help="Leave the vectors for later.")] = False,
    *,
    as_json: JsonOption = False,
) -> None:
    """Read filings: PDF, HTML, inline XBRL, zip of those. What is in already is passed over.

    Stopped or killed at any moment, nothing that was reported is lost: run it again to go on. Exits 1 where a file was
    refused.
    """
    settings = settings_for(data, ocr=ocr)
    request = IngestionRequest(existing(paths), manifest and manifest.absolute(), ocr)
    view: IngestView = JsonIngestView() if as_json else TerminalIngestView(console(), reader_language())
    try:
        with view:
            report = through_owner(
                settings,
                there=lambda url: _ingest_there(url, request, view),
                here=lambda application: _ingest_here(application, request, view, text_only=text_only),
            )
    except KeyboardInterrupt as interrupt:
        console(stderr=True).print(
            "Stopped. What was read is kept: run the same command again to go on. "
            "What was handed to a running service, it goes on reading."
        )
        raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
    raise typer.Exit(ExitCode.PROBLEM_FOUND if report.refused else ExitCode.DONE)


def _ingest_here(
    application: Application, request: IngestionRequest, view: IngestView, *, text_only: bool
) -> IngestReport:
    report = application.documents.ingest(
        request.paths,
        principal=LOCAL_PRINCIPAL,
        manifest=request.manifest,
        ocr=request.ocr,
        on_progress=view.show,
    )
    view.conclude(report)
    if not text_only:
        try:
            application.documents.embed_pending(view.show_vectors)
        except ProviderError as error:
            view.warn(f"Vectors are left for later: {error}")
    return report


def _ingest_there(url: str, request: IngestionRequest, view: IngestView) -> IngestReport:
    """The service goes on by itself should this command be stopped, and makes the vectors."""
    view.tell(f"Handed to the service at {url}.")
    body = {
        "paths": [str(path) for path in request.paths],
        "manifest": str(request.manifest) if request.manifest else None,
        "ocr": request.ocr,
    }
    with ServiceClient(url) as service:
        started = service.post("/ingestions", body)
        ended: Ingestion | None = None
        settled = 0
        for event in service.events("GET", f"/ingestions/{started['id']}"):
            if event.name == INGESTION_PROGRESS:
                view.show(from_json(IngestProgress, event.data))
            elif event.name == SOURCE_SETTLED:
                settled += 1
                outcome = from_json(SourceOutcome, event.data)
                view.show(IngestProgress(outcome.name, settled, None, outcome.pages, outcome.pages, outcome))
            elif event.name == INGESTION_ENDED:
                ended = from_json(Ingestion, event.data)
    report = _report(ended)
    view.conclude(report)
    return report


def _report(ended: Ingestion | None) -> IngestReport:
    if ended is None:
        raise ServiceProblemError(
            "The service ended before the filings were read.", "service_stopping", retry_helps=True
        )
    if ended.state is not IngestionState.ENDED:
        raise ServiceProblemError(ended.message, ended.code, retry_helps=ended.state is IngestionState.STOPPED)
    return IngestReport(ended.outcomes, ended.seconds)
