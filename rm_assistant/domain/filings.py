"""A filing as it was read: all that the catalog keeps of it."""

from __future__ import annotations

from dataclasses import dataclass

from rm_assistant.domain.documents import DocumentId, FailedPage, FilingMetadata, MediaType, Page, Passage, Section
from rm_assistant.domain.figures import FigureRow


@dataclass(frozen=True, slots=True)
class ParsedFiling:
    """All that reading a source yields. `page_count == len(pages) + len(failed_pages)` always."""

    id: DocumentId
    name: str
    """The file's name, shown to people; a hint, not truth."""
    media_type: MediaType
    size_bytes: int
    page_count: int
    metadata: FilingMetadata
    pages: tuple[Page, ...]
    failed_pages: tuple[FailedPage, ...] = ()
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    page_terms: tuple[str, ...] = ()
    """Full-text words of each page, parallel to `pages`."""
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.page_count != len(self.pages) + len(self.failed_pages):
            raise ValueError("pages in must equal pages read plus pages listed as failed")
