"""Operands of a calculation out of several filings of one company."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.calculations import BoundOperand, Obstacle, Operand, Unfound
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FigureRow, FoundFigure, Role
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.figures.operands import OperandLookUp
from tests.accounts import brass_report, figure_index, tsuki_report
from tests.fakes_figures import MemoryFigureIndex
from tests.rows_by_hand import figure, row, year

LATER, EARLIER = brass_report(2024), brass_report(2023)
"""The later report prints another amount of 2023 for comparison than the earlier one did."""


@pytest.fixture
def look_up() -> OperandLookUp:
    text = "What were Brass Foundry's net sales in FY2023?"
    scope = Scope(companies=("BRASS FOUNDRY, INC.",), periods=(Period(2023),))
    question = ResolvedQuestion(text, text, detect_language(text), scope)
    documents = [document for _, document in (EARLIER, LATER)]
    return OperandLookUp(figure_index(EARLIER, LATER), question, documents, LOCAL_PRINCIPAL)


def millions(found: FoundFigure | Unfound | None) -> Decimal:
    assert isinstance(found, FoundFigure)
    assert found.figure.value is not None
    return found.figure.value / 1_000_000


def test_the_filing_of_the_asked_year_comes_first(look_up: OperandLookUp) -> None:
    assert millions(look_up(Operand("revenue"))) == 8_000


def test_a_later_filing_that_restates_it_is_told(look_up: OperandLookUp) -> None:
    operand = Operand("revenue")
    found = look_up(operand)
    assert isinstance(found, FoundFigure)
    assert millions(look_up.restated(BoundOperand(operand, found, Decimal(8_000)))) == 7_500


def test_what_no_later_filing_prints_is_not_restated(look_up: OperandLookUp) -> None:
    operand = Operand("revenue", Period(2024))
    found = look_up(operand)
    assert isinstance(found, FoundFigure)
    assert look_up.restated(BoundOperand(operand, found, Decimal(8_000))) is None


@pytest.mark.parametrize(
    ("operand", "obstacle"),
    [
        (Operand("goodwill"), Obstacle.MISSING),
        (Operand("revenue", Period(2019)), Obstacle.NO_PERIOD),
        (Operand("revenue", words="the 737 revenues"), Obstacle.MISSING),
    ],
)
def test_what_is_not_there_has_a_reason(look_up: OperandLookUp, operand: Operand, obstacle: Obstacle) -> None:
    outcome = look_up(operand)
    assert isinstance(outcome, Unfound)
    assert outcome.obstacle is obstacle


def filed(text: str, *rows: FigureRow, quarter: int | None = None) -> OperandLookUp:
    """Over one filing of 2024 that holds `rows`."""
    _, document = brass_report(2024)
    document = replace(document, metadata=replace(document.metadata, fiscal_quarter=quarter))
    index = MemoryFigureIndex()
    index.add(document.id, rows)
    scope = Scope(companies=("BRASS FOUNDRY, INC.",), documents=(document.id,))
    return OperandLookUp(index, ResolvedQuestion(text, text, detect_language(text), scope), [document], LOCAL_PRINCIPAL)


def amount(found: FoundFigure | Unfound) -> Decimal | None:
    return found.figure.value if isinstance(found, FoundFigure) else None


def test_a_statements_own_row_is_found_by_whatever_name() -> None:
    crowd = [row("Operating income", figure(n, year(2024)), table=f"s{n}", title="Tin Cups") for n in range(100, 180)]
    statement = [
        row(label, figure(value, year(2024)), item=item, table="income", statement=StatementKind.INCOME_STATEMENT)
        for label, value, item in (("Net loss", -5, "net_income"), ("Loss from operations", -3, None))
    ]
    look_up = filed("What was Brass Foundry's operating income?", *crowd, *statement)
    assert amount(look_up(Operand("operating_income", words="operating income"))) == -3


def test_the_half_year_or_the_latest_quarter() -> None:
    months = [replace(year(2024, length), quarter=2) for length in (3, 6)]
    sales = row(
        "Net sales",
        *(figure(period.months, period, cell=f"m{period.months}") for period in months),
        item="revenue",
        statement=StatementKind.INCOME_STATEMENT,
    )
    assert amount(filed("What were net sales?", sales, quarter=2)(Operand("revenue"))) == 3
    assert amount(filed("What were net sales in the first half?", sales, quarter=2)(Operand("revenue"))) == 6
    assert amount(filed("What were net sales?", sales)(Operand("revenue"))) is None


def test_the_segment_that_the_question_names() -> None:
    whole = row("Net sales", figure(9, year(2024)), item="revenue", statement=StatementKind.INCOME_STATEMENT)
    part = row("Tin Cups", figure(4, year(2024)), path=["Net sales"], statement=StatementKind.SEGMENTS, table="t2")
    look_up = filed("How much did the Tin Cups segment make in net sales?", whole, part)
    assert amount(look_up(Operand("revenue", words="net sales"))) == 4
    unprinted = filed("How much did the Zinc Bars segment make in net sales?", whole, part)
    assert amount(unprinted(Operand("revenue", words="net sales"))) is None


def test_a_region_in_a_table_that_only_its_total_names() -> None:
    regions = [
        row(label, figure(value, year(2024)), role=Role.TOTAL if label.startswith("Total") else None, table="regions")
        for label, value in (("Europe", 3), ("Asia", 4), ("Total revenues", 7))
    ]
    assert amount(filed("What was revenue in Europe?", *regions)(Operand("revenue in Europe"))) == 3


def test_what_is_expected_of_the_next_year() -> None:
    planned = row("資本的支出", figure(56, replace(year(2025), forecast=True)), item="capital_expenditure")
    spent = row("資本的支出", figure(40, year(2024)), item="capital_expenditure", table="t2")
    _, document = tsuki_report(2024)
    index = MemoryFigureIndex()
    index.add(document.id, [planned, spent])
    text = "来期の資本的支出の見通しは？"
    question = ResolvedQuestion(text, text, detect_language(text), Scope(documents=(document.id,)))
    assert (
        amount(OperandLookUp(index, question, [document], LOCAL_PRINCIPAL)(Operand("来期の資本的支出の見通し"))) == 56
    )
