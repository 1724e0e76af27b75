"""How `ingest` shows its work: bars and a table for people, a line for each event for machines."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from rm_assistant.cli import filing_wording as wording
from rm_assistant.cli.terminal import print_json, printable
from rm_assistant.domain.documents import Language
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus, SourceOutcome
from rm_assistant.serialisation import to_jsonable

_NAME_WIDTH = 40
"""Columns for a file's name beside its bar."""


class IngestView(Protocol):
    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def show(self, progress: IngestProgress) -> None: ...

    def show_vectors(self, passages: int) -> None: ...

    def tell(self, message: str) -> None: ...

    def warn(self, message: str) -> None: ...

    def conclude(self, report: IngestReport) -> None: ...


class JsonIngestView:
    """Lines `{"event": "progress" | "filing" | "summary" | "vectors" | "note" | "warning", …}`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, progress: IngestProgress) -> None:
        if progress.outcome is not None:
            print_json({"event": "filing", **to_jsonable(progress.outcome)})
            return
        body = to_jsonable(progress)
        del body["outcome"]
        print_json({"event": "progress", **body})

    def show_vectors(self, passages: int) -> None:
        print_json({"event": "vectors", "passages": passages})

    def tell(self, message: str) -> None:
        print_json({"event": "note", "message": message})

    def warn(self, message: str) -> None:
        print_json({"event": "warning", "message": message})

    def conclude(self, report: IngestReport) -> None:
        print_json({"event": "summary", **summary(report)})


def summary(report: IngestReport) -> dict[str, float]:
    """`pages == indexed_pages + failed_pages`, of the sources read in this run."""
    counts: dict[str, float] = {status.value: len(report.of(status)) for status in OutcomeStatus}
    return counts | {
        "pages": report.pages,
        "indexed_pages": report.indexed_pages,
        "failed_pages": report.failed_pages,
        "figures": report.figures,
        "seconds": round(report.seconds, 3),
        "pages_per_second": round(report.pages_per_second, 1),
    }


class TerminalIngestView:
    """One bar for all sources, one for each that is being read; what went wrong is printed as it happens."""

    def __init__(self, console: Console, language: Language = Language.ENGLISH) -> None:
        self._console = console
        self._language = language
        columns = (
            TextColumn("{task.description}", markup=False, table_column=Column(max_width=_NAME_WIDTH, no_wrap=True)),
            BarColumn(),
            TextColumn("{task.fields[count]}"),
            TimeElapsedColumn(),
        )
        self._bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._all = self._bars.add_task(wording.FILINGS[language], total=None, count="")
        self._reading: dict[str, TaskID] = {}
        self._left_aside: dict[str, list[str]] = {}
        self._vectors: TaskID | None = None
        self._passages = 0

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()
        if self._passages:
            self._print(wording.EMBEDDED[self._language].format(f"{self._passages:,}"), "")

    def show(self, progress: IngestProgress) -> None:
        self._bars.update(
            self._all,
            total=progress.sources,
            completed=progress.sources_done,
            count=self._of(progress.sources_done, progress.sources),
        )
        if progress.outcome is None:
            self._show_pages(progress)
        else:
            self._settle(progress.outcome)

    def _show_pages(self, progress: IngestProgress) -> None:
        bar = self._reading.get(progress.name)
        if bar is None:
            bar = self._bars.add_task(f"  {printable(progress.name)}", total=None, count="")
            self._reading[progress.name] = bar
        count = wording.PAGES_READ[self._language].format(self._of(progress.pages_done, progress.pages or None))
        self._bars.update(bar, total=progress.pages or None, completed=progress.pages_done, count=count)

    def _of(self, done: int, total: int | None) -> str:
        return wording.OF[self._language].format(done, "?" if total is None else total)

    def _settle(self, outcome: SourceOutcome) -> None:
        bar = self._reading.pop(outcome.name, None)
        if bar is not None:
            self._bars.remove_task(bar)
        if outcome.status is OutcomeStatus.REFUSED:
            self._print(f"✗ {outcome.name}: {wording.refused(outcome, self._language)}", "red")
        elif outcome.status is OutcomeStatus.SKIPPED:
            self._left_aside.setdefault(outcome.detail, []).append(outcome.name)
        for lost in (*wording.pages_lost(outcome.failed_pages, self._language), *outcome.warnings):
            self._print(f"! {outcome.name}: {lost}", "yellow")

    def show_vectors(self, passages: int) -> None:
        self._passages = passages
        if self._vectors is None:
            self._vectors = self._bars.add_task(wording.EMBEDDING[self._language], total=None, count="")
        self._bars.update(self._vectors, count=wording.PASSAGES[self._language].format(f"{passages:,}"))

    def tell(self, message: str) -> None:
        self._print(message, "")

    def warn(self, message: str) -> None:
        self._print(f"! {message}", "yellow")

    def conclude(self, report: IngestReport) -> None:
        for reason, names in self._left_aside.items():
            self._print(f"– {wording.several(names, self._language)}: {reason}", "dim")
        self._console.print(self._table(report))
        if report.pages:
            rate = f"{report.pages_per_second:.0f}"
            self._print(wording.PACE[self._language].format(f"{report.pages:,}", f"{report.seconds:.1f}", rate), "")

    def _table(self, report: IngestReport) -> Table:
        heads = wording.COLUMNS[self._language]
        table = Table("", *(Column(head, justify="right") for head in heads), box=None)
        for status in OutcomeStatus:
            outcomes = report.of(status)
            if outcomes:
                table.add_row(wording.STATUSES[status][self._language], *_counts(outcomes))
        return table

    def _print(self, message: str, style: str) -> None:
        self._console.print(Text(printable(message), style=style))


def _counts(outcomes: tuple[SourceOutcome, ...]) -> tuple[str, ...]:
    """Filings, pages, indexed and failed ones, figures; of what was not taken in there is nothing to count."""
    pages = sum(outcome.pages for outcome in outcomes)
    if not pages:
        return (f"{len(outcomes):,}", "", "", "", "")
    indexed = sum(outcome.indexed_pages for outcome in outcomes)
    failed = sum(len(outcome.failed_pages) for outcome in outcomes)
    figures = sum(outcome.figures for outcome in outcomes)
    return (f"{len(outcomes):,}", f"{pages:,}", f"{indexed:,}", f"{failed:,}", f"{figures:,}")
