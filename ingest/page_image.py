"""A page of a PDF as a picture, for the reader to see; its axes are those of the rectangles in `domain.layout`."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pypdfium2

from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import RefusalReason

MAX_PIXELS: Final = 40_000_000
"""A page may be a metre long: its picture is made smaller rather than larger than this."""
MAX_SIDE: Final = 20_000
"""JPEG itself ends at 65,500."""
_JPEG_QUALITY: Final = 80
_LESS_THAN_A_PIXEL: Final = 0.01
"""pdfium rounds the width up; without this a width of 800 may come out as 801."""


def render_jpeg(path: Path, page: int, width: int) -> bytes:
    """Page `page` (from 1) of the PDF at `path`, `width` pixels wide.

    Raises UnreadableSourceError where there is no such page or it cannot be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSourceError(RefusalReason.DAMAGED, f"The file cannot be opened as a PDF: {error}") from error
    try:
        if not 1 <= page <= len(document):
            raise UnreadableSourceError(RefusalReason.NO_PAGES, f"There is no page {page}.")
        return _draw(document, page, width)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSourceError(RefusalReason.DAMAGED, f"Page {page} cannot be drawn: {error}") from error
    finally:
        document.close()


def _draw(document: pypdfium2.PdfDocument, number: int, width: int) -> bytes:
    page = document[number - 1]
    points_wide, points_high = page.get_size()
    if points_wide <= 0 or points_high <= 0:
        raise UnreadableSourceError(RefusalReason.DAMAGED, f"Page {number} has no size.")
    scale = min(
        (width - _LESS_THAN_A_PIXEL) / points_wide,
        (MAX_PIXELS / (points_wide * points_high)) ** 0.5,
        MAX_SIDE / max(points_wide, points_high),
    )
    bitmap = page.render(scale=scale, rev_byteorder=True, no_smoothtext=False)
    try:
        picture = bitmap.to_pil().convert("RGB")
        encoded = io.BytesIO()
        picture.save(encoded, "JPEG", quality=_JPEG_QUALITY)
        return encoded.getvalue()
    finally:
        bitmap.close()
        page.close()
