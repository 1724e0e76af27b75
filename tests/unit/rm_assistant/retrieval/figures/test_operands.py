"""Operands of a calculation out of several filings of one company."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.calculations import BoundOperand, Obstacle, Operand, Unfound
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.figures.operands import OperandLookUp
from tests.accounts import brass_report, figure_index

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
