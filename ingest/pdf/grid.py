"""Rows and columns of a table from the positions of its pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.cells import Column, GridCell
from ingest.pdf.header_spans import spread_headers
from ingest.pdf.lines import Line, Piece, is_wide
from ingest.pdf.tables import PERIOD, breaks_off, continues_label, ends_with_colon, unit_in

_EDGE_TOLERANCE = 0.7
"""Figures whose right edges are this close, in font sizes, stand in one column: a bracket or a % hangs over."""
_LABEL_INDENT = 2.5
_DEEPEST_INDENT = 6.0
_OVERLAP = 0.15
_SAME_CELL = 1.5
"""Two figures this close, in font sizes, may stand in one cell: a value and another in brackets."""
_CLOSING = ")）%％]"


@dataclass(slots=True)
class Grid:
    """Cells by row and column, empty ones left out. Column 0 holds the labels."""

    rows: list[dict[int, GridCell]]
    columns: int
    header_rows: int
    covered: frozenset[tuple[int, int]] = frozenset()
    """Row and column of places that a cell above or beside them takes up."""

    @property
    def heading(self) -> str | None:
        """The text of a first row that is one cell and names no period: a title set over the columns."""
        cells = list(self.rows[0].values()) if self.header_rows > 1 else []
        alone = len(cells) == 1 and PERIOD.search(cells[0].text) is None and unit_in(cells[0].text) is None
        return cells[0].text if alone else None

    def header_texts(self) -> list[str]:
        """What heads the labels as one text, then each other cell of the header, then a label below without figures."""
        head = self.rows[: self.header_rows]
        corner = [row[0].text for row in head if 0 in row]
        texts = [" ".join(corner)] + [cell.text for row in head for column, cell in row.items() if column]
        below = self.rows[self.header_rows] if self.header_rows < len(self.rows) else {}
        return texts + [cell.text for cell in below.values() if len(below) == 1]


def build_grid(lines: Sequence[Line], header: int) -> Grid:
    """The grid of a table's lines, of which the first `header` name columns."""
    body = lines[header:]
    margin = min(line.x0 for line in body)
    columns = _with_text_columns(_figure_columns(body, margin), body)
    labels = _labels(body, columns, margin)
    head = _stacked(lines[:header])
    grid = [_placed(row, columns, labels) for row in head + _logical_rows(body, labels)]
    spread_headers(grid[: len(head)], columns)
    return Grid(grid, len(columns) + 1, len(head))


def _stacked(header: Sequence[Line]) -> list[list[Line]]:
    """Header lines that overlap are one row: cells of two and of three lines side by side."""
    rows: list[list[Line]] = []
    for line in header:
        if rows and line.y0 - rows[-1][-1].y1 < -_OVERLAP * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _labels(body: Sequence[Line], columns: Sequence[Column], margin: float) -> Column:
    """The column of labels: from the left margin to the end of the longest label, or to the first column."""
    limit = min((column.outer for column in columns), default=float("inf"))
    ends = [line.pieces[0].x1 for line in body if line.pieces[0].x0 < limit and not line.pieces[0].is_value]
    end = min(max(ends, default=margin), limit)
    return Column(margin, end, limit, margin, set())


def _figure_columns(body: Sequence[Line], margin: float) -> list[Column]:
    """Columns from left to right: right edges that stand close, and what overlaps without ever sharing a row.

    Dashes and marks ("N/A", "*") are often centred: they make a column only where their row has no other place.
    """
    label_end = _usual_label_end(body, margin)
    figures = [
        (row, piece)
        for row, line in enumerate(body)
        for at, piece in enumerate(line.pieces)
        if piece.is_value and (at or piece.x0 > label_end)
    ]
    tolerance = _EDGE_TOLERANCE * (body[-1].size or 1)
    digits = [_column_of(piece, row) for row, piece in figures if piece.has_digit]
    columns = _without_rivals(_clustered(digits, tolerance))
    displaced = [_column_of(piece, row) for row, piece in _displaced(figures, columns)]
    return sorted(columns + _without_rivals(_clustered(displaced, tolerance)), key=lambda column: column.edge)


def _usual_label_end(body: Sequence[Line], margin: float) -> float:
    """A figure that begins a line left of this is a label, or part of one; a total without a label begins beyond it."""
    ends = sorted(line.pieces[0].x1 for line in body if not line.pieces[0].is_value)
    indented = margin + _LABEL_INDENT * body[0].size
    return max(indented, ends[len(ends) // 2]) if ends else indented


def _clustered(figures: Sequence[Column], tolerance: float) -> list[Column]:
    columns: list[Column] = []
    last_edge = float("-inf")
    for figure in sorted(figures, key=lambda figure: figure.edge):
        if columns and figure.edge - last_edge <= tolerance:
            columns[-1] = columns[-1].joined_with(figure)
        else:
            columns.append(figure)
        last_edge = figure.edge
    return columns


def _displaced(figures: Sequence[tuple[int, Piece]], columns: Sequence[Column]) -> Iterator[tuple[int, Piece]]:
    """Figures that would share a cell with another of their row that stands nearer to the column."""
    held: dict[tuple[int, int], Piece] = {}
    for row, piece in figures:
        if not columns:
            yield row, piece
            continue
        column = _nearest(piece, columns)
        rival = held.get((row, column))
        if rival is None:
            held[row, column] = piece
        elif piece.x0 - rival.x1 > _SAME_CELL * piece.size:
            nearer, farther = sorted((rival, piece), key=lambda other: abs(_edge(other) - columns[column].edge))
            held[row, column] = nearer
            yield row, farther


def _column_of(piece: Piece, row: int) -> Column:
    body = piece.body
    word = next((word for word in reversed(body) if word.text.strip(_CLOSING)), body[-1])
    closing = len(word.text) - len(word.text.rstrip(_CLOSING))
    edge = word.x1 - (word.x1 - word.x0) * closing / len(word.text)
    return Column(word.x0, word.x1, edge, min(piece.x0, word.x0), {row})


def _edge(piece: Piece) -> float:
    return _column_of(piece, 0).edge


def _without_rivals(columns: list[Column]) -> list[Column]:
    """Neighbours that overlap and never share a row made one: centred figures, or a figure out of line."""
    merged: list[Column] = []
    for column in columns:
        last = merged[-1] if merged else None
        if last is not None and not last.rows & column.rows:
            narrower = min(last.x1 - last.x0, column.x1 - column.x0)
            if last.overlap(column.x0, column.x1) > 0.3 * narrower:
                merged[-1] = last.joined_with(column)
                continue
        merged.append(column)
    return merged


def _with_text_columns(columns: list[Column], body: Sequence[Line]) -> list[Column]:
    """Figure columns and, between or beside them, columns of words that several rows have."""
    words: list[Column] = []
    for row, line in enumerate(body):
        for piece in line.pieces[1:]:
            if piece.is_value or any(column.x1 > piece.x0 and piece.x1 > column.outer for column in columns):
                continue
            words.append(Column(piece.x0, piece.x1, piece.x1, piece.x0, {row}))
    groups: list[Column] = []
    for column in sorted(words, key=lambda column: column.x0):
        if groups and groups[-1].overlap(column.x0, column.x1) > 0:
            groups[-1] = groups[-1].joined_with(column)
        else:
            groups.append(column)
    least = max(2, len(body) // 5)
    return sorted(columns + [group for group in groups if len(group.rows) >= least], key=lambda column: column.x0)


def _logical_rows(body: Sequence[Line], labels: Column) -> list[list[Line]]:
    """Lines put together where a row is set on several of them."""
    width = _label_width(body)
    rows: list[list[Line]] = []
    for line in body:
        if rows and (_beside(rows[-1], line, labels) or _runs_on(rows[-1], line, labels, width)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _label_width(body: Sequence[Line]) -> float:
    """Where labels are broken, from those that go on with a small letter; infinite where none does."""
    ends = [
        upper.pieces[0].x1
        for upper, lower in pairwise(body)
        if len(upper.pieces) == 1
        and lower.pieces[0].text[0].islower()
        and continues_label(upper.pieces[0], lower.pieces[0])
    ]
    return max(ends, default=float("inf"))


def _beside(row: Sequence[Line], line: Line, labels: Column) -> bool:
    """Whether label and figures of one row stand a little above each other."""
    upper = row[-1]
    gap = (line.y0 - upper.y1) / upper.size
    if gap < -_OVERLAP:
        return upper.x0 >= labels.edge or line.x0 >= labels.edge
    only_label = len(row) == 1 and len(upper.pieces) == 1 and upper.x0 < labels.edge
    return gap < 0.2 and only_label and line.x0 >= labels.edge and not ends_with_colon(upper.text)


def _runs_on(row: Sequence[Line], lower: Line, labels: Column, width: float) -> bool:
    """Whether the label of a row goes on in the next line; only one of its lines has figures."""
    upper = row[-1]
    label, following = upper.pieces[0], lower.pieces[0]
    figures = any(len(line.pieces) > 1 for line in row)
    if figures and len(lower.pieces) > 1:
        return False
    if label.x0 >= labels.edge or following.x0 >= labels.edge:
        return False
    gap = (lower.y0 - upper.y1) / upper.size
    if gap > 0.6:
        return gap < 1.5 and breaks_off(label.text) and following.text[0].islower()
    if continues_label(label, following):
        return True
    return not (figures or ends_with_colon(label.text)) and _had_no_room(label, following, labels, width)


def _had_no_room(label: Piece, following: Piece, labels: Column, width: float) -> bool:
    """Whether what follows would not have fitted behind the label on its own line."""
    if is_wide(label.text[-1]):
        return label.x1 + 1.2 * following.size > labels.x1 and label.letters >= 8
    word = following.words[0]
    return label.x1 + 0.3 * word.size + word.x1 - word.x0 > width


def _placed(row: Sequence[Line], columns: Sequence[Column], labels: Column) -> dict[int, GridCell]:
    cells: dict[int, GridCell] = {}
    for line in row:
        for at, piece in enumerate(line.pieces):
            column = 0 if at == 0 and _is_label(piece, columns, labels) else 1 + _nearest(piece, columns)
            cells.setdefault(column, GridCell()).pieces.append(piece)
    return dict(sorted(cells.items()))


def _is_label(piece: Piece, columns: Sequence[Column], labels: Column) -> bool:
    if not columns or piece.x0 <= labels.x0 + 1:
        return True
    if piece.is_value:
        return piece.x0 <= labels.x0 + _DEEPEST_INDENT * piece.size and piece.x1 < columns[0].x0
    return piece.x0 < min(labels.x1, columns[0].x0) - piece.size and piece.centre < columns[0].x0


def _nearest(piece: Piece, columns: Sequence[Column]) -> int:
    if piece.is_value:
        edge = _edge(piece)
        return min(range(len(columns)), key=lambda at: abs(columns[at].edge - edge))
    overlaps = [column.overlap(piece.x0, piece.x1) for column in columns]
    best = max(range(len(columns)), key=lambda at: overlaps[at])
    if overlaps[best] > 0:
        return best
    return min(range(len(columns)), key=lambda at: abs(columns[at].centre - piece.centre))
