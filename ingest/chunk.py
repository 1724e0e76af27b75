"""Passages, the units of search: structure first (section, table, paragraph), a splitter only where a block runs on.

A passage stays on one page and in one section; its text is page text without a gap, its spans are sentences or rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.chunk_headers import Headers
from ingest.chunk_spans import row_spans, sentence_spans
from rm_assistant.domain.documents import (
    Block,
    BlockKind,
    FilingMetadata,
    Language,
    Page,
    Passage,
    PassageKind,
    Section,
    Span,
    Table,
)
from rm_assistant.language.words import index_terms

TEXT_LENGTH = {Language.ENGLISH: 1000, Language.JAPANESE: 500}
"""Characters of a passage of prose, about: the last sentence may go beyond by its own length."""
TABLE_LENGTH = {Language.ENGLISH: 1800, Language.JAPANESE: 1000}
_ENOUGH = 0.4
"""With this share of its length a passage ends where a heading begins."""


def passages(pages: Sequence[Page], sections: Sequence[Section], metadata: FilingMetadata) -> tuple[Passage, ...]:
    """Passages in reading order, running headers and footers left out. `ordinal` counts from 0."""
    headers = Headers(sections, metadata)
    places = [(section.first_page, section.start) for section in sections]
    found: list[Passage] = []
    for page in pages:
        for draft in _PageDrafts(page, sections, places).drafts():
            found.append(_passage(len(found), page, draft, headers))
    return tuple(found)


@dataclass(slots=True)
class _Draft:
    """Spans that will be one passage. `repeated` is the table's header rows, where the spans leave them out."""

    section: int
    spans: list[Span] = field(default_factory=list)
    table: Table | None = None
    repeated: str = ""
    heading: str | None = None
    only_headings: bool = True

    @property
    def length(self) -> int:
        return self.spans[-1].end - self.spans[0].start if self.spans else 0


class _PageDrafts:
    """Goes through the blocks of one page. `section` is an index into the sections, -1 before the first."""

    def __init__(self, page: Page, sections: Sequence[Section], places: Sequence[tuple[int, int]]) -> None:
        self._page = page
        self._sections = sections
        self._places = places
        self._target = TEXT_LENGTH[page.language]
        self._open = _Draft(self._section_at(0))
        self._heading: str | None = None

    def drafts(self) -> Iterator[_Draft]:
        for block, table in _pieces(self._page):
            if table is not None:
                yield from self._table(table)
            elif block.kind is not BlockKind.FURNITURE:
                yield from self._text(block)
        yield from self._closed()

    def _section_at(self, offset: int) -> int:
        return bisect_right(self._places, (self._page.number, offset)) - 1

    def _closed(self) -> Iterator[_Draft]:
        if self._open.spans:
            yield self._open
        self._open = _Draft(self._open.section)

    def _text(self, block: Block) -> Iterator[_Draft]:
        is_heading = block.kind is BlockKind.HEADING
        yield from self._turned_to(self._section_at(block.start), is_heading=is_heading)
        if is_heading:
            self._heading = " ".join(self._page.text[block.start : block.end].split())
        for span in sentence_spans(self._page, block, self._target):
            if not self._open.only_headings and span.end - self._start_of_open(span) > self._target:
                yield from self._closed()
            self._open.heading = self._heading
            self._open.spans.append(span)
            self._open.only_headings = self._open.only_headings and is_heading

    def _turned_to(self, section: int, *, is_heading: bool) -> Iterator[_Draft]:
        """Ends the passage before another section or a heading; headings alone go with what follows them."""
        if section != self._open.section:
            if not self._open.only_headings:
                yield from self._closed()
            self._heading = None
            self._open.section = section
        elif is_heading and self._open.length > _ENOUGH * self._target:
            yield from self._closed()

    def _start_of_open(self, span: Span) -> int:
        return self._open.spans[0].start if self._open.spans else span.start

    def _table(self, table: Table) -> Iterator[_Draft]:
        """The table in parts; headings right above it are its title and need no passage of their own."""
        if not self._open.only_headings:
            yield from self._closed()
        section = self._section_at(table.start)
        self._open = _Draft(section)
        rows = row_spans(self._page, table)
        for part, repeated in _parts(self._page.text, rows, table.header_rows, TABLE_LENGTH[self._page.language]):
            yield _Draft(section, part, table, repeated, self._heading, only_headings=False)


def _pieces(page: Page) -> list[tuple[Block, Table | None]]:
    """Blocks in reading order, a table in the place of its block. A page without blocks is one paragraph."""
    if not page.blocks and not page.tables:
        return [(Block(BlockKind.PARAGRAPH, 0, len(page.text)), None)]
    tables = sorted(page.tables, key=lambda table: table.start)
    beside = (block for block in page.blocks if not any(_holds(table, block) for table in tables))
    pieces = [
        *((Block(BlockKind.TABLE, table.start, table.end), table) for table in tables),
        *((block, None) for block in beside),
    ]
    return sorted(pieces, key=lambda piece: piece[0].start)


def _holds(table: Table, block: Block) -> bool:
    return table.start <= block.start and block.end <= table.end


def _parts(text: str, rows: Sequence[Span], header_rows: int, length: int) -> Iterator[tuple[list[Span], str]]:
    """Rows in parts of about `length` characters, each after the first with the header rows' text."""
    header = " ".join(" ".join(text[row.start : row.end].split()) for row in rows if (row.row or 0) < header_rows)
    part: list[Span] = []
    repeated = ""
    for row in rows:
        if part and row.end - part[0].start > length and (part[-1].row or 0) >= header_rows:
            yield part, repeated
            part, repeated = [], header
        part.append(row)
    if part:
        yield part, repeated


def _passage(ordinal: int, page: Page, draft: _Draft, headers: Headers) -> Passage:
    header = headers.of(draft.section, draft.heading, draft.table, draft.repeated)
    text = page.text[draft.spans[0].start : draft.spans[-1].end]
    return Passage(
        ordinal=ordinal,
        kind=PassageKind.TABLE if draft.table else PassageKind.TEXT,
        page=page.number,
        text=text,
        header=header,
        spans=tuple(draft.spans),
        language=page.language,
        section=headers.key(draft.section),
        terms=" ".join((_terms_of_header(header), *index_terms(text))),
    )


@lru_cache(maxsize=512)
def _terms_of_header(header: str) -> str:
    """Neighbouring passages share their header."""
    return " ".join(index_terms(header))
