"""The rows of one table with their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ingest.figures.axes import ColumnAxis, RowAxis
from ingest.figures.carried import Carried
from ingest.figures.contents import lists_contents
from ingest.figures.grid import Block, GridCell, TableGrid, read_grid
from ingest.figures.header_numbers import header_numbers
from ingest.figures.headers import ColumnHeads, Path
from ingest.figures.labels import Indents, LabelReader, RowLabel
from ingest.figures.natures import Nature
from ingest.figures.periods import Named
from ingest.figures.roll_forward import between_balances
from ingest.figures.running_units import RunningUnits, Units
from ingest.figures.tables import Filing, TableContext, read_context
from ingest.figures.terms import terms_of
from ingest.figures.units import Around, Measure, measure
from ingest.figures.values import PrintedValue
from rm_assistant.domain.documents import Basis, Page, Table
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow, Source, UnitKind
from rm_assistant.language.period_labels import names_time, read_period_label

_MOST_TERMS_COLUMNS = 12
_SHORT_WORDS = 40
_CENTS = re.compile(r"(?<!\d\d\d)\.\d\d\)?$")
_AFTER_YEAR = re.compile(r"当期間|提出日")
"""Rows of what came after the year, until the report was filed."""
_DATE_HEAD = re.compile(r"(?:年月日|期限|期日|[力準行定約議]日|\bdate)$", re.IGNORECASE)


def table_rows(page: Page, table: Table, filing: Filing, carried: Carried) -> Iterator[FigureRow]:
    """The rows of `table`; `carried` is of the table before, and left as this one has it."""
    grid = read_grid(page, table)
    if lists_contents(grid):
        return
    labels = LabelReader(grid, Indents(page))
    for block in grid.blocks:
        heads = carried.heads(grid, ColumnHeads(block, lines_join=len(page.words) > 0))
        reader = _BlockReader(grid, block, heads, read_context(grid, heads, filing, carried), labels)
        yield from reader.rows()


class _BlockReader:
    def __init__(
        self, grid: TableGrid, block: Block, heads: ColumnHeads, context: TableContext, labels: LabelReader
    ) -> None:
        self._grid = grid
        self._block = block
        self._heads = heads
        self._context = context
        self._labels = labels
        self._units = RunningUnits(grid.label_columns, block.rows)
        self._columns: dict[tuple[int, int, int], ColumnAxis] = {}
        self._labels_answer = grid.in_words and any(head.strip() for head in heads.corner())
        self._group = (0, -1)
        self._sign: str | None = None
        self._above: UnitKind | None = None
        self._cents_tell = not _prints_cents(next(iter(block.rows), []))

    def rows(self) -> Iterator[FigureRow]:
        yield from self._header_rows()
        between = between_balances([_first_label(row) for row in self._block.rows])
        for row, movement in zip(self._block.rows, between, strict=True):
            cells = self._figure_cells(row)
            self._units.note(row, cells)
            label = self._labels.read(row, has_figures=bool(cells))
            if cells:
                yield self._row(row, cells, label, movement)

    def _header_rows(self) -> Iterator[FigureRow]:
        for cell, label, value in header_numbers(self._block):
            row = self._row_axis(RowLabel(label), (), None)
            yield self._made([cell], row, [self._figure(cell, 0, value, row, ColumnAxis.of((cell.text,)))])

    def _figure_cells(self, row: Sequence[GridCell]) -> list[GridCell]:
        """All but labels, units and references to notes; labels too where they answer what stands over them."""
        shown = [cell for cell in row if cell.column not in self._grid.note_columns and not cell.unit_only]
        found = [cell for cell in shown if cell.column not in self._grid.label_columns]
        return shown if found and self._labels_answer else found

    def _row(
        self, cells: Sequence[GridCell], shown: Sequence[GridCell], label: RowLabel, movement: Named | None
    ) -> FigureRow:
        row = self._as_above(self._row_axis(label, self._units.of_row(cells), movement), shown)
        line = self._line(cells)
        self._sign = _first_sign(shown) or self._sign
        figures = []
        beside: Named | None = None
        for cell in shown:
            column = self._column(cell.column, *line)
            if not cell.is_numeric:
                beside = _named_beside(cell, column.path)
            elif beside is not None and column.period is None:
                column = replace(column, period=beside)
            figures += [self._figure(cell, part, value, row, column) for part, value in enumerate(cell.values)]
        return self._made(cells, row, figures)

    def _as_above(self, row: RowAxis, shown: Sequence[GridCell]) -> RowAxis:
        """Cents below an amount a share are one too, in a table that spares these its scale and begins without any."""
        spared = self._cents_tell and self._context.units.spares(UnitKind.PER_SHARE)
        if spared and row.units.named is None and self._above is UnitKind.PER_SHARE and _prints_cents(shown):
            row = replace(row, units=replace(row.units, named=UnitKind.PER_SHARE))
        self._above = row.units.named
        return row

    def _row_axis(self, label: RowLabel, printed: Units, period: Named | None) -> RowAxis:
        statement = self._grid.table.statement
        return RowAxis.of(label, printed=printed, period=period, context=self._context, statement=statement)

    def _made(self, cells: Sequence[GridCell], row: RowAxis, figures: Sequence[Figure]) -> FigureRow:
        table, label = self._grid.table, row.label
        return FigureRow(
            page=self._grid.page.number,
            start=cells[0].cell.start,
            end=cells[-1].cell.end,
            label=label.label,
            figures=tuple(figures),
            table=table.id,
            row=cells[0].cell.row,
            path=label.path,
            item=row.item.key if row.item else None,
            role=label.role,
            attribution=label.attribution,
            statement=table.statement,
            title=table.title,
            section=self._context.section,
            terms=self._terms(row, figures),
        )

    def _line(self, cells: Sequence[GridCell]) -> tuple[int, int]:
        """Which line of a row set in several this is, and of how many."""
        number = cells[0].cell.row
        own = [cell for cell in cells if cell.column in self._grid.label_columns and cell.cell.row_span > 1]
        if own:
            self._group = (number, number + own[-1].cell.row_span - 1)
        first, last = self._group
        return (number - first, last - first + 1) if number <= last else (0, 1)

    def _column(self, column: int, line: int, lines: int) -> ColumnAxis:
        key = (column, line, lines)
        found = self._columns.get(key)
        if found is None:
            path = self._heads.path(column, line, lines)
            found = self._columns[key] = ColumnAxis.of(path, parts=self._context.parts, equity=self._context.equity)
        return found

    def _figure(self, cell: GridCell, part: int, value: PrintedValue, row: RowAxis, column: ColumnAxis) -> Figure:
        context, start = self._context, cell.cell.start
        measured = self._measured(cell.column, part, value, row, column)
        headed = bool(column.path) and not context.in_accounts and not _AFTER_YEAR.search(row.label.label)
        period, period_from = context.periods.read(column.period, row.period, _nature(row, column), headed)
        member, member_from = _member(row, column)
        basis, basis_from = _basis(row, column, context)
        printed = self._signed(value, part, row, column)
        meant = row.signs.meant(printed)
        return Figure(
            text=cell.text[value.start : value.end],
            start=start + value.start,
            end=start + value.end,
            kind=value.kind,
            value=_in_base_units(printed, measured),
            cell=cell.cell.id,
            column=cell.column,
            part=part,
            unit=measured.unit,
            scale=measured.scale,
            meant=meant,
            period=period,
            columns=column.path,
            basis=basis,
            member=member,
            derived=_derived(measured.unit_from, measured.scale_from, period_from, basis_from, member_from, meant),
        )

    def _measured(self, column: int, part: int, value: PrintedValue, row: RowAxis, head: ColumnAxis) -> Measure:
        if value.kind is FigureKind.WORDS:
            return _NO_MEASURE
        units = self._units
        currency = units.currency(column) or (self._sign if head.shares_sign else None)
        around = Around(row.units, head.units, self._context.units, units.over(column), currency)
        return measure(value, part, around)

    def _signed(self, value: PrintedValue, part: int, row: RowAxis, column: ColumnAxis) -> Decimal | None:
        """Brackets make a number negative, but for one that stands beside another or is set aside by its heading."""
        if value.value is None or not value.bracketed or part or row.aside or column.aside:
            return value.value
        return -value.value if self._context.brackets_negative else value.value

    def _terms(self, row: RowAxis, figures: Sequence[Figure]) -> str:
        heads = dict.fromkeys(head for figure in figures[:_MOST_TERMS_COLUMNS] for head in figure.columns)
        words = [
            figure.text for figure in figures if figure.kind is FigureKind.WORDS and len(figure.text) <= _SHORT_WORDS
        ]
        label = row.label
        return terms_of([label.label, *label.path, *heads, *self._context.about, *words], row.item)


def _nature(row: RowAxis, column: ColumnAxis) -> Nature | None:
    """A balance under 当期減少額 is what moved of it."""
    moved = column.nature is Nature.MOVEMENT and row.nature is Nature.BALANCE
    return column.nature if moved else row.nature or column.nature


_NO_MEASURE = Measure()


def _member(row: RowAxis, column: ColumnAxis) -> tuple[str | None, Source | None]:
    """The column's, but that a person is a row; else the row's, else the class of shares that either names."""
    found = (
        (column.member, Source.COLUMN),
        (None if column.total else row.member, Source.ROW),
        (row.parent if column.member is None and column.period else None, Source.PARENT_ROW),
        (row.share_class, Source.ROW),
        (column.share_class, Source.COLUMN),
        (row.parent, Source.PARENT_ROW),
    )
    return next((each for each in found if each[0] is not None), (None, None))


def _basis(row: RowAxis, column: ColumnAxis, context: TableContext) -> tuple[Basis | None, Source | None]:
    """As the column or the row says, else the table."""
    if column.basis is not None:
        return column.basis, Source.COLUMN
    return (row.basis, Source.ROW) if row.basis is not None else (context.basis, context.basis_from)


def _named_beside(cell: GridCell, head: Path) -> Named | None:
    """A cell of words that names a time is of the numbers right of it: 2024年３月期  31,243,223株.

    Not one under a head that asks for a date: 発行年月日, 償還期限.
    """
    if any(map(_DATE_HEAD.search, head)):
        return None
    text = " ".join(cell.text.split())
    return Named(read_period_label(text), text, Source.ROW) if names_time(text) else None


def _prints_cents(cells: Sequence[GridCell]) -> bool:
    """Whether each of its numbers has two decimals."""
    numbers = [cell.text for cell in cells if cell.is_numeric and cell.values[0].kind is FigureKind.NUMBER]
    return bool(numbers) and all(map(_CENTS.search, numbers))


def _first_sign(shown: Sequence[GridCell]) -> str | None:
    """The currency beside a row's first number, printed for those right of it too."""
    first = next((cell.values[0] for cell in shown if cell.is_numeric), None)
    return first.currency if first is not None else None


def _first_label(row: Sequence[GridCell]) -> str:
    return "" if row[0].is_numeric or row[0].unit_only else row[0].text


def _in_base_units(value: Decimal | None, measured: Measure) -> Decimal | None:
    if value is None:
        return None
    if measured.unit is not None and measured.unit.kind is UnitKind.PERCENT:
        return value / 100
    return value * measured.scale if measured.scale and measured.scale != 1 else value


@lru_cache(maxsize=2_000)
def _derived(
    unit: Source | None,
    scale: Source | None,
    period: Source | None,
    basis: Source | None,
    member: Source | None,
    meant: int,
) -> tuple[tuple[str, Source], ...]:
    found = (
        ("unit", unit),
        ("scale", scale),
        ("period", period),
        ("basis", basis),
        ("member", member),
        ("meant", Source.ROW if meant < 0 else None),
    )
    return tuple((name, source) for name, source in found if source is not None)
