"""Small filings for tests of what stands after reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rm_assistant.domain.documents import (
    PUBLIC_WALL,
    Block,
    BlockKind,
    Cell,
    Document,
    DocumentStatus,
    FilingForm,
    FilingMetadata,
    Language,
    MediaType,
    Page,
    Passage,
    PassageKind,
    Section,
    Span,
    SpanKind,
    StatementKind,
    Table,
)
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.layout import Rect, Word, Words

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def filing(name: str, texts: Sequence[str], *, statements: Sequence[StatementKind] = ()) -> ParsedFiling:
    """A page for each text, one passage on each page; the terms are the words. The first page has a table."""
    pages = tuple(_page(number, text, tuple(statements)) for number, text in enumerate(texts, start=1))
    return ParsedFiling(
        id=hashlib.sha256(name.encode()).hexdigest(),
        name=f"{name}.pdf",
        media_type=MediaType.PDF,
        size_bytes=len(name),
        page_count=len(pages),
        metadata=FilingMetadata(issuer=name.title(), form=FilingForm.FORM_10K, fiscal_year=2024),
        pages=pages,
        sections=(Section("item_7", "Item 7. Management's Discussion", 1, 1, len(pages)),),
        passages=tuple(_passage(ordinal, name, page) for ordinal, page in enumerate(pages)),
        page_terms=tuple(page.text.lower() for page in pages),
    )


def catalogued(parsed: ParsedFiling, *, wall: str = PUBLIC_WALL, minutes: int = 0) -> Document:
    return Document(
        id=parsed.id,
        name=parsed.name,
        media_type=parsed.media_type,
        size_bytes=parsed.size_bytes,
        metadata=parsed.metadata,
        client=parsed.metadata.issuer or "",
        wall=wall,
        page_count=parsed.page_count,
        indexed_pages=len(parsed.pages),
        passage_count=len(parsed.passages),
        table_count=1,
        status=DocumentStatus.SEARCHABLE,
        ingested_at=START + timedelta(minutes=minutes),
        parser_version="1",
    )


def _page(number: int, text: str, statements: tuple[StatementKind, ...]) -> Page:
    words: list[Word] = []
    position = 0
    for index, word in enumerate(text.split(" ")):
        words.append(Word(position, position + len(word), Rect(72.0 + 60 * index, 72.5, 110.1 + 60 * index, 84.0)))
        position += len(word) + 1
    cells = (Cell(f"p{number}-t1-r1c1", 0, 0, 0, len(text.split(" ", maxsplit=1)[0])),)
    return Page(
        number=number,
        text=text,
        language=Language.ENGLISH,
        width=612.0,
        height=792.0,
        words=Words.pack(words),
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
        tables=(Table(f"p{number}-t1", 0, len(text), cells, unit="(Millions)"),) if number == 1 else (),
        statements=statements if number == 1 else (),
        section="item_7",
    )


def _passage(ordinal: int, name: str, page: Page) -> Passage:
    return Passage(
        ordinal=ordinal,
        kind=PassageKind.TEXT,
        page=page.number,
        text=page.text,
        header=name.title(),
        spans=(Span(SpanKind.SENTENCE, page.number, 0, len(page.text)),),
        language=page.language,
        section=page.section,
        terms=f"{name} {page.text.lower()}",
    )
