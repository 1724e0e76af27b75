"""Years shorter than a year, beside their neighbours."""

from __future__ import annotations

from datetime import date

from ingest.figures.irregular_years import with_short_years
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Figure, FigurePeriod, FigureRow

ENDS = (date(2018, 3, 31), date(2019, 3, 31), date(2019, 12, 31), date(2020, 12, 31))


def row(months: int, kind: StatementKind | None, *ends: date) -> FigureRow:
    figures = tuple(
        Figure(str(place), place, place, period=FigurePeriod(end, months)) for place, end in enumerate(ends)
    )
    return FigureRow(1, 0, 9, "売上高", figures, table="t", statement=kind)


def lengths(*rows: FigureRow) -> list[list[int | None]]:
    return [[figure.period.months for figure in found.figures] for found in with_short_years(rows)]


def test_a_year_of_nine_months_among_key_figures() -> None:
    sales = row(12, StatementKind.KEY_FIGURES, *ENDS)
    assets = row(0, StatementKind.KEY_FIGURES, *ENDS)
    assert lengths(sales, assets) == [[12, 12, 9, 12], [0, 0, 0, 0]]


def test_whole_years_and_other_tables_stay() -> None:
    whole = row(12, StatementKind.KEY_FIGURES, *ENDS[:2])
    assert list(with_short_years([whole])) == [whole]
    assert lengths(row(12, None, *ENDS)) == [[12, 12, 12, 12]]
