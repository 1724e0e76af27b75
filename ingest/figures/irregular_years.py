"""Fiscal years that are shorter than a year, where an issuer has changed the day on which its years end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Figure, FigureRow

_YEAR = 12


def with_short_years(rows: Iterable[FigureRow]) -> Iterator[FigureRow]:
    """`rows` with the true length of such a year: key figures stand side by side by the years' ends.

    Columns that end in March and in the December after it are of twelve months and of nine.
    """
    for key, group in groupby(rows, key=lambda row: (row.table, row.statement)):
        of_table = list(group)
        lengths = _short_years(of_table) if key[1] is StatementKind.KEY_FIGURES else {}
        yield from (_with_lengths(row, lengths) for row in of_table) if lengths else of_table


def _short_years(rows: Iterable[FigureRow]) -> dict[date, int]:
    """Months of each year that ends less than a year after the one before."""
    ends = {figure.period.end for row in rows for figure in row.figures if figure.period.months == _YEAR}
    lengths = {later: _months(earlier, later) for earlier, later in pairwise(sorted(filter(None, ends)))}
    return {end: months for end, months in lengths.items() if 0 < months < _YEAR}


def _months(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * _YEAR + later.month - earlier.month


def _with_lengths(row: FigureRow, lengths: dict[date, int]) -> FigureRow:
    return replace(row, figures=tuple(_with_length(figure, lengths) for figure in row.figures))


def _with_length(figure: Figure, lengths: dict[date, int]) -> Figure:
    months = lengths.get(figure.period.end) if figure.period.end and figure.period.months == _YEAR else None
    return replace(figure, period=replace(figure.period, months=months)) if months else figure
