"""One page of an open PDF laid out in lines, from its text layer or, where it has none, by character recognition."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.pdf import ocr as tesseract
from ingest.pdf.deadline import deadline
from ingest.pdf.drawn import drawn_tables
from ingest.pdf.frame import Box, frame_of
from ingest.pdf.glyphs import Glyphs, TextLayer
from ingest.pdf.layout import PageLayout
from ingest.pdf.lines import Line, gather_pieces
from ingest.pdf.reading_order import read_in_order
from ingest.pdf.repair import Vocabulary
from ingest.pdf.rulings import FEW_OBJECTS, MOST_OBJECTS, drawn_boxes
from rm_assistant.domain.documents import FailedPage, PageFailure, TextSource

MOST_CHARACTERS = 200_000
"""On one page: more is a drawing or an attack."""
_JUNK = 5
"""A page that is an image and has fewer characters than this has no text layer worth the name."""
_SPARSE = 40
"""Below this a page that is an image is worth recognising."""
_IMAGE_SHARE = 0.3
_UNDECODED_SHARE = 0.05
_LONGEST_BOLD = 240


class PageReader:
    """Reads pages of one document. `seconds` bounds each; `warnings` gathers what no page is lost for."""

    def __init__(self, document: pdfium.PdfDocument, *, ocr: bool, seconds: float) -> None:
        self._document = document
        self._ocr = ocr
        self.seconds = seconds
        self.warnings: list[str] = []
        self.vocabulary = Vocabulary()

    def read(self, number: int) -> PageLayout | FailedPage:
        """The layout of page `number`, counted from 1, or why there is none."""
        try:
            with deadline(self.seconds):
                return self._read(number)
        except TimeoutError as error:
            return FailedPage(number, PageFailure.TIMED_OUT, str(error))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one page must not cost the others
            return FailedPage(number, PageFailure.UNREADABLE, f"{type(error).__name__}: {error}")

    def _read(self, number: int) -> PageLayout | FailedPage:
        page = self._document[number - 1]
        try:
            with TextLayer(page.raw) as layer:
                if layer.count > MOST_CHARACTERS:
                    return FailedPage(number, PageFailure.TOO_LARGE, f"{layer.count} characters on one page")
                glyphs = layer.glyphs()
                missing = _missing_text(page.raw, glyphs)
                if missing or (self._ocr and _is_sparse(page.raw, glyphs)):
                    recognised = self._recognised(number, page, glyphs)
                    if recognised is not None:
                        return recognised
                if missing:
                    return FailedPage(number, PageFailure.NO_TEXT_LAYER, missing)
                most = MOST_OBJECTS if glyphs.is_east_asian else FEW_OBJECTS
                return self._laid_out(number, glyphs, layer, drawn_boxes(page.raw, glyphs.frame, most))
        finally:
            page.close()

    def _laid_out(self, number: int, glyphs: Glyphs, layer: TextLayer | None, boxes: Sequence[Box] = ()) -> PageLayout:
        tables, flowing = drawn_tables(boxes, self.vocabulary.mend(glyphs.words))
        regions = read_in_order([*gather_pieces(flowing), *tables])
        if layer is not None:
            _mark_bold(regions, layer)
        source = TextSource.TEXT_LAYER if layer is not None else TextSource.OCR
        return PageLayout(number, glyphs.frame, regions, glyphs.sideways, source)

    def _recognised(self, number: int, page: pdfium.PdfPage, glyphs: Glyphs) -> PageLayout | None:
        """The page as tesseract reads it; None without OCR, or where it finds no more than the text layer has."""
        if not self._ocr:
            return None
        try:
            words = tesseract.recognise(page, seconds=self.seconds)
        except tesseract.OcrUnavailableError as error:
            self._ocr = False
            self.warnings.append(f"pages without text were not recognised: {error}")
            return None
        found = Glyphs(words, [], frame_of(page.raw, glyphs.frame.page_turns))
        if glyphs.undecoded == 0 and found.characters <= glyphs.characters:
            return None
        return self._laid_out(number, found, None) if words else None


def _missing_text(page: Any, glyphs: Glyphs) -> str:
    """Why a page has no text worth reading; empty where it has."""
    characters = glyphs.characters
    if glyphs.undecoded > _UNDECODED_SHARE * (characters + glyphs.undecoded):
        return "its fonts do not say which characters they draw"
    if characters == 0:
        return "no text layer" if any(True for _ in _image_areas(page)) else "no text on the page"
    if characters < _JUNK and _is_image(page, glyphs):
        return "an image without a text layer"
    return ""


def _is_sparse(page: Any, glyphs: Glyphs) -> bool:
    return glyphs.characters < _SPARSE and _is_image(page, glyphs)


def _is_image(page: Any, glyphs: Glyphs) -> bool:
    """Whether one image covers much of the page."""
    return any(area >= _IMAGE_SHARE * glyphs.frame.width * glyphs.frame.height for area in _image_areas(page))


def _image_areas(page: Any) -> Iterator[float]:
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        item = pdfium_c.FPDFPage_GetObject(page, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind not in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM):
            continue
        if pdfium_c.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
            left, bottom, right, top = (edge.value for edge in edges)
            yield (right - left) * (top - bottom)


def _mark_bold(regions: Sequence[Sequence[Line]], layer: TextLayer) -> None:
    """Mark the lines that may be headings and are bold from end to end."""
    for lines in regions:
        for line in lines:
            if len(line.pieces) <= 2 and 0 < len(line.text) <= _LONGEST_BOLD:
                first, last = line.pieces[0].words[0], line.pieces[-1].words[-1]
                line.bold = layer.is_bold(first.index) and layer.is_bold(last.index)
