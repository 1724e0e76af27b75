"""Rows of figures for tests: a few by hand, and any by chance."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from rm_assistant.domain.figures import Figure, FigurePeriod, FigureRow, Unit, UnitKind

_YEN = Unit(UnitKind.CURRENCY, "JPY")


def figure_row(
    label: str, *values: int, table: str | None = "p1-t1", item: str | None = None, row: int = 0
) -> FigureRow:
    """Amounts in million yen, this year's first; the row's terms are its label's words."""
    figures = tuple(
        Figure(
            text=f"{value:,}",
            start=20 * column,
            end=20 * column + len(f"{value:,}"),
            value=Decimal(value * 1_000_000),
            cell=f"{table}-r{row}c{column}" if table else None,
            column=column,
            unit=_YEN,
            scale=1_000_000,
            period=FigurePeriod(fiscal_year=2025 - column, label=str(2025 - column)),
        )
        for column, value in enumerate(values, start=1)
    )
    return FigureRow(
        page=1, start=0, end=200, label=label, figures=figures, table=table, row=row, item=item, terms=label.lower()
    )


_place = st.integers(0, 10**6)
_value = st.none() | st.decimals(allow_nan=False, allow_infinity=False)


def _any(kind: type[Any], **chosen: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """With every field by chance, those too that have a default."""
    return st.builds(kind, **{field.name: ... for field in fields(kind)} | chosen)


figures: st.SearchStrategy[Figure] = _any(Figure, start=_place, end=_place, value=_value)
figure_rows: st.SearchStrategy[FigureRow] = _any(
    FigureRow, start=_place, end=_place, figures=st.lists(figures, max_size=2).map(tuple)
)
