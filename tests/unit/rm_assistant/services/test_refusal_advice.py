"""A refusal says how the question was read, which lines are printed nearby, and what to try."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rm_assistant.domain.answers import EvidenceSet, RefusalCode
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Figure, FigureRow, FoundFigure, Unit, UnitKind
from rm_assistant.domain.questions import Period, Scope
from rm_assistant.services.refusal_advice import advice_of, nearest_lines, periods_asked
from rm_assistant.services.refusals import refusal_of
from tests.annual_reports import aozora_report
from tests.fakes_chat import DOCUMENT_ID, SALES, resolved

FIGURE = Figure("32,765", 0, 1, value=Decimal(1), unit=Unit(UnitKind.CURRENCY, "USD"))
READ = replace(SALES, figures=(FoundFigure(DOCUMENT_ID, FigureRow(58, 0, 9, "Net sales", (FIGURE,)), FIGURE),))


def test_how_the_question_was_read_and_what_is_printed_nearby() -> None:
    question = resolved("What was the goodwill of Northwind Mills in FY2018?")
    said = " ".join(advice_of(RefusalCode.NOT_IN_DOCUMENTS, question, EvidenceSet((READ,)), (), shown=True))
    assert "read as: Northwind Mills · goodwill · FY2018." in said
    assert "“Net sales”" in said
    assert said.endswith("The closest passages are below.")


def test_passages_are_announced_only_where_they_stand_below() -> None:
    refusal = refusal_of(RefusalCode.NOT_IN_DOCUMENTS, resolved("What is the churn?"), EvidenceSet(()), ())
    assert "below" not in refusal.message
    assert not refusal.nearest


def test_a_number_of_no_known_unit_is_no_line_to_ask_for() -> None:
    assert nearest_lines(EvidenceSet((SALES,))) == []


def test_a_year_is_named_as_the_reader_wrote_it_too() -> None:
    document = aozora_report(2020)[1]
    scope = Scope(periods=(Period(2025),))
    question = resolved("2024年度の売上高は？", language=Language.JAPANESE, scope=scope)
    assert periods_asked(question, [document]) == ["2024年度（2025年3月期）"]
    assert periods_asked(replace(question, text="2025年3月期の売上高は？"), [document]) == ["2025年3月期"]
