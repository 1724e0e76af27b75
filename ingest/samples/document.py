"""A filing before it is set: headings, paragraphs and tables, without fonts or coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    BODY = "body"
    CENTRE = "centre"
    RIGHT = "right"
    SMALL = "small"
    BULLET = "bullet"
    ITALIC = "italic"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1; those up to the renderer's depth go into the outline and the table of contents."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    align: Align = Align.BODY


class RowKind(StrEnum):
    HEADER = "header"
    ITEM = "item"
    TOTAL = "total"
    GRAND_TOTAL = "grand_total"


@dataclass(frozen=True, slots=True)
class Row:
    kind: RowKind
    cells: tuple[str, ...]
    indent: int = 0


class TableStyle(StrEnum):
    STATEMENT = "statement"
    """Figures in columns, rules only above totals (English) or a thin frame (Japanese)."""
    RULED = "ruled"
    """A frame around every cell."""
    PLAIN = "plain"
    """No rules: a cover's two columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the line, one a column. `unit` is printed above the table, where it is not empty."""

    style: TableStyle
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    unit: str = ""


class Layout(StrEnum):
    COVER = "cover"
    FRONT = "front"
    BODY = "body"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, from here on in another layout where one is named."""

    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class FileBreak:
    """From here on the text stands in another file, where a filing is published as a folder of HTML."""

    name: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, with printed page numbers."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks in two columns."""

    blocks: tuple[Heading | Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page that is an image: its text exists only as pixels."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Table | PageBreak | FileBreak | Contents | Rule | Columns | ScannedPage
