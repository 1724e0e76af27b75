"""What became of each source that was given for ingestion: nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rm_assistant.domain.documents import DocumentId, FailedPage, RefusalReason


@dataclass(frozen=True, slots=True)
class SourceSkipped:
    """Files that are no filing and no mistake either: XBRL instances beside a PDF, pictures of an HTML filing."""

    name: str
    files: int
    detail: str


class OutcomeStatus(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    """It is in the catalog already, read by this parser and described the same."""
    REPLACED = "replaced"
    """It was in the catalog, read by another parser or described otherwise by a manifest."""
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """One source. `pages == indexed_pages + len(failed_pages)` always; all three are 0 where it was refused.

    `seconds` is from its first sign of life to its commit. `superseded_by` is the amended filing that took its place.
    """

    name: str
    status: OutcomeStatus
    document: DocumentId | None = None
    pages: int = 0
    indexed_pages: int = 0
    failed_pages: tuple[FailedPage, ...] = ()
    figures: int = 0
    seconds: float = 0.0
    reason: RefusalReason | None = None
    detail: str = ""
    supersedes: tuple[DocumentId, ...] = ()
    superseded_by: DocumentId | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """A sign of life. `sources` is None until all are found; `outcome` is set once, when the source is settled.

    A source with the outcome added or replaced is durable and searchable when this is told.
    """

    name: str
    sources_done: int
    sources: int | None = None
    pages_done: int = 0
    pages: int = 0
    outcome: SourceOutcome | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """All outcomes, in the order in which they were settled, and the wall-clock seconds of the whole."""

    outcomes: tuple[SourceOutcome, ...]
    seconds: float

    @property
    def read(self) -> tuple[SourceOutcome, ...]:
        """The sources that were read in this run."""
        return self.of(OutcomeStatus.ADDED) + self.of(OutcomeStatus.REPLACED)

    @property
    def refused(self) -> tuple[SourceOutcome, ...]:
        return self.of(OutcomeStatus.REFUSED)

    @property
    def pages(self) -> int:
        return sum(outcome.pages for outcome in self.read)

    @property
    def indexed_pages(self) -> int:
        return sum(outcome.indexed_pages for outcome in self.read)

    @property
    def failed_pages(self) -> int:
        return sum(len(outcome.failed_pages) for outcome in self.read)

    @property
    def figures(self) -> int:
        return sum(outcome.figures for outcome in self.read)

    @property
    def pages_per_second(self) -> float:
        return self.pages / self.seconds if self.seconds else 0.0

    def of(self, status: OutcomeStatus) -> tuple[SourceOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status is status)


def written(value: object) -> str:
    """A field of `FilingMetadata` as a manifest writes it: true or false, ISO dates, names joined by "; "."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
