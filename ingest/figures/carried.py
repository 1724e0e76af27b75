"""What a table leaves unsaid because the one before it said it: a statement in two parts prints unit and heads once."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.figures.grid import TableGrid
from ingest.figures.headers import ColumnHeads
from ingest.figures.labels import plain_label
from ingest.figures.periods import Named
from rm_assistant.domain.documents import StatementKind
from rm_assistant.language.printed_units import PrintedUnit

_LEAST_HEADS = 3
_LEAST_ROWS = 3
"""Of two tables that stand for one because they have the same labels."""


@dataclass(frozen=True, slots=True)
class _Shape:
    page: int
    title: str | None
    statement: StatementKind | None
    columns: int
    labels: tuple[str, ...]
    heads: tuple[str, ...]

    @classmethod
    def of(cls, grid: TableGrid) -> _Shape:
        table = grid.table
        columns = max((cell.column + cell.column_span for cell in table.cells), default=0)
        labels = tuple(row[0].text for block in grid.blocks for row in block.rows if row[0].column == 0)
        heads = tuple(plain_label(cell.text) for row in grid.blocks[0].header for cell in row) if grid.blocks else ()
        return cls(grid.page.number, table.title, table.statement, columns, labels, heads)

    def goes_on_from(self, before: _Shape) -> bool:
        """Whether it is of the same rows, under the same heads on the same page, or of the same statement."""
        if len(self.heads) >= _LEAST_HEADS and self.heads == before.heads and self.page == before.page:
            return True
        if len(self.labels) >= _LEAST_ROWS and self.labels == before.labels:
            return True
        same = self.statement is StatementKind.EQUITY or self.columns == before.columns
        return self.statement is not None and self.statement is before.statement and same

    def stands_under(self, before: _Shape) -> bool:
        """Whether rows without heads go on with the columns before: of one title or statement, at most a page apart."""
        named = self.title == before.title or (self.statement is not None and self.statement is before.statement)
        return named and self.columns == before.columns and self.page - before.page <= 1


@dataclass(slots=True)
class Carried:
    """The table before, in reading order."""

    _shape: _Shape | None = None
    _units: tuple[PrintedUnit, ...] = ()
    _period: Named | None = None
    _heads: ColumnHeads | None = None

    def heads(self, grid: TableGrid, own: ColumnHeads) -> ColumnHeads:
        """Its own, or those that its rows go on under; kept for the table after."""
        if not own.texts() and self._heads is not None and self._shape is not None:
            own = self._heads if _Shape.of(grid).stands_under(self._shape) else own
        self._heads = own
        return own

    def said(
        self, grid: TableGrid, units: tuple[PrintedUnit, ...], period: Named | None
    ) -> tuple[tuple[PrintedUnit, ...], Named | None]:
        """Its own unit and period, or those of the part before; kept for the table after."""
        shape = _Shape.of(grid)
        if self._shape is not None and shape.goes_on_from(self._shape):
            units, period = units or self._units, period or self._period
        self._shape, self._units, self._period = shape, units, period
        return units, period
