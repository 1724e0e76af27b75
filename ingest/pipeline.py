"""From a source to a parsed filing: pages, statements, sections, cover and passages, by way of one reader a format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest import manifest
from ingest.chunk import passages
from ingest.cover import read_cover
from ingest.encodable import encodable
from ingest.figures import find_figures
from ingest.figures.items import item_of
from ingest.file_types import FileType, file_type
from ingest.html import read_html
from ingest.pdf import read_pdf
from ingest.reading import OnPage, Reading, SkipPage, UnreadableSourceError
from ingest.sections import assign_sections, find_sections
from ingest.statements import recognise
from rm_assistant.domain.documents import Page, Passage, RefusalReason, SourceRefused
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.language.words import index_terms
from rm_assistant.ports import Source

PAGE_SECONDS = 15.0


def warm_up() -> None:
    """Load dictionaries and tables now, once, rather than in every process that reads."""
    index_terms("Total assets 資産合計")
    item_of("Total assets")


def read(
    source: Source,
    on_page: OnPage | None = None,
    *,
    skip: SkipPage | None = None,
    ocr: bool = False,
    page_seconds: float = PAGE_SECONDS,
) -> ParsedFiling | SourceRefused:
    """The filing with every page read or listed as failed; see `read_pdf` for `skip`, `ocr` and `page_seconds`."""
    try:
        reading = encodable(_reading(source, on_page, skip, ocr=ocr, page_seconds=page_seconds))
    except UnreadableSourceError as error:
        return SourceRefused(source.name, error.reason, error.detail, source.id)
    return _filing(source, reading)


def _reading(
    source: Source, on_page: OnPage | None, skip: SkipPage | None, *, ocr: bool, page_seconds: float
) -> Reading:
    if source.files:
        return read_html(source.path, on_page, only=source.files)
    kind = file_type(source.path)
    if kind is FileType.PDF:
        return read_pdf(source.path, on_page, skip=skip, ocr=ocr, page_seconds=page_seconds)
    if kind is FileType.HTML:
        return read_html(source.path, on_page)
    raise UnreadableSourceError(RefusalReason.UNSUPPORTED_TYPE, "It is neither PDF nor HTML any more.")


def _filing(source: Source, reading: Reading) -> ParsedFiling:
    pages = recognise(reading.pages)
    sections = find_sections(pages, reading.outline)
    pages = assign_sections(pages, sections)
    metadata = manifest.apply(source.overrides, read_cover(replace(reading, pages=pages), source.name))
    found = passages(pages, sections, metadata)
    return ParsedFiling(
        id=source.id,
        name=source.name,
        media_type=reading.media_type,
        size_bytes=source.size_bytes,
        page_count=reading.page_count,
        metadata=metadata,
        pages=pages,
        failed_pages=reading.failed_pages,
        sections=sections,
        passages=found,
        figures=find_figures(pages, sections, metadata, reading.tags),
        page_terms=_page_terms(pages, found),
        warnings=reading.warnings,
    )


def _page_terms(pages: Sequence[Page], found: Sequence[Passage]) -> tuple[str, ...]:
    """A page is found by its own words and by those that say whose it is: the lines of its passages' headers."""
    headers = {
        number: dict.fromkeys(line for each in group for line in each.header.splitlines())
        for number, group in groupby(found, key=lambda passage: passage.page)
    }
    return tuple(" ".join(index_terms("\n".join([*headers.get(page.number, ()), page.text]))) for page in pages)
