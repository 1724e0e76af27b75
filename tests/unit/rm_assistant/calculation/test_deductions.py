from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.calculation.deductions import is_deduction
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FigureRow
from tests.figure_rows import figure_row


def income_row(label: str, *values: int) -> FigureRow:
    return replace(figure_row(label, *values), statement=StatementKind.INCOME_STATEMENT)


@pytest.mark.parametrize(
    ("label", "values", "deducted"),
    [
        ("Provision for income taxes", (-111, -256), True),
        ("Provision for income taxes", (-111, 256), False),
        ("Provision for income taxes", (111, 256), False),
        ("(Provision) benefit for income taxes", (-111, 40), True),
        ("Benefit/(provision) for income taxes", (40, -111), True),
        ("Income tax expense (benefit)", (111, -20), False),
        ("Loss before income taxes", (-90, -10), False),
        ("Other, net", (-5, -7), False),
    ],
)
def test_a_negative_expense_is_told_from_income(label: str, values: tuple[int, ...], deducted: bool) -> None:
    assert is_deduction(income_row(label, *values)) is deducted


def test_other_statements_have_their_own_signs() -> None:
    row = replace(income_row("Income taxes paid", -111, -256), statement=StatementKind.CASH_FLOW)
    assert not is_deduction(row)
    assert row.figures[0].value == Decimal(-111_000_000)
