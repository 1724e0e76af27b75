"""The product as a suite uses it: filings taken into a data folder, and the application over it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.suite import DataError, Options
from rm_assistant.bootstrap import Application, open_application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.ingestion import IngestReport
from rm_assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Library:
    """`notes` say how the filings were taken in."""

    application: Application
    notes: Mapping[str, str]


@contextmanager
def open_library(options: Options, filings: Path) -> Iterator[Library]:
    """All filings of a folder, in the data folder of the options or in one that lasts as long as the block.

    Raises DataError where there is nothing to take in.
    """
    if not filings.is_dir():
        raise DataError(f"{filings} is missing: the filings to search are looked for there")
    with _data_folder(options) as folder:
        settings = Settings(data_dir=folder, embedder="local" if options.vectors else "none", chat="extractive")
        with open_application(settings) as application:
            yield Library(application, _take_in(application, filings, options))


@contextmanager
def _data_folder(options: Options) -> Iterator[Path]:
    if options.index:
        yield options.index
    else:
        with tempfile.TemporaryDirectory(prefix="rm-eval-") as folder:
            yield Path(folder)


def _take_in(application: Application, filings: Path, options: Options) -> dict[str, str]:
    report = application.documents.ingest([filings], principal=LOCAL_PRINCIPAL)
    options.say(f"{len(report.read)} of {len(report.outcomes)} filings read, {report.pages} pages")
    started = time.perf_counter()
    made = application.documents.embed_pending()
    return {**_notes(report), "vectors made": f"{made} in {time.perf_counter() - started:.0f} s"}


def _notes(report: IngestReport) -> dict[str, str]:
    if not report.read:
        return {"filings": "taken in before"}
    return {
        "filings": f"{len(report.read)} read, {len(report.refused)} refused",
        "pages": f"{report.pages}, {report.failed_pages} failed, {report.pages_per_second:.0f} a second",
    }
