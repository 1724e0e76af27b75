"""Reads filings in the killable processes of an ingest worker."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from rm_assistant.adapters.worker_process import Inbox, WorkerProcess
from rm_assistant.domain.documents import RefusalReason, SourceRefused
from rm_assistant.domain.errors import SourceError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.ports import ReadingProgress, Source
from rm_assistant.worker_protocol import (
    DiscoverJob,
    Failed,
    Finished,
    JobEvent,
    JobId,
    Limits,
    ManifestRejected,
    PagesDone,
    ReadJob,
    SourceFound,
    SourceLeftAside,
    SourceTurnedAway,
    decode_filing,
    ends_job,
)

OnProgress = Callable[[ReadingProgress], None]

_READ_AHEAD: Final = 1
"""Jobs handed over beyond those being read, so that no process waits for the next."""


class WorkerReader:
    """Fills the `FilingReader` port. Raises WorkerUnavailableError where no worker can be started."""

    def __init__(self, process: WorkerProcess, limits: Limits) -> None:
        self._process = process
        self._limits = limits

    @property
    def version(self) -> str:
        return self._process.ready().parser_version

    @property
    def weaknesses(self) -> tuple[str, ...]:
        return self._process.ready().weaknesses

    def discover(
        self, paths: Sequence[Path], manifest: Path | None = None, *, staging: Path
    ) -> Iterator[Source | SourceRefused | SourceSkipped]:
        """Looked for in one process: a path that fells it refuses all of them, by name."""
        inbox: Inbox = queue.SimpleQueue()
        absolute = tuple(path.absolute() for path in paths)
        job = DiscoverJob(self._process.new_id(), absolute, manifest and manifest.absolute(), staging, self._limits)
        self._process.submit(job, inbox)
        event: JobEvent | None = None
        while event is None or not ends_job(event):
            event = inbox.get()
            if isinstance(event, SourceFound):
                yield event.source
            elif isinstance(event, SourceTurnedAway):
                yield event.refused
            elif isinstance(event, SourceLeftAside):
                yield event.skipped
        if isinstance(event, ManifestRejected):
            raise SourceError(event.message)
        if isinstance(event, Failed):
            yield SourceRefused(", ".join(path.name for path in absolute), event.reason, event.detail)

    def read(
        self, sources: Iterable[Source], on_progress: OnProgress | None = None, *, ocr: bool | None = None
    ) -> Iterator[tuple[Source, ParsedFiling | SourceRefused]]:
        """Sources are taken from the iterable as processes come free; those under way end with the generator."""
        inbox: Inbox = queue.SimpleQueue()
        limits = self._limits if ocr is None else replace(self._limits, ocr=ocr)
        under_way: dict[JobId, Source] = {}
        waiting = iter(sources)
        try:
            while True:
                for source in islice(waiting, self._process.slots + _READ_AHEAD - len(under_way)):
                    job = ReadJob(self._process.new_id(), source, limits)
                    under_way[job.id] = source
                    self._process.submit(job, inbox)
                if not under_way:
                    return
                event = inbox.get()
                if isinstance(event, PagesDone):
                    if on_progress is not None:
                        on_progress(ReadingProgress(under_way[event.job], event.done, event.pages))
                elif isinstance(event, Finished | Failed):
                    source = under_way.pop(event.job)
                    yield source, self._result(source, event)
        finally:
            for abandoned in under_way:
                self._process.cancel(abandoned)

    def close(self) -> None:
        self._process.close()

    def _result(self, source: Source, event: Finished | Failed) -> ParsedFiling | SourceRefused:
        if isinstance(event, Failed):
            return SourceRefused(source.name, event.reason, event.detail, source.id)
        try:
            filing = decode_filing(self._process.take_result(event.job))
        except (OSError, ValueError) as error:
            detail = f"What the reader left is no filing: {type(error).__name__}."
            return SourceRefused(source.name, RefusalReason.CRASHED, detail, source.id)
        # The reader may have been taken over by what it read: whose filing this is stands outside.
        return replace(filing, id=source.id, name=source.name, size_bytes=source.size_bytes)
