"""A figure that a later filing prints otherwise is told with both values and their sources."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rm_assistant.domain.answers import EvidenceSet, Reckoned
from rm_assistant.domain.calculations import BoundOperand, NoResult, Obstacle, Operand, Plan, Result
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.figures import Figure, FigurePeriod, FigureRow, FoundFigure
from rm_assistant.services.restatements import restatements
from tests.filings import catalogued, filing

OLD, NEW = (catalogued(filing(name, ["Results"])) for name in ("alder-2023", "alder-2024"))
PLAN = Plan(Operand("cost_of_sales"), "cost of sales")


def found(document: Document, text: str, year: int = 2023) -> FoundFigure:
    figure = Figure(text, 0, 1, value=Decimal(text.replace(",", "")), period=FigurePeriod(fiscal_year=year, months=12))
    return FoundFigure(document.id, FigureRow(7, 0, 9, "Cost of sales", (figure,), item="cost_of_sales"), figure)


def told(later: FoundFigure, language: Language = Language.ENGLISH) -> list[str]:
    operand = BoundOperand(Operand("cost_of_sales"), found(OLD, "2,248"), Decimal(2248))
    result = Result(PLAN, Decimal(2248), "2,248", (operand,), "")
    evidence = EvidenceSet((), reckoned=(Reckoned(result, restated=(later,)),))
    return restatements(evidence, [OLD, NEW], language)


def test_both_values_with_their_sources() -> None:
    assert told(found(NEW, "2,262")) == ["Cost of sales: 2,248 (10-K FY2024, p. 7), 2,262 (10-K FY2024, p. 7)"]
    assert told(found(NEW, "2,262"), Language.JAPANESE) == [
        "Cost of sales：2,248（10-K FY2024、7ページ）、2,262（10-K FY2024、7ページ）"
    ]


def test_another_year_and_an_unread_filing_are_not_told() -> None:
    assert told(found(NEW, "2,262", year=2022)) == []
    unread = replace(found(NEW, "2,262"), document="f" * 64)
    assert told(unread) == []


def test_without_a_result_there_is_nothing_to_restate() -> None:
    missing = Reckoned(NoResult(PLAN, Obstacle.MISSING), restated=(found(NEW, "2,262"),))
    assert restatements(EvidenceSet((), reckoned=(missing,)), [OLD, NEW], Language.ENGLISH) == []
