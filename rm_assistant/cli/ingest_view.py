"""How `ingest` shows its work: bars and a table for people, a line for each event for machines."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from rm_assistant.cli.terminal import print_json, printable
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus, SourceOutcome
from rm_assistant.serialisation import to_jsonable


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
        "seconds": round(report.seconds, 3),
        "pages_per_second": round(report.pages_per_second, 1),
    }


class TerminalIngestView:
    """One bar for all sources, one for each that is being read; what went wrong is printed as it happens."""

    def __init__(self, console: Console) -> None:
        self._console = console
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[count]}"),
            TimeElapsedColumn(),
        )
        self._bars = Progress(*columns, console=console, transient=True)
        self._all = self._bars.add_task("Filings", total=None, count="")
        self._reading: dict[str, TaskID] = {}
        self._vectors: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def show(self, progress: IngestProgress) -> None:
        known = progress.sources if progress.sources is not None else "?"
        count = f"{progress.sources_done} of {known}"
        self._bars.update(self._all, total=progress.sources, completed=progress.sources_done, count=count)
        if progress.outcome is None:
            self._show_pages(progress)
        else:
            self._settle(progress.outcome)

    def _show_pages(self, progress: IngestProgress) -> None:
        bar = self._reading.get(progress.name)
        if bar is None:
            bar = self._bars.add_task(Text(f"  {printable(progress.name)}").plain, total=None, count="")
            self._reading[progress.name] = bar
        count = f"{progress.pages_done} of {progress.pages} pages"
        self._bars.update(bar, total=progress.pages or None, completed=progress.pages_done, count=count)

    def _settle(self, outcome: SourceOutcome) -> None:
        bar = self._reading.pop(outcome.name, None)
        if bar is not None:
            self._bars.remove_task(bar)
        name = printable(outcome.name)
        if outcome.status is OutcomeStatus.REFUSED:
            self._print(f"✗ {name}: {outcome.reason}. {outcome.detail}", "red")
        elif outcome.failed_pages:
            reasons = sorted({page.reason.value.replace("_", " ") for page in outcome.failed_pages})
            self._print(f"! {name}: {len(outcome.failed_pages)} pages not read ({', '.join(reasons)})", "yellow")
        for warning in outcome.warnings:
            self._print(f"! {name}: {warning}", "yellow")

    def show_vectors(self, passages: int) -> None:
        if self._vectors is None:
            self._vectors = self._bars.add_task("Vectors", total=None, count="")
        self._bars.update(self._vectors, count=f"{passages:,} passages")

    def tell(self, message: str) -> None:
        self._print(message, "")

    def warn(self, message: str) -> None:
        self._print(f"! {message}", "yellow")

    def conclude(self, report: IngestReport) -> None:
        table = Table("", "filings", "pages", "indexed", "failed", box=None)
        for status in OutcomeStatus:
            outcomes = report.of(status)
            if outcomes:
                table.add_row(status.value, *_counts(outcomes))
        self._console.print(table)
        if report.pages:
            rate = f"{report.pages:,} pages in {report.seconds:.1f} s, {report.pages_per_second:.0f} pages/s"
            self._console.print(Text(rate))

    def _print(self, message: str, style: str) -> None:
        self._console.print(Text(printable(message), style=style))


def _counts(outcomes: tuple[SourceOutcome, ...]) -> tuple[str, ...]:
    pages = sum(outcome.pages for outcome in outcomes)
    indexed = sum(outcome.indexed_pages for outcome in outcomes)
    failed = sum(len(outcome.failed_pages) for outcome in outcomes)
    return (f"{len(outcomes):,}", f"{pages:,}", f"{indexed:,}", f"{failed:,}")
