"""The pieces that a document's flow is read into, before it is cut into parts."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.xbrl_tags import InlineTag


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag of inline XBRL on the printed characters `[start, end)` of a text, white space not counted."""

    tag: InlineTag
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of a block element, white space as a browser shows it; lines broken by hand are divided by a newline.

    `level` is the depth of a heading, 1 the highest, and 0 for running text.
    """

    text: str
    anchor: str | None = None
    level: int = 0
    bold: bool = False
    indent: float = 0.0
    """Where the first line begins, in points from the left edge of what is around it."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with text. Rows and columns count from 0, after rows and columns without text are taken out."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    id: str | None = None
    header: bool = False
    indent: float = 0.0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that holds data: its cells, row by row."""

    cells: tuple[GridCell, ...]
    id: str | None = None
    caption: str | None = None
    header_rows: int = 0

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where the document says that a new page begins."""


Fragment = Paragraph | Grid | PageBreak
