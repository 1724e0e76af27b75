"""Tables whose cells are drawn on the page, as EDINET and office programs do: rows and columns are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.pdf.cells import GridCell
from ingest.pdf.frame import Box
from ingest.pdf.grid import Grid
from ingest.pdf.lines import Line, Piece, Word, gather_lines, gather_pieces, is_wide
from ingest.pdf.rulings import Ruling, Span, find_rulings
from ingest.pdf.tables import is_row, is_unit_only

_FEWEST_CELLS = 4
_PROSE_CELL = 120
"""Half the cells longer than this: text set in columns, not a table."""
_TOUCH = 1.0
"""Points by which a word may reach into the box above it."""
_SAME_LINE, _NEXT_ROW = 0.5, 0.8
"""In font sizes: words that begin this near stand in one line, and a line this far below is the next row."""
_SIGNS = frozenset(["$", "€", "£", ")", "$("])


class DrawnTable(Piece):
    """A whole table that takes part in the reading order as one piece. Without a grid its cells are running text."""

    __slots__ = ("cells", "grid")

    def __init__(self, words: list[Word], box: Box, grid: Grid | None, cells: list[list[Line]]) -> None:
        super().__init__(words)
        self.x0, self.y0, self.x1, self.y1 = box
        self.grid = grid
        self.cells = cells

    @property
    def text(self) -> str:
        return ""


def drawn_tables(boxes: Sequence[Box], words: Sequence[Word]) -> tuple[list[DrawnTable], list[Word]]:
    """The tables that boxes and rules make, and the words outside them."""
    tables: list[DrawnTable] = []
    rest = list(words)
    for ruling in find_rulings(boxes):
        table = _table(ruling, rest)
        if table is not None:
            inside = {id(word) for word in table.words}
            rest = [word for word in rest if id(word) not in inside]
            tables.append(table)
    return tables, rest


_Cells = dict[Span, list[Line]]


def _table(ruling: Ruling, words: Sequence[Word]) -> DrawnTable | None:
    """The table with the words in its cells; None where what is drawn does not part its rows and columns."""
    held: dict[Span, list[Word]] = {}
    for word in words:
        span = ruling.cell_of(word)
        if span is not None:
            held.setdefault(span, []).append(word)
    cells = _without_unit_row({span: gather_lines(gather_pieces(inside)) for span, inside in held.items()})
    if ruling.filled and not _is_east_asian(cells):
        return None
    if len(cells) < _FEWEST_CELLS or _is_split(cells) or any(_holds_rows(lines) for lines in cells.values()):
        return None
    inside = [word for lines in cells.values() for line in lines for piece in line.pieces for word in piece.words]
    x0, _, x1, y1 = ruling.box
    ordered = [cells[span] for span in sorted(cells)]
    lengths = sorted(sum(len(line.text) for line in lines) for lines in ordered)
    grid = _grid(cells) if lengths[len(lengths) // 2] <= _PROSE_CELL else None
    if grid is not None and _goes_on_below(ruling.box, words):
        return None
    return DrawnTable(inside, (x0, ruling.ys[min(cells)[0]], x1, y1), grid, ordered)


def _goes_on_below(box: Box, words: Sequence[Word]) -> bool:
    """Whether a row follows at once that no rule encloses: only the head of the table is drawn, or stripes of it."""
    x0, _, x1, bottom = box
    below = [word for word in words if word.y0 > bottom - _TOUCH and x0 <= word.x0 and word.x1 <= x1]
    first = min((word.y0 for word in below), default=bottom)
    line = [word for word in below if word.y0 < first + _SAME_LINE * word.size]
    if not line or first - bottom > _NEXT_ROW * line[0].size:
        return False
    return any(is_row(row) for row in gather_lines(gather_pieces(line)))


def _is_east_asian(cells: _Cells) -> bool:
    """Where shading stripes are not the custom, boxes are cells."""
    text = "".join(line.text for lines in cells.values() for line in lines)
    return 4 * sum(map(is_wide, text)) > len(text)


def _without_unit_row(cells: _Cells) -> _Cells:
    """A first row that only says the unit belongs above the table."""
    first = min((span[0] for span in cells), default=0)
    row = [span for span in cells if span[0] == first]
    if len(row) == 1 and len(cells[row[0]]) == 1 and is_unit_only(cells[row[0]][0]):
        return {span: lines for span, lines in cells.items() if span != row[0]}
    return cells


def _is_split(cells: _Cells) -> bool:
    """Whether a currency sign or bracket has a box of its own: the boxes are finer than the columns."""
    return any(lines[0].text in _SIGNS for lines in cells.values())


def _holds_rows(lines: Sequence[Line]) -> bool:
    """Whether a cell holds labels with figures beside them, or several figures above each other: rules are missing."""
    labelled = any(is_row(line) and not (line.pieces[0].is_value and len(line.pieces) == 2) for line in lines)
    return labelled or sum(_is_figure(line) for line in lines) > 2


def _is_figure(line: Line) -> bool:
    return len(line.pieces) == 1 and line.pieces[0].is_value


def _grid(cells: _Cells) -> Grid:
    """The grid, rows and columns without any text left out."""
    row_at = _renumbered(span[0] for span in cells)
    column_at = _renumbered(span[1] for span in cells)
    rows: list[dict[int, GridCell]] = [{} for _ in row_at]
    covered: set[tuple[int, int]] = set()
    for (top, left, bottom, right), lines in sorted(cells.items()):
        row, column = row_at[top], column_at[left]
        height = sum(top <= at < bottom for at in row_at)
        width = sum(left <= at < right for at in column_at)
        pieces = [piece for line in lines for piece in line.pieces]
        rows[row][column] = GridCell(pieces, width, height)
        covered |= {(row + down, column + across) for down in range(height) for across in range(width)} - {
            (row, column)
        }
    return Grid(rows, len(column_at), _header_rows(rows), frozenset(covered))


def _renumbered(starts: Iterator[int]) -> dict[int, int]:
    return {start: at for at, start in enumerate(sorted(set(starts)))}


def _header_rows(rows: Sequence[dict[int, GridCell]]) -> int:
    """Rows above the first that has a figure beside its label, or a label alone."""
    for index, row in enumerate(rows):
        figures = any(column and cell.is_figure for column, cell in row.items())
        if figures or (index and set(row) == {0} and row[0].rows == 1):
            return index
    return 1
