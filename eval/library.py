"""The product as a suite uses it: filings taken into a data folder, and the application over it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.suite import DataError, Options, Say
from rm_assistant.bootstrap import Application, open_application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.errors import StorageError
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus
from rm_assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Library:
    """`notes` say how the filings were taken in."""

    application: Application
    notes: Mapping[str, str]


@contextmanager
def open_library(options: Options, *filings: Path) -> Iterator[Library]:
    """All filings of some folders, in the data folder of the options or in one that lasts as long as the block.

    Filings that another version of the reader read are read anew. Raises DataError where there is nothing to take in,
    or the data folder cannot be used.
    """
    for folder in filings:
        if not folder.is_dir():
            raise DataError(f"{folder} is missing: the filings to search are looked for there")
    with ExitStack() as stack:
        data_folder = stack.enter_context(_data_folder(options))
        settings = Settings(data_dir=data_folder, embedder="local" if options.vectors else "none", chat="extractive")
        try:
            application = stack.enter_context(open_application(settings))
            notes = _take_in(application, filings, options)
            application.warm_up()
        except StorageError as error:
            raise DataError(str(error)) from error
        yield Library(application, notes)


@contextmanager
def _data_folder(options: Options) -> Iterator[Path]:
    if options.index:
        yield options.index
    else:
        with tempfile.TemporaryDirectory(prefix="rm-eval-") as folder:
            yield Path(folder)


def _take_in(application: Application, filings: Sequence[Path], options: Options) -> dict[str, str]:
    report = application.documents.ingest(
        filings, principal=LOCAL_PRINCIPAL, on_progress=lambda progress: _tell(progress, options.say)
    )
    options.say(f"{len(report.read)} of {len(report.outcomes)} filings read, {report.pages} pages")
    started = time.perf_counter()
    made = application.documents.embed_pending()
    return {
        **_notes(report),
        "filings searched": str(len(application.catalog.documents(LOCAL_PRINCIPAL))),
        "vectors made": f"{made} in {time.perf_counter() - started:.0f} s",
    }


def _tell(progress: IngestProgress, say: Say) -> None:
    """Each filing that was read or refused: reading a whole folder takes minutes."""
    outcome = progress.outcome
    if outcome is None or outcome.status not in _TOLD:
        return
    ended = _TOLD[outcome.status].format(pages=outcome.pages, detail=outcome.detail)
    say(f"{progress.sources_done} of {progress.sources}: {outcome.name} {ended}")


_TOLD: Mapping[OutcomeStatus, str] = {
    OutcomeStatus.ADDED: "read, {pages} pages",
    OutcomeStatus.REPLACED: "read anew, {pages} pages (before, by another version or with another manifest)",
    OutcomeStatus.REFUSED: "refused: {detail}",
}


def _notes(report: IngestReport) -> dict[str, str]:
    if not report.read:
        return {"filings": "taken in before"}
    return {
        "filings": f"{len(report.read)} read, {len(report.of(OutcomeStatus.REPLACED))} of them anew, "
        f"{len(report.refused)} refused",
        "pages": f"{report.pages}, {report.failed_pages} failed, {report.pages_per_second:.0f} a second",
    }
