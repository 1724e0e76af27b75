"""What a format's reader hands on to the steps that no longer care about the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ingest.xbrl_tags import TaggedNumber
from rm_assistant.domain.documents import FailedPage, MediaType, Page, RefusalReason

OnPage = Callable[[int, int], None]
"""Called with pages done and pages in all."""
SkipPage = Callable[[int, int], FailedPage | None]
"""Asked, with a page's number and pages in all, before it is read: the failure to list instead of reading it."""


class UnreadableSourceError(Exception):
    """The whole source cannot be read: a named reason, and what to do about it."""

    def __init__(self, reason: RefusalReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of the document's own outline; `page` counts from 1."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class TaggedFact:
    """A fact tagged in inline XBRL, as far as a cover needs it: its concept's local name, and its text."""

    concept: str
    value: str


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What the container says of itself; each a weaker witness than the cover."""

    title: str | None = None
    author: str | None = None
    created: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Pages as read, before sections, statements and passages are found."""

    media_type: MediaType
    page_count: int
    pages: tuple[Page, ...]
    failed_pages: tuple[FailedPage, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    facts: tuple[TaggedFact, ...] = ()
    tags: tuple[TaggedNumber, ...] = ()
    """Inline XBRL's, in reading order."""
    info: SourceInfo = field(default_factory=SourceInfo)
    warnings: tuple[str, ...] = ()
