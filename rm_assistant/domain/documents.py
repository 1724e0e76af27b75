"""Filings as they are read: pages, blocks, tables, sections, passages and what the cover says.

One rule holds everywhere: whatever is quoted is `page.text[start:end]`. Blocks, cells, spans and sections keep offsets
into the text of their page and never a copy that could differ from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rm_assistant.domain.layout import Words

DocumentId = str
"""Lower-case hexadecimal SHA-256 of the file's bytes; of a folder, see `folder_id`."""


def folder_id(digests: Mapping[str, str]) -> DocumentId:
    """Identity of a folder that is one filing: SHA-256 over a line `<sha256>  <path>` for each file, sorted by path.

    `digests` gives the lower-case hexadecimal SHA-256 of each file by its path inside the folder, with slashes.
    """
    lines = (f"{digests[path]}  {path}\n" for path in sorted(digests))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class Language(StrEnum):
    ENGLISH = "en"
    JAPANESE = "ja"


class FilingForm(StrEnum):
    """The filing types RMs read. The value is the name used in the trade."""

    FORM_10K = "10-K"
    FORM_10Q = "10-Q"
    FORM_8K = "8-K"
    FORM_20F = "20-F"
    ANNUAL_REPORT = "annual report"
    EARNINGS_RELEASE = "earnings release"
    YUHO = "有価証券報告書"
    SEMIANNUAL_REPORT = "半期報告書"
    QUARTERLY_REPORT = "四半期報告書"
    TANSHIN = "決算短信"
    FORECAST_REVISION = "業績予想の修正"
    OTHER = "other"


class IdentifierKind(StrEnum):
    CIK = "cik"
    TICKER = "ticker"
    EDINET = "edinet"
    SECURITIES_CODE = "securities_code"
    CORPORATE_NUMBER = "corporate_number"
    LEI = "lei"


@dataclass(frozen=True, slots=True)
class Identifier:
    kind: IdentifierKind
    value: str


class MetadataSource(StrEnum):
    """Where a field of the metadata was read; the first of these that states it wins."""

    MANIFEST = "manifest"
    XBRL = "xbrl"
    COVER = "cover"
    FILE = "file"
    """The PDF's own information dictionary."""
    HINT = "hint"
    """The file's name: weak, kept only where nothing better states the field."""


@dataclass(frozen=True, slots=True)
class FilingMetadata:
    """What is known of a filing as a whole. `None` or empty is unknown: never guessed.

    `fiscal_year` is the year by which the issuer names the period (FY2018; 2020年3月期 is 2020); `fiscal_label` is
    the period as printed ("fiscal year ended December 31, 2018", 第118期).
    """

    issuer: str | None = None
    issuer_names: tuple[str, ...] = ()
    """Other names on the cover (the English one of a Japanese issuer, a former name)."""
    identifiers: tuple[Identifier, ...] = ()
    form: FilingForm = FilingForm.OTHER
    language: Language = Language.ENGLISH
    period_start: date | None = None
    period_end: date | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    fiscal_label: str | None = None
    filed_on: date | None = None
    amends: bool = False
    """True for an amended filing (10-K/A, 訂正報告書): it supersedes the one of the same issuer, form and period."""
    title: str | None = None
    sources: dict[str, MetadataSource] = field(default_factory=dict)


class MediaType(StrEnum):
    PDF = "application/pdf"
    HTML = "text/html"
    INLINE_XBRL = "application/xhtml+xml"


class TextSource(StrEnum):
    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    HTML = "html"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FURNITURE = "furniture"
    """Running headers, footers and page numbers: kept for the reader, left out of passages."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page in reading order: page text `[start, end)`."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Depth of a heading, 1 the highest; 0 for the rest."""
    anchor: str | None = None
    """The element's id in an HTML source."""


class StatementKind(StrEnum):
    BALANCE_SHEET = "balance_sheet"
    INCOME_STATEMENT = "income_statement"
    COMPREHENSIVE_INCOME = "comprehensive_income"
    CASH_FLOW = "cash_flow"
    EQUITY = "equity"
    SEGMENTS = "segments"
    KEY_FIGURES = "key_figures"
    """Selected financial data, 主要な経営指標等の推移."""


class Basis(StrEnum):
    CONSOLIDATED = "consolidated"
    PARENT_ONLY = "parent_only"
    """個別: the filer alone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: page text `[start, end)`; empty cells have `start == end`.

    `id` is the element's id where the HTML has one, otherwise `p{page}-t{table}-r{row}c{column}`, all from 1.
    """

    id: str
    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    indent: float = 0.0
    """Of HTML, how far the text begins right of the table's left edge, in points: for comparing labels only."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page. Rows and columns count from 0; the first `header_rows` rows name the columns.

    `title` is the text of the nearest heading or caption, `unit` the unit or scale as printed near or in the table
    ("(Millions)", 単位：百万円): both verbatim, `None` where nothing is printed.
    """

    id: str
    start: int
    end: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    title: str | None = None
    unit: str | None = None
    statement: StatementKind | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a filing.

    Of a PDF: a physical page, counted from 1. Of HTML, which has no pages: a part, cut at the document's own page
    breaks or headings (`ingest.html`), counted from 1 in reading order; `width` and `height` are then 0.
    """

    number: int
    text: str
    language: Language
    label: str | None = None
    """The page number as printed on the page or in the PDF's page labels."""
    width: float = 0.0
    height: float = 0.0
    source: TextSource = TextSource.TEXT_LAYER
    words: Words = field(default_factory=Words)
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    statements: tuple[StatementKind, ...] = ()
    """The primary statements that this page *is* (or carries on), not those it mentions."""
    basis: Basis | None = None
    section: str | None = None
    """Key of the section in force where the page begins."""


class PageFailure(StrEnum):
    """Why a page was not indexed. Each is shown to the reader in words."""

    NO_TEXT_LAYER = "no_text_layer"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    NOT_REACHED = "not_reached"
    """Reading ended before this page: the worker was killed or hit a limit."""


@dataclass(frozen=True, slots=True)
class FailedPage:
    number: int
    reason: PageFailure
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a filing by its headings.

    `key` is stable and comparable between years: `item_7`, `item_1a`, `note_income_taxes`, `第2-事業等のリスク` (its
    number within 第2【事業の状況】 shifts from year to year); for other headings the normalised title. A key that comes
    again in a filing ends in `~2`. `first_page`..`last_page` inclusive.
    """

    key: str
    title: str
    level: int
    first_page: int
    last_page: int
    start: int = 0
    """Offset of the heading in the first page's text."""


class SpanKind(StrEnum):
    SENTENCE = "sentence"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """The smallest thing that can be cited: a sentence or a table row, page text `[start, end)`."""

    kind: SpanKind
    page: int
    start: int
    end: int
    table: str | None = None
    row: int | None = None


class PassageKind(StrEnum):
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of search: consecutive spans of one section on one page, or (part of) one table.

    `header` says whose it is (issuer, period, form, section, table title and unit): it is indexed and embedded with
    `text`, never quoted. `terms` are the words for full-text search, made by `rm_assistant.language.words`.
    """

    ordinal: int
    kind: PassageKind
    page: int
    text: str
    header: str
    spans: tuple[Span, ...]
    language: Language
    section: str | None = None
    terms: str = ""


class RefusalReason(StrEnum):
    """Why a whole file was not taken in."""

    UNSUPPORTED_TYPE = "unsupported_type"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    """No permission, or the disk failed."""
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    NO_PAGES = "no_pages"
    UNSAFE_ARCHIVE = "unsafe_archive"
    BAD_MANIFEST = "bad_manifest"


@dataclass(frozen=True, slots=True)
class SourceRefused:
    """A file or folder that could not be taken in: named, with what to do about it."""

    name: str
    reason: RefusalReason
    detail: str
    id: DocumentId | None = None


class DocumentStatus(StrEnum):
    SEARCHABLE = "searchable"
    """Text, figures and pages are in; vectors follow."""
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Document:
    """A filing in the catalog."""

    id: DocumentId
    name: str
    media_type: MediaType
    size_bytes: int
    metadata: FilingMetadata
    client: str
    """Who the document is about to the bank; the issuer's name unless the manifest says otherwise."""
    wall: str
    """Readers need this wall among their grants. `PUBLIC_WALL` is everyone's."""
    page_count: int
    indexed_pages: int
    passage_count: int
    table_count: int
    status: DocumentStatus
    ingested_at: datetime
    parser_version: str
    failed_pages: tuple[FailedPage, ...] = ()
    warnings: tuple[str, ...] = ()
    superseded_by: DocumentId | None = None
    figure_count: int = 0
    """Numbers found with their row and column; 0 also where it was read before figures were looked for."""


PUBLIC_WALL = "public"
