"""What stands over each column of a block, from the top down, as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.figures.grid import Block, GridCell
from rm_assistant.language.dates import find_periods
from rm_assistant.language.period_labels import read_period_label

Path = tuple[str, ...]
_LONGEST_YEARS = 60


class ColumnHeads:
    """The paths of a block's columns; `lines_join` where a head of several lines is several cells.

    Where a row of the body is set in two lines under heads set in two lines
    (銘柄: 株式数 over 貸借対照表計上額), each line has the head of its own.
    """

    def __init__(self, block: Block, *, lines_join: bool) -> None:
        self._rows = block.header
        self._lines_join = lines_join
        self._known: dict[tuple[int, int, int], Path] = {}
        self._corner_height = max(
            (cell.cell.row_span for row in self._rows for cell in row if cell.column == 0), default=1
        )

    def path(self, column: int, line: int = 0, lines: int = 1) -> Path:
        """Of the `line`th of so many lines of a row."""
        key = (column, line, lines)
        path = self._known.get(key)
        if path is None:
            path = self._known[key] = self._read(*key)
        return path

    def _read(self, column: int, line: int, lines: int) -> Path:
        cells = [_of_one(cell, column) for row in self._rows for cell in row if _covers(cell, column)]
        if lines > 1 and self._corner_height >= lines and len(cells) >= lines:
            bottom = cells[-lines:]
            if all(cell.cell.row_span == 1 for cell in bottom) and _one_above_another(bottom):
                cells = [*cells[:-lines], bottom[line]]
        cells = [*self._beside(cells, column), *cells]
        texts = _joined(cells) if self._lines_join else [" ".join(cell.text.split()) for cell in cells]
        return tuple(text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1])

    def _beside(self, cells: Sequence[GridCell], column: int) -> list[GridCell]:
        """A header may stand like an L: 報酬等の総額 above and left of 基本報酬 and 賞与, its parts."""
        if not cells or not self._rows or cells[0].cell.row == self._rows[0][0].cell.row:
            return []
        row = cells[0].cell.row
        left = [
            cell
            for above in self._rows
            for cell in above
            if 0 < cell.column < column and cell.cell.row < row < cell.cell.row + cell.cell.row_span
        ]
        return [max(left, key=lambda cell: cell.column)] if left else []

    def texts(self) -> list[str]:
        """Of all header cells."""
        return [cell.text for row in self._rows for cell in row]

    def corner(self) -> list[str]:
        """What stands over the labels."""
        return [cell.text for row in self._rows for cell in row if cell.column == 0]


def _joined(cells: Sequence[GridCell]) -> list[str]:
    """In a PDF each line is a cell: those of one width above each other are one head."""
    texts: list[str] = []
    before: GridCell | None = None
    for cell in cells:
        text = " ".join(cell.text.split())
        if before is not None and not (cell.unit_only or before.unit_only) and _same_width(before, cell):
            texts[-1] = f"{texts[-1]} {text}"
        else:
            texts.append(text)
        before = cell
    return texts


def _same_width(upper: GridCell, lower: GridCell) -> bool:
    return (upper.cell.column, upper.cell.column_span) == (lower.cell.column, lower.cell.column_span)


def _covers(cell: GridCell, column: int) -> bool:
    return cell.cell.column <= column < cell.cell.column + cell.cell.column_span


def _of_one(cell: GridCell, column: int) -> GridCell:
    """Of years that a PDF sets so close that they are one cell over two columns, the column's own."""
    span = cell.cell.column_span
    if span == 1 or len(cell.text) > _LONGEST_YEARS or read_period_label(cell.text).change:
        return cell
    mentions = find_periods(cell.text)
    if len(mentions) != span or len({mention.fiscal_year for mention in mentions}) != span:
        return cell
    own = mentions[column - cell.cell.column]
    return replace(cell, text=cell.text[own.start : own.end])


def _one_above_another(cells: Sequence[GridCell]) -> bool:
    """Heads of the lines of a row, and not one over several columns with a part of it below."""
    return all(
        after.cell.row == before.cell.row + 1 and _same_width(before, after) for before, after in pairwise(cells)
    )
