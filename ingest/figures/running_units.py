"""Units and currency signs that a table prints once and means for what follows: a column's $, a row's (百万円), 〃."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.figures.grid import GridCell
from ingest.figures.percent_columns import percent_columns
from rm_assistant.domain.figures import FigureKind, UnitKind
from rm_assistant.language.printed_units import PERCENT, PrintedUnit
from rm_assistant.language.units import DITTO, units_alone

Units = tuple[PrintedUnit, ...]
_PERCENT = PrintedUnit(PERCENT)


class RunningUnits:
    """What is in force at each column of a block, row after row."""

    def __init__(self, label_columns: frozenset[int], rows: Sequence[Sequence[GridCell]]) -> None:
        self._labels = label_columns
        self._over: dict[int, Units] = dict.fromkeys(percent_columns(rows, label_columns), (_PERCENT,))
        self._currencies: dict[int, str] = {}
        self._begun: set[int] = set()
        self._row: Units = ()
        self._row_until = -1

    def over(self, column: int) -> Units:
        """Printed in a cell above, or beside or in the first number of the column."""
        return self._over.get(column, ())

    def currency(self, column: int) -> str | None:
        """By the sign beside a number above or at this row: accounts print it on the first line and on totals."""
        return self._currencies.get(column)

    def note(self, row: Sequence[GridCell], figures: Sequence[GridCell]) -> None:
        number: GridCell | None = None
        for cell in row:
            if cell.column in self._labels:
                continue
            if cell.unit_only and cell.text.strip() not in DITTO:
                if number is not None:
                    self._over[number.column] = units_alone(cell.text)
                elif not figures:
                    self._over[cell.column] = units_alone(cell.text)
            elif cell.is_numeric:
                number = cell
        for cell in figures:
            self._note_printed(cell)

    def of_row(self, row: Sequence[GridCell]) -> Units:
        """Of a cell left of the row's numbers that prints nothing but a unit, or of one above that spans the row."""
        for cell in row:
            if cell.unit_only and cell.column > 0:
                if cell.text.strip() not in DITTO:
                    self._row = units_alone(cell.text)
                    self._row_until = cell.cell.row + cell.cell.row_span - 1
                return self._row
            if cell.is_numeric and cell.column not in self._labels:
                break
        return self._row if row[0].cell.row <= self._row_until else ()

    def _note_printed(self, cell: GridCell) -> None:
        """44,491百万円 on the first line is 百万円 for the bare 47,278 below."""
        value = cell.values[0]
        if value.kind is FigureKind.WORDS:
            return
        if value.currency:
            self._currencies[cell.column] = value.currency
        if cell.column not in self._begun and value.unit and value.unit.kind is UnitKind.CURRENCY:
            self._over.setdefault(cell.column, (value.unit,))
        self._begun.add(cell.column)
