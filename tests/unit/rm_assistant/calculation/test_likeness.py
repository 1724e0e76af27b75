"""One item at several times, from columns of one kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rm_assistant.calculation.likeness import are_unlike
from rm_assistant.domain.calculations import BoundOperand, Operand
from rm_assistant.domain.figures import Figure, FigureRow, FoundFigure
from rm_assistant.domain.questions import Period


def bound(
    *columns: str, year: int = 2023, row: int = 1, term: str = "customers", label: str = "Customers"
) -> BoundOperand:
    figure = Figure("7", 0, 1, value=Decimal(7), cell=f"p1-t1-r{row}-{columns}", columns=columns)
    found = FoundFigure("d" * 64, FigureRow(1, 0, 1, label, (figure,), table="t1", row=row), figure)
    return BoundOperand(Operand(term, Period(year)), found, Decimal(7))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2023",), ("2022",)),
        (("Years ended", "August 31, 2023"), ("Years ended", "August 31, 2022 (restated, note 3)")),
        (("2023", "53 weeks"), ("2022", "52 weeks")),
        (("2023", "Gross"), ("2022", "Gross")),
    ],
)
def test_columns_that_differ_in_time_alone_are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert not are_unlike([bound(*one), bound(*other, year=2022)])


def test_a_stock_is_not_compared_with_what_was_added_to_it() -> None:
    assert are_unlike([bound("August 31, 2023"), bound("Net additions", "August 31, 2022", year=2022)])


def test_rows_of_one_item_differ_in_their_years_alone() -> None:
    assert not are_unlike([bound("Number", label="At 31 May 2023"), bound("Number", label="At 31 May 2022", row=2)])
    assert are_unlike([bound("2023", label="Customers"), bound("2022", label="Customers won", row=2)])


def test_other_rows_and_other_items_may_have_other_columns() -> None:
    assert not are_unlike([bound("Gross"), bound("Net", row=2)])
    assert not are_unlike([bound("Gross"), bound("Net", term="lines")])
