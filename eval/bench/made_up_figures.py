"""Filings of made-up issuers with as many figures as one asks for: tables as printed, words as they are indexed.

Every filing has primary statements, whose lines are the glossary's items, and notes, whose lines are a segment's or a
product's. Half are in Japanese. The same seed makes the same filings.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from rm_assistant.domain.documents import (
    PUBLIC_WALL,
    Basis,
    Document,
    DocumentStatus,
    FilingForm,
    FilingMetadata,
    Language,
    MediaType,
    Page,
    StatementKind,
)
from rm_assistant.domain.figures import Figure, FigurePeriod, FigureRow, Role, Source, Unit, UnitKind
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import index_terms

ROWS_A_TABLE = 8
TABLES_A_PAGE = 2
_MOST_COLUMNS = 5
_STATEMENTS = (StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW)
_PRIMARY_TABLES = 9
_OF_SEGMENTS = 0.3
_SCALE = 1_000_000
_START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_DERIVED = (("unit", Source.COLUMN), ("scale", Source.TABLE), ("period", Source.COLUMN), ("basis", Source.SECTION))


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a language's filings head their tables, and how their readers ask."""

    titles: tuple[str, ...]
    notes: tuple[str, ...]
    column: str
    segments: tuple[str, ...]
    things: tuple[str, ...]
    currency: str
    question: str


_WORDING = {
    Language.ENGLISH: _Wording(
        titles=("Consolidated Balance Sheets", "Consolidated Statements of Income", "Consolidated Cash Flows"),
        notes=("Note {} Segment information", "Note {} Property, plant and equipment", "Note {} Income taxes"),
        column="Year ended December 31, {}",
        segments=("Northern Region", "Marine Products", "Retail Stores", "Engineering Services", "Other"),
        things=("Land", "Buildings", "Vehicles", "Licences", "Deferred charges", "Prepaid rent", "Warranty provision"),
        currency="USD",
        question="What was the {item} for the year ended December 31, {year}?",
    ),
    Language.JAPANESE: _Wording(
        titles=("連結貸借対照表", "連結損益計算書", "連結キャッシュ・フロー計算書"),
        notes=("（セグメント情報等）第{}表", "（有形固定資産等明細表）第{}表", "（税効果会計関係）第{}表"),
        column="{}年3月期",
        segments=("北部地域", "水産事業", "小売事業", "技術サービス事業", "その他"),
        things=("土地", "建物及び構築物", "車両運搬具", "特許権", "繰延資産", "前払家賃", "製品保証引当金"),
        currency="JPY",
        question="{year}年3月期の{item}はいくらですか。",
    ),
}


def made_up_filings(filings: int, figures: int, seed: int = 1) -> Iterator[tuple[ParsedFiling, Document]]:
    """`filings` of them with `figures` in all, or a few more: no table is cut."""
    return (_filing(number, figures // filings, seed) for number in range(filings))


def made_up_rows(figures: int, language: Language, seed: int = 1) -> tuple[FigureRow, ...]:
    """At least so many figures, table by table."""
    chance = random.Random(seed)
    rows: list[FigureRow] = []
    made = table = 0
    while made < figures:
        printed = _table(table, language, chance)
        made += sum(len(row.figures) for row in printed)
        table += 1
        rows += printed
    return tuple(rows)


def made_up_questions(count: int, seed: int = 1) -> list[str]:
    """As readers ask: an item of a year, or a segment's line, in both languages by turns."""
    chance = random.Random(seed)
    return [_question(Language.JAPANESE if number % 2 else Language.ENGLISH, chance) for number in range(count)]


def _question(language: Language, chance: random.Random) -> str:
    wording = _WORDING[language]
    item = chance.choice(chance.choice(_items()).names(language))
    asked = f"{chance.choice(wording.segments)} {item}" if chance.random() < _OF_SEGMENTS else item
    return wording.question.format(item=asked, year=chance.randint(2020, 2024))


def _filing(number: int, figures: int, seed: int) -> tuple[ParsedFiling, Document]:
    language = Language.JAPANESE if number % 2 else Language.ENGLISH
    identity = hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()
    rows = made_up_rows(figures, language, seed=seed * 10_000 + number)
    page = Page(number=1, text=f"Made-up Issuer {number}", language=language)
    parsed = ParsedFiling(
        id=identity,
        name=f"made-up-{number}.pdf",
        media_type=MediaType.PDF,
        size_bytes=1,
        page_count=1,
        metadata=FilingMetadata(issuer=f"Made-up Issuer {number}", form=FilingForm.ANNUAL_REPORT, language=language),
        pages=(page,),
        figures=rows,
        page_terms=("made up",),
    )
    return parsed, _document(parsed, number)


def _document(parsed: ParsedFiling, number: int) -> Document:
    return Document(
        id=parsed.id,
        name=parsed.name,
        media_type=parsed.media_type,
        size_bytes=parsed.size_bytes,
        metadata=parsed.metadata,
        client=parsed.metadata.issuer or "",
        wall=PUBLIC_WALL,
        page_count=1,
        indexed_pages=1,
        passage_count=0,
        table_count=0,
        status=DocumentStatus.COMPLETE,
        ingested_at=_START + timedelta(minutes=number),
        parser_version="bench",
    )


def _table(number: int, language: Language, chance: random.Random) -> list[FigureRow]:
    wording = _WORDING[language]
    page = 1 + number // TABLES_A_PAGE
    primary = number < _PRIMARY_TABLES
    kind = number % len(wording.titles)
    bare = FigureRow(
        page=page,
        start=0,
        end=0,
        label="",
        figures=(),
        table=f"p{page}-t{1 + number % TABLES_A_PAGE}",
        path=() if primary else (chance.choice(wording.segments),),
        statement=_STATEMENTS[kind] if primary else None,
        title=wording.titles[kind] if primary else chance.choice(wording.notes).format(number),
        section="item_8",
    )
    columns = _columns(wording, chance.randint(2, _MOST_COLUMNS))
    lines = _lines(language, chance, primary=primary)
    return [_row(bare, row, label, item, columns, chance) for row, (label, item) in enumerate(lines)]


def _lines(language: Language, chance: random.Random, *, primary: bool) -> list[tuple[str, str | None]]:
    items = _items()
    if primary:
        return [(chance.choice(item.names(language)[:4]), item.key) for item in chance.sample(items, ROWS_A_TABLE)]
    lines: list[tuple[str, str | None]] = []
    for _ in range(ROWS_A_TABLE):
        item = chance.choice(items)
        thing = f"{chance.choice(_WORDING[language].things)} {chance.randint(1, 400)}"
        lines.append((item.names(language)[0], item.key) if chance.random() < 0.25 else (thing, None))
    return lines


def _columns(wording: _Wording, count: int) -> tuple[Figure, ...]:
    """What the figures of each column have in common."""
    unit = Unit(UnitKind.CURRENCY, wording.currency)
    return tuple(
        Figure(
            text="",
            start=0,
            end=0,
            column=column + 1,
            unit=unit,
            scale=_SCALE,
            period=FigurePeriod(
                date(2024 - column, 3, 31), 12, 2024 - column, label=wording.column.format(2024 - column)
            ),
            columns=(wording.column.format(2024 - column),),
            basis=Basis.CONSOLIDATED,
            derived=_DERIVED,
        )
        for column in range(count)
    )


def _row(
    bare: FigureRow, row: int, label: str, item: str | None, columns: Sequence[Figure], chance: random.Random
) -> FigureRow:
    start = 200 + row * 90
    heads = tuple(head for column in columns for head in column.columns)
    return replace(
        bare,
        start=start,
        end=start + 80,
        label=label,
        figures=tuple(_figure(column, f"{bare.table}-r{row}c{column.column}", start, chance) for column in columns),
        row=row,
        item=item,
        role=Role.TOTAL if label.startswith(("Total", "合計")) else None,
        terms=_terms((bare.title or "", *bare.path, label, *heads, *(_item_names(item) if item else ()))),
    )


def _figure(column: Figure, cell: str, start: int, chance: random.Random) -> Figure:
    printed = chance.randint(-(10**5), 10**7)
    text = f"({-printed:,})" if printed < 0 else f"{printed:,}"
    place = start + 20 + 12 * column.column
    return replace(column, text=text, start=place, end=place + len(text), value=Decimal(printed * _SCALE), cell=cell)


@lru_cache(maxsize=1)
def _items() -> tuple[Term, ...]:
    return tuple(term for term in glossary() if term.statements and term.english and term.japanese)


@lru_cache(maxsize=1000)
def _item_names(item: str) -> tuple[str, ...]:
    term = glossary().get(item)
    return (*term.english, *term.japanese)


def _terms(texts: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(word for text in texts for word in _words(text)))


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(index_terms(text))
