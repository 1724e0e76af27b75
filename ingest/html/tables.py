"""Tables of HTML: cells on a grid, spans resolved, split figures joined, and layout tables told from data."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ingest.html.fragments import Fragment, Grid, GridCell, Mark, Paragraph
from ingest.html.headings import heading_level
from ingest.html.marks import joined_marks
from rm_assistant.language.dates import fold_width

MAX_COLUMNS = 500
"""Far above what filings use; a span beyond it is cut."""
CELL_GAP = "  "
MAX_HEADER_ROWS = 6
_COLUMN_INDENT = 10.0
"""Points for each column that a label begins further right: filings indent with narrow empty columns too."""

_PREFIX = re.compile(r"^(?:US|A|C|HK|NZ|S|R)?[$€£¥￥]$|^[(（]$|^(?:US)?[$€£¥][(]$")
_SUFFIX = re.compile(r"^[)）%％]{1,2}$|^%\s*\)$")
_FIGURE_START = re.compile(r"^[(（\-−–—△▲]?\s*[$€£¥]?\s*[\d.—–-]")
_FIGURE_END = re.compile(r"[\d)）—–-]$")
_MARKER = re.compile(
    r"^(?:[•●○◦▪■□◆◇·‧∙*†‡§※\-–—o]{1,3}|[(（]?(?:\d{1,2}|[a-z]{1,4}|[ivx]{1,5})[)）.．]|\d{1,2}"
    r"|[(（]?[*※]\d{0,2}[)）]?|[(（]?注\s*\d{0,2}[)）]?[.．]?\d{0,2}|[①-⑳])$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^(?:[※*]\s?\d{0,2}[\s,、]+)*[(\[△▲\-−–+]?\s*(?:US)?[$€£¥]?\s*[(△▲\-−–]?\s*"
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s*[)%\]]{0,2}(?:\s*\([\s\d,.]+\))?$)"
)
_NOTHING = re.compile(r"^[-–—―－−]+$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell as its markup gives it."""

    fragments: list[Fragment]
    row_span: int = 1
    column_span: int = 1
    id: str | None = None
    header: bool = False

    @property
    def text(self) -> str:
        """In one line, with that of a table inside it."""
        lines = (fragment.text for fragment in self.fragments if isinstance(fragment, Paragraph | Grid))
        return " ".join(lines).replace("\n", " ")

    @property
    def indent(self) -> float:
        return next((fragment.indent for fragment in self.fragments if isinstance(fragment, Paragraph)), 0.0)

    @property
    def marks(self) -> tuple[Mark, ...]:
        pieces = (each for fragment in self.fragments for each in _marked(fragment))
        return joined_marks(pieces)

    @property
    def holds_table(self) -> bool:
        return any(isinstance(fragment, Grid) for fragment in self.fragments)


@dataclass(slots=True)
class OpenTable:
    """A table while its rows are read."""

    id: str | None = None
    caption: str | None = None
    rows: list[list[OpenCell]] = field(default_factory=list)

    def begin_row(self) -> None:
        self.rows.append([])

    def add(self, cell: OpenCell) -> None:
        if not self.rows:
            self.begin_row()
        self.rows[-1].append(cell)

    def fragments(self) -> list[Fragment]:
        """One grid, or what a table used for layout holds."""
        if any(_only_holds_tables(row) for row in self.rows):
            return list(_loosened(self))
        cells = _compact(_place(self.rows))
        if _is_layout(cells):
            return list(_loosened(self))
        return [Grid(tuple(cells), self.id, self.caption, _header_rows(cells))]


# ── the grid ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _place(rows: Sequence[Sequence[OpenCell]]) -> list[GridCell]:
    """Cells with text at the rows and columns that spans give them (HTML Standard, 4.9.12)."""
    placed: list[GridCell] = []
    taken_until: list[int] = []
    for row_number, row in enumerate(rows):
        column = 0
        found: list[GridCell] = []
        for cell in row:
            while column < len(taken_until) and taken_until[column] > row_number:
                column += 1
            width = min(cell.column_span, max(1, MAX_COLUMNS - column))
            height = min(cell.row_span, len(rows) - row_number)
            taken_until.extend([0] * (column + width - len(taken_until)))
            taken_until[column : column + width] = [row_number + height] * width
            if text := cell.text.strip():
                indent = cell.indent + column * _COLUMN_INDENT
                found.append(
                    GridCell(row_number, column, height, width, text, cell.id, cell.header, indent, cell.marks)
                )
            column += width
        placed.extend(_with_figures_joined(found))
    return placed


def _with_figures_joined(row: list[GridCell]) -> Iterator[GridCell]:
    """`$` | `1,577` | `)` are one figure in three cells: one cell, at the number's own place and with its id."""
    pending: GridCell | None = None
    for cell in row:
        if pending is None:
            pending = cell
        elif _PREFIX.match(pending.text) and _FIGURE_START.match(cell.text):
            pending = replace(cell, text=pending.text + cell.text, marks=_both_marks(pending, cell))
        elif _SUFFIX.match(cell.text) and _FIGURE_END.search(pending.text):
            pending = replace(pending, text=pending.text + cell.text, marks=_both_marks(pending, cell))
        else:
            yield pending
            pending = cell
    if pending:
        yield pending


def _both_marks(left: GridCell, right: GridCell) -> tuple[Mark, ...]:
    return joined_marks([(left.text, left.marks), (right.text, right.marks)])


def _marked(fragment: Fragment) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    if isinstance(fragment, Grid):
        yield from ((cell.text, cell.marks) for cell in fragment.cells)
    elif isinstance(fragment, Paragraph):
        yield fragment.text, fragment.marks


def _compact(cells: list[GridCell]) -> list[GridCell]:
    """Rows without text are taken out, and columns are those that the text makes; spans shrink with them."""
    row_of = partial(bisect_left, sorted({cell.row for cell in cells}))
    starts = _column_starts(cells)
    column_of = partial(bisect_right, starts)
    return [
        replace(
            cell,
            row=row_of(cell.row),
            column=column_of(cell.column) - 1,
            row_span=max(1, row_of(cell.row + cell.row_span) - row_of(cell.row)),
            column_span=column_of(cell.column + cell.column_span - 1) - column_of(cell.column) + 1,
        )
        for cell in cells
    ]


def _column_starts(cells: Iterable[GridCell]) -> list[int]:
    """Where columns begin. Right of the first, two that no row fills both are one.

    A header spans `$` and number and begins at the sign, numbers begin one column on: they are one column to the eye.
    """
    rows_at: dict[int, set[int]] = {}
    for cell in cells:
        rows_at.setdefault(cell.column, set()).add(cell.row)
    starts: list[int] = []
    filled: set[int] = set()
    for column in sorted(rows_at):
        if len(starts) < 2 or filled & rows_at[column]:
            starts.append(column)
            filled = set()
        filled |= rows_at[column]
    return starts


# ── layout or data ──────────────────────────────────────────────────────────────────────────────────────────────────


def _is_layout(cells: Sequence[GridCell]) -> bool:
    """A single row, a single column, or a list whose first column holds only bullets or numbers."""
    rows = _by_row(cells)
    if len(rows) < 2 or all(len(row) == 1 for row in rows):
        return True
    return all(_is_listed(row) for row in rows if len(row) > 1)


def _is_listed(row: Sequence[GridCell]) -> bool:
    """Bullets or numbers, then text."""
    return len(row) <= 3 and all(_is_marker(cell.text) for cell in row[:-1]) and not _is_amount(row[-1].text)


def _only_holds_tables(row: Sequence[OpenCell]) -> bool:
    """A row there to place a table, not one of which a cell happens to hold a small table."""
    return (
        any(cell.holds_table for cell in row) and sum(bool(cell.fragments) and not cell.holds_table for cell in row) < 2
    )


def _is_marker(text: str) -> bool:
    return bool(_MARKER.match(fold_width(text)))


def _loosened(table: OpenTable) -> Iterator[Fragment]:
    """What a layout table holds: a row of texts is one line; a single cell keeps its paragraphs; tables stay tables."""
    if table.caption:
        yield Paragraph(table.caption)
    for row in table.rows:
        filled = [cell for cell in row if cell.fragments]
        paragraphs = [item for cell in filled for item in cell.fragments if isinstance(item, Paragraph)]
        if len(filled) > 1 and len(paragraphs) == sum(len(cell.fragments) for cell in filled):
            yield _line(CELL_GAP.join(cell.text for cell in filled), paragraphs)
        else:
            for cell in filled:
                yield from cell.fragments


def _line(text: str, paragraphs: Sequence[Paragraph]) -> Paragraph:
    bold = all(paragraph.bold for paragraph in paragraphs)
    anchor = next((paragraph.anchor for paragraph in paragraphs if paragraph.anchor), None)
    level = heading_level(text, tag=None, classes="", bold=bold)
    return Paragraph(text, anchor, level, bold, marks=joined_marks((each.text, each.marks) for each in paragraphs))


# ── headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _header_rows(cells: Sequence[GridCell]) -> int:
    """Leading rows that name columns: no amounts in them, and amounts below."""
    rows = _by_row(cells)
    count = 0
    for row in rows[:MAX_HEADER_ROWS]:
        if (count and _is_label_only(row)) or any(_is_amount(cell.text) for cell in row if cell.column > 0):
            break
        count += 1
    if count < min(len(rows), MAX_HEADER_ROWS):
        return count
    return 1 if all(cell.header for cell in rows[0]) or _looks_like_names(rows) else 0


def _is_label_only(row: Sequence[GridCell]) -> bool:
    return len(row) == 1 and row[0].column == 0 and row[0].column_span == 1


def _looks_like_names(rows: Sequence[Sequence[GridCell]]) -> bool:
    """A table of words: its first row names columns where it is full and terser than what follows."""
    first, rest = rows[0], rows[1:]
    width = max(len(row) for row in rows)
    if len(first) < width or width < 3:
        return False
    average = sum(len(cell.text) for row in rest for cell in row) / max(1, sum(len(row) for row in rest))
    return max(len(cell.text) for cell in first) <= max(12.0, average)


def _is_amount(text: str) -> bool:
    folded = fold_width(text)
    return bool(_AMOUNT.match(folded) or _NOTHING.match(folded)) and not _YEAR.match(folded)


def _by_row(cells: Sequence[GridCell]) -> list[list[GridCell]]:
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return [rows[number] for number in sorted(rows)]
