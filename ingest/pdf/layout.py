"""A page laid out in lines, before its text is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.pdf.frame import Frame
from ingest.pdf.lines import Line, Word
from rm_assistant.domain.documents import TextSource


@dataclass(slots=True)
class PageLayout:
    """Regions in reading order, boxes as read; words that stand across the others are set apart."""

    number: int
    frame: Frame
    regions: list[list[Line]]
    sideways: list[Word] = field(default_factory=list)
    source: TextSource = TextSource.TEXT_LAYER
