"""A small library of two fictional companies, with statements as tables, for tests of search and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from rm_assistant.domain.documents import (
    PUBLIC_WALL,
    Basis,
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
from rm_assistant.language.words import index_terms


@dataclass(frozen=True)
class Grid:
    """A table: `rows` with their label first; the first row names the columns."""

    title: str
    unit: str
    rows: Sequence[Sequence[str]]
    statement: StatementKind | None = None


def page_of(
    number: int, content: Sequence[str | Grid], language: Language = Language.ENGLISH, *, basis: Basis | None = None
) -> Page:
    """Paragraphs and tables under each other, a line each; every word has a rectangle."""
    text = ""
    blocks: list[Block] = []
    tables: list[Table] = []
    for item in content:
        start = len(text)
        if isinstance(item, str):
            text += item + "\n"
            blocks.append(Block(BlockKind.PARAGRAPH, start, len(text) - 1))
            continue
        cells, text = _cells(item, text, f"p{number}-t{len(tables) + 1}")
        blocks.append(Block(BlockKind.TABLE, start, len(text) - 1))
        tables.append(
            Table(
                f"p{number}-t{len(tables) + 1}",
                start,
                len(text) - 1,
                cells,
                header_rows=1,
                title=item.title,
                unit=item.unit,
                statement=item.statement,
                basis=basis,
            )
        )
    kinds = tuple(item.statement for item in content if isinstance(item, Grid) and item.statement)
    return Page(
        number=number,
        text=text,
        language=language,
        label=str(number - 1) if number > 1 else None,
        width=612.0,
        height=792.0,
        words=_words(text),
        blocks=tuple(blocks),
        tables=tuple(tables),
        statements=kinds,
        basis=basis,
    )


def _cells(grid: Grid, text: str, name: str) -> tuple[tuple[Cell, ...], str]:
    cells = []
    for row, printed in enumerate(grid.rows):
        for column, cell in enumerate(printed):
            cells.append(Cell(f"{name}-r{row + 1}c{column + 1}", row, column, len(text), len(text) + len(cell)))
            text += cell + (" " if column + 1 < len(printed) else "\n")
    return tuple(cells), text


def _words(text: str) -> Words:
    words, position = [], 0
    for line, printed in enumerate(text.split("\n")):
        across = 0
        for word in printed.split(" "):
            if word:
                left, top = 40.0 + 6 * across, 40.0 + 14 * line
                words.append(Word(position, position + len(word), Rect(left, top, left + 6 * len(word), top + 10)))
            position += len(word) + 1
            across += len(word) + 1
    return Words.pack(words)


def report(
    name: str,
    metadata: FilingMetadata,
    pages: Sequence[Page],
    *,
    wall: str = PUBLIC_WALL,
    superseded_by: str | None = None,
) -> tuple[ParsedFiling, Document]:
    """As it would be ingested: one passage a page."""
    identity = hashlib.sha256(name.encode()).hexdigest()
    parsed = ParsedFiling(
        id=identity,
        name=name,
        media_type=MediaType.PDF,
        size_bytes=1,
        page_count=len(pages),
        metadata=metadata,
        pages=tuple(pages),
        sections=(Section("item_8", "Item 8. Financial Statements", 1, 1, len(pages)),),
        passages=tuple(_passage(ordinal, page) for ordinal, page in enumerate(pages)),
        page_terms=tuple(" ".join(index_terms(page.text)) for page in pages),
    )
    document = Document(
        id=identity,
        name=name,
        media_type=MediaType.PDF,
        size_bytes=1,
        metadata=metadata,
        client=metadata.issuer or "",
        wall=wall,
        page_count=len(pages),
        indexed_pages=len(pages),
        passage_count=len(pages),
        table_count=sum(len(page.tables) for page in pages),
        status=DocumentStatus.SEARCHABLE,
        ingested_at=datetime(2026, 1, 5, tzinfo=UTC),
        parser_version="1",
        superseded_by=superseded_by,
    )
    return parsed, document


def _passage(ordinal: int, page: Page) -> Passage:
    return Passage(
        ordinal=ordinal,
        kind=PassageKind.TEXT,
        page=page.number,
        text=page.text,
        header="",
        spans=(Span(SpanKind.SENTENCE, page.number, 0, len(page.text)),),
        language=page.language,
        terms=" ".join(index_terms(page.text)),
    )


def widget_report(year: int, *, capex: str, sales: str) -> tuple[ParsedFiling, Document]:
    """The 10-K of Widget Works, which says "purchases of property, plant and equipment" for its capital expenditure."""
    metadata = FilingMetadata(
        issuer="WIDGET WORKS COMPANY, INC.",
        form=FilingForm.FORM_10K,
        period_end=date(year, 12, 31),
        fiscal_year=year,
        fiscal_label=f"fiscal year ended December 31, {year}",
    )
    columns = ["(Millions)", str(year), str(year - 1)]
    pages = [
        page_of(
            1,
            [
                f"Widget Works Company, Inc. Annual report for the fiscal year ended December 31, {year}.",
                "We make widgets in four plants and sell them to retailers.",
            ],
        ),
        page_of(
            2,
            [
                "Net sales rose because demand for brass widgets grew in Europe.",
                "Our capital expenditure plans depend on demand for widgets.",
            ],
        ),
        page_of(
            3,
            [
                Grid(
                    "Consolidated Statement of Income",
                    "(Millions)",
                    [columns, ["Net sales", sales, "9,000"], ["Cost of sales", "5,000", "4,800"]],
                    StatementKind.INCOME_STATEMENT,
                )
            ],
        ),
        page_of(
            4,
            [
                Grid(
                    "Consolidated Statement of Cash Flows",
                    "(Millions)",
                    [
                        columns,
                        ["Net income", "800", "700"],
                        ["Purchases of property, plant and equipment", capex, "(1,000)"],
                        ["Dividends paid", "(300)", "(280)"],
                    ],
                    StatementKind.CASH_FLOW,
                )
            ],
        ),
        page_of(5, ["Customers may return widgets within thirty days of delivery."]),
    ]
    return report(f"widget-{year}.pdf", metadata, pages)


def aozora_report(year: int) -> tuple[ParsedFiling, Document]:
    """The 有価証券報告書 of 株式会社青空製作所, consolidated and the filer alone."""
    metadata = FilingMetadata(
        issuer="株式会社青空製作所",
        issuer_names=("AOZORA SEISAKUSHO CO., LTD.",),
        form=FilingForm.YUHO,
        language=Language.JAPANESE,
        period_end=date(year, 3, 31),
        fiscal_year=year,
        fiscal_label=f"第50期（自 {year - 1}年4月1日 至 {year}年3月31日）",
    )
    columns = ["", f"前連結会計年度（{year - 1}年3月31日）", f"当連結会計年度（{year}年3月31日）"]

    def income(title: str, sales: str) -> Grid:
        rows = [columns, ["売上高", "8,000", sales], ["営業利益", "900", "1,100"]]
        return Grid(title, "百万円", rows, StatementKind.INCOME_STATEMENT)

    pages = [
        page_of(1, ["株式会社青空製作所は、部品を製造しています。"], Language.JAPANESE),
        page_of(2, [income("連結損益計算書", "9,500")], Language.JAPANESE, basis=Basis.CONSOLIDATED),
        page_of(3, [income("損益計算書", "4,200")], Language.JAPANESE, basis=Basis.PARENT_ONLY),
        page_of(4, ["配当金は１株につき30円とすることを決議しました。"], Language.JAPANESE),
    ]
    return report(f"aozora-{year}.html", metadata, pages)


def superseded(filed: tuple[ParsedFiling, Document], by: str) -> tuple[ParsedFiling, Document]:
    return filed[0], replace(filed[1], superseded_by=by)
