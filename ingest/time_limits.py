"""How long a job may take, of which a page has its share, so that one slow page costs itself and not the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rm_assistant.worker_protocol import Limits

SECONDS_A_PAGE: Final = 0.1
OCR_SECONDS_A_PAGE: Final = 10.0
"""A page takes tesseract about two seconds; a dense one on a busy machine several times that."""
SECOND_CHANCE_SECONDS: Final = 4.0
"""For reading a file again without the page that felled its reader, and for each page of it."""
_PAGE_SHARE: Final = 1 / 3
_READING_SHARE: Final = 0.9
"""The rest of the file's time is for sections, passages and writing down."""
_DISCOVERY_FACTOR: Final = 4
"""An archive of the largest size takes this many times a file's time to unpack, without a sign of life."""


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds. A file of so many pages has `file(pages)` in all, and is given up after `silence` without a page."""

    limits: Limits

    @property
    def page(self) -> float:
        """For one page to be stopped from within, where its reader still listens."""
        return OCR_SECONDS_A_PAGE if self.limits.ocr else self.limits.seconds * _PAGE_SHARE

    @property
    def silence(self) -> float:
        return max(self.limits.seconds, self.page + 1)

    @property
    def discovery_silence(self) -> float:
        return self.limits.seconds * _DISCOVERY_FACTOR

    def file(self, pages: int) -> float:
        if self.limits.ocr:
            return self.limits.seconds + self.page + (SECONDS_A_PAGE + OCR_SECONDS_A_PAGE) * pages
        return self.limits.seconds + SECONDS_A_PAGE * pages

    def last_page_begins(self, pages: int) -> float:
        """Since the file was begun: a page that begins then and takes its whole share still ends in time."""
        return _READING_SHARE * self.file(pages) - self.page
