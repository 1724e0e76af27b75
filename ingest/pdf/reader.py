"""A PDF read page by page: pdfium for text and positions, pypdf for what the file says of itself."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.pdf.composition import Known, compose_page
from ingest.pdf.deadline import deadline
from ingest.pdf.furniture import REACH, PageEdges, edges_of, find_furniture
from ingest.pdf.layout import PageLayout
from ingest.pdf.page import PageReader
from ingest.pdf.structure import Structure, read_structure
from ingest.reading import OnPage, Reading, SkipPage, UnreadableSourceError
from rm_assistant.domain.documents import FailedPage, MediaType, Page, PageFailure, RefusalReason

PAGE_SECONDS = 15.0
MOST_PAGES = 20_000
_DEFAULT_SIZE = 10.0


def read_pdf(
    path: Path,
    on_page: OnPage | None = None,
    *,
    skip: SkipPage | None = None,
    ocr: bool = False,
    page_seconds: float = PAGE_SECONDS,
) -> Reading:
    """All pages of a PDF, each read or listed as failed; `skip` is asked before each.

    A file that opens with the empty password is read. `page_seconds` bounds the work on one page, but for calls of
    pdfium that never return: run this in a process that can be killed. Raises UnreadableSourceError (encrypted,
    damaged, empty, too_large, no_pages).
    """
    document = _opened(path)
    try:
        count = len(document)
        structure = read_structure(path, count)
        pages = PageReader(document, ocr=ocr, seconds=page_seconds)
        return _DocumentReader(document, structure, pages, on_page, skip).read()
    finally:
        document.close()


def _opened(path: Path) -> pdfium.PdfDocument:
    if not path.stat().st_size:
        raise UnreadableSourceError(RefusalReason.EMPTY, "the file is empty")
    handle = pdfium_c.FPDF_LoadDocument(os.fsencode(path) + b"\0", None)
    if not handle:
        raise _refusal(pdfium_c.FPDF_GetLastError())
    document = pdfium.PdfDocument(handle)
    count = len(document)
    if not 0 < count <= MOST_PAGES:
        document.close()
        if count:
            raise UnreadableSourceError(RefusalReason.TOO_LARGE, f"more than {MOST_PAGES} pages")
        raise UnreadableSourceError(RefusalReason.NO_PAGES, "the PDF has no pages")
    return document


def _refusal(code: int) -> UnreadableSourceError:
    match code:
        case pdfium_c.FPDF_ERR_PASSWORD:
            return UnreadableSourceError(RefusalReason.ENCRYPTED, "it needs a password: save a copy without one")
        case pdfium_c.FPDF_ERR_SECURITY:
            return UnreadableSourceError(RefusalReason.ENCRYPTED, "its kind of encryption is not supported")
        case _:
            return UnreadableSourceError(RefusalReason.DAMAGED, "not a PDF, or damaged beyond reading")


class _DocumentReader:
    """Pages laid out one after another, and put together once the pages after them are known.

    Running headers and page numbers show only beside the neighbouring pages: a page waits for `REACH` more.
    """

    def __init__(
        self,
        document: pdfium.PdfDocument,
        structure: Structure,
        pages: PageReader,
        on_page: OnPage | None,
        skip: SkipPage | None,
    ) -> None:
        self._document = document
        self._structure = structure
        self._page_reader = pages
        self._on_page = on_page
        self._skip = skip
        self._sizes: Counter[float] = Counter()
        self._edges: dict[int, PageEdges] = {}
        self._failed: list[FailedPage] = []

    def read(self) -> Reading:
        pages = tuple(self._pages())
        return Reading(
            media_type=MediaType.PDF,
            page_count=len(self._document),
            pages=pages,
            failed_pages=tuple(sorted(self._failed, key=lambda failed: failed.number)),
            outline=self._structure.outline,
            info=self._structure.info,
            warnings=self._structure.warnings + tuple(self._page_reader.warnings),
        )

    def _pages(self) -> Iterator[Page]:
        waiting: deque[PageLayout] = deque()
        for layout in self._layouts():
            waiting.append(layout)
            while waiting[0].number + REACH <= layout.number:
                yield from self._composed(waiting.popleft())
        for layout in waiting:
            yield from self._composed(layout)

    def _layouts(self) -> Iterator[PageLayout]:
        count = len(self._document)
        for number in range(1, count + 1):
            skipped = self._skip(number, count) if self._skip is not None else None
            result = skipped or self._page_reader.read(number)
            if isinstance(result, FailedPage):
                self._failed.append(result)
            else:
                self._learn(result)
                yield result
            if self._on_page is not None:
                self._on_page(number, count)

    def _learn(self, layout: PageLayout) -> None:
        self._edges[layout.number] = edges_of(layout)
        for region in layout.regions:
            for line in region:
                self._sizes[round(2 * line.size) / 2] += sum(len(piece.words) for piece in line.pieces)

    def _composed(self, layout: PageLayout) -> tuple[Page, ...]:
        """The page; nothing, and a failure noted, where it cannot be put together."""
        try:
            with deadline(self._page_reader.seconds):
                return (compose_page(layout, self._known(layout.number)),)
        except TimeoutError as error:
            self._failed.append(FailedPage(layout.number, PageFailure.TIMED_OUT, str(error)))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one page must not cost the others
            self._failed.append(FailedPage(layout.number, PageFailure.UNREADABLE, f"{type(error).__name__}: {error}"))
        return ()

    def _known(self, number: int) -> Known:
        near = [distance for distance in range(-REACH, REACH + 1) if distance and number + distance in self._edges]
        furniture = find_furniture(
            self._edges[number], [(distance, self._edges[number + distance]) for distance in near]
        )
        labels = self._structure.labels
        label = furniture.label or (labels[number - 1] if labels else None)
        size = self._sizes.most_common(1)[0][0] if self._sizes else _DEFAULT_SIZE
        return Known(furniture, size, self._page_reader.vocabulary, label)
