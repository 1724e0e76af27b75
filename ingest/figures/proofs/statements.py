"""The primary statements of a filing, each with its columns brought together over the tables and pages it runs over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.figures.proofs.amounts import Amount, amount
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Figure, FigureRow, UnitKind

_PROVEN = frozenset({StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW})
_MOST_PAGES_APART = 1
_LEAST_AMOUNTS = 3
"""In a column, for it to be one of the statement's."""

Key = int | str
"""Which of a statement's columns: its place among them, or the period that it is of."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    row: FigureRow
    amounts: Mapping[Key, Amount]
    figures: Mapping[Key, Figure]


@dataclass(frozen=True, slots=True)
class Statement:
    kind: StatementKind | None
    basis: Basis | None
    lines: tuple[StatementLine, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(dict.fromkeys(key for line in self.lines for key in line.amounts))


def statements(rows: Sequence[FigureRow]) -> list[Statement]:
    return [_statement(rows, run) for run in _runs(rows)]


def _runs(rows: Sequence[FigureRow]) -> Iterator[list[int]]:
    """Numbers of the rows of one statement: of one kind and basis, on pages that follow each other."""
    run: list[int] = []
    for number, row in enumerate(rows):
        if row.table is None or row.statement not in _PROVEN:
            continue
        if run and not _goes_on(rows[run[-1]], row):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _goes_on(before: FigureRow, row: FigureRow) -> bool:
    near = 0 <= row.page - before.page <= _MOST_PAGES_APART
    return near and row.statement is before.statement and _basis(row) is _basis(before)


def _basis(row: FigureRow) -> Basis | None:
    return row.figures[0].basis if row.figures else None


def _statement(rows: Sequence[FigureRow], run: Sequence[int]) -> Statement:
    """Columns of tables that have as many as the longest correspond by their place, of others by their period."""
    tables = {table: [rows[number] for number in group] for table, group in _by_table(rows, run)}
    columns = {table: _columns(own) for table, own in tables.items()}
    many = len(columns[max(tables, key=lambda table: len(tables[table]))])
    lines = [
        _line(rows[number], number, own, aligned=len(own) == many)
        for number, own in ((number, columns[_table(rows[number])]) for number in run)
    ]
    first = rows[run[0]]
    return Statement(first.statement, _basis(first), tuple(lines))


def _table(row: FigureRow) -> tuple[int, str | None]:
    return row.page, row.table


def _by_table(rows: Sequence[FigureRow], run: Sequence[int]) -> Iterator[tuple[tuple[int, str | None], list[int]]]:
    for table, group in groupby(run, key=lambda number: _table(rows[number])):
        yield table, list(group)


def _columns(rows: Sequence[FigureRow]) -> dict[int, int]:
    """The place of each column of amounts among them."""
    counts: dict[int, int] = {}
    for row in rows:
        for figure in row.figures:
            if _is_amount(figure):
                counts[figure.column] = counts.get(figure.column, 0) + 1
    kept = sorted(column for column, count in counts.items() if count >= min(_LEAST_AMOUNTS, len(rows)))
    return {column: place for place, column in enumerate(kept)}


def _is_amount(figure: Figure) -> bool:
    return figure.part == 0 and (figure.unit is None or figure.unit.kind is UnitKind.CURRENCY)


def _line(row: FigureRow, number: int, columns: Mapping[int, int], *, aligned: bool) -> StatementLine:
    amounts: dict[Key, Amount] = {}
    figures: dict[Key, Figure] = {}
    for place, figure in enumerate(row.figures):
        column = columns.get(figure.column)
        found = amount(number, place, figure) if column is not None and _is_amount(figure) else None
        if column is None or found is None:
            continue
        key = column if aligned else _period_key(figure)
        amounts.setdefault(key, found)
        figures.setdefault(key, figure)
    return StatementLine(row, amounts, figures)


def _period_key(figure: Figure) -> str:
    period = figure.period
    return f"{period.end}/{period.months}" if period.end else " ".join(figure.columns)
