"""The account of one ingestion: who was settled, what it took, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, SourceOutcome
from rm_assistant.ports import Clock, ReadingProgress

OnIngest = Callable[[IngestProgress], None]


class IngestionRun:
    """`sources` counts all that will be settled. Calls back in the thread of whoever calls it."""

    def __init__(self, clock: Clock, sources: int, on_progress: OnIngest | None) -> None:
        self._clock = clock
        self._sources = sources
        self._on_progress = on_progress
        self._began = clock.monotonic()
        self._first_signs: dict[DocumentId, float] = {}
        self._outcomes: list[SourceOutcome] = []

    def tell_pages(self, progress: ReadingProgress) -> None:
        self._first_signs.setdefault(progress.source.id, self._clock.monotonic())
        self._tell(IngestProgress(progress.source.name, 0, pages_done=progress.pages_done, pages=progress.pages))

    def settle(self, outcome: SourceOutcome) -> None:
        first_sign = self._first_signs.pop(outcome.document, None) if outcome.document else None
        seconds = self._clock.monotonic() - first_sign if first_sign is not None else 0.0
        settled = replace(outcome, seconds=seconds)
        self._outcomes.append(settled)
        self._tell(IngestProgress(outcome.name, 0, pages_done=outcome.pages, pages=outcome.pages, outcome=settled))

    def report(self) -> IngestReport:
        return IngestReport(tuple(self._outcomes), self._clock.monotonic() - self._began)

    def _tell(self, progress: IngestProgress) -> None:
        if self._on_progress is not None:
            self._on_progress(replace(progress, sources_done=len(self._outcomes), sources=self._sources))
