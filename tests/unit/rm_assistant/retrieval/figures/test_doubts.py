"""Reasons to give no figure for an item that a row names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import CheckKind, FigureCheck, FigureRow, Role
from rm_assistant.retrieval.figures.doubts import doubts_of_item
from rm_assistant.retrieval.figures.named import best, offers
from rm_assistant.retrieval.figures.outcomes import Doubt
from rm_assistant.retrieval.figures.sought import Sought
from tests.figure_rows import figure_row

REVENUE = Sought.of(Operand("revenue"))


def line(label: str, value: int, *proofs: bool, path: tuple[str, ...] = ()) -> FigureRow:
    """Of an income statement, with proofs that came out or did not."""
    plain = figure_row(label, value)
    checks = tuple(FigureCheck(CheckKind.ADDS_UP, passed) for passed in proofs)
    figures = tuple(replace(each, checks=checks) for each in plain.figures)
    role = Role.TOTAL if path else None
    return replace(plain, figures=figures, statement=StatementKind.INCOME_STATEMENT, path=path, role=role)


def doubts(*rows: FigureRow) -> list[Doubt]:
    first, *rivals = best([offer for row in rows for offer in offers(row, REVENUE)], REVENUE)
    return list(doubts_of_item(REVENUE, first, rivals, rows))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([line("Revenue", 5)], []),
        ([line("Revenue", 5), line("Revenue", 6)], [Doubt.RIVAL]),
        ([line("Revenue", 5, False)], [Doubt.UNPROVEN]),
        ([line("Revenue", 5, False, True)], []),
        ([line("Total", 5, True, path=("Revenue",))], []),
        ([line("Total", 5, path=("Revenue",)), line("Cost of sales", 2, True)], [Doubt.UNPROVEN]),
        ([line("Total", 5, path=("Revenue",)), line("Cost of sales", 2)], []),
    ],
    ids=["plain", "rival", "disproven", "proven otherwise", "total", "unproven total", "read without proofs"],
)
def test_doubts(rows: list[FigureRow], expected: list[Doubt]) -> None:
    assert doubts(*rows) == expected


def test_a_section_that_states_the_item_by_no_name_leaves_it_open() -> None:
    sought = Sought.of(Operand("capital_expenditure", words="設備投資額"))
    paid = replace(figure_row("有形固定資産の取得による支出", 60), statement=StatementKind.CASH_FLOW)
    stated = replace(figure_row("全体", 80, table=None), section="第3-設備投資等の概要")
    (first,) = best(list(offers(paid, sought))[:1], sought)
    assert list(doubts_of_item(sought, first, [], [paid])) == []
    assert list(doubts_of_item(sought, first, [], [paid, stated])) == [Doubt.RIVAL]
