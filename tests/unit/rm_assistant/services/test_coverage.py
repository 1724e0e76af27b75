from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.answers import Calculation, Claim, ClaimState
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.questions import Part, Period, ResolvedQuestion, Scope
from rm_assistant.services.citing import cite
from rm_assistant.services.coverage import left_out
from tests.annual_reports import aozora_report, widget_report
from tests.fakes_chat import SALES

WIDGET, AOZORA = widget_report(2018, capex="1", sales="2")[1], aozora_report(2020)[1]
NAMES = {"Widget Works": WIDGET, "Aozora": AOZORA}


def claim(text: str, document: Document) -> Claim:
    span = replace(SALES, document=document.id, text="Net sales 10 9", cells=())
    return Claim(1, text, ClaimState.MATCHES, (cite(span, 1),))


def asked(
    text: str,
    *companies: str,
    years: Sequence[int] = (2018,),
    language: Language = Language.ENGLISH,
    unknown: tuple[str, ...] = (),
) -> ResolvedQuestion:
    periods = tuple(map(Period, years))
    parts = tuple(Part(name, periods, (NAMES[name].id,)) for name in companies)
    documents = tuple(document.id for document in NAMES.values())
    scope = Scope(tuple(companies), periods, documents, parts=parts if len(parts) > 1 else (), unknown=unknown)
    return ResolvedQuestion(text, text, language, scope)


def missing(question: ResolvedQuestion, *claims: Claim) -> tuple[str, ...]:
    return left_out(question, claims, tuple(NAMES.values()))


def test_a_company_that_no_claim_cites_is_named() -> None:
    question = asked("Compare the revenue of Widget Works and Aozora", "Widget Works", "Aozora")
    assert missing(question, claim("Net sales: 10, 2018", WIDGET)) == ("Aozora",)
    assert missing(question, claim("Net sales: 10, 2018", WIDGET), claim("Net sales: 9, 2018", AOZORA)) == ()


def test_a_company_without_filings_is_named() -> None:
    question = asked("Compare the revenue of Widget Works and Gizmo", "Widget Works", unknown=("Gizmo",))
    assert missing(question, claim("Net sales: 10, 2018", WIDGET)) == ("Gizmo",)


def test_an_item_that_no_claim_names_is_named() -> None:
    question = asked("What were revenue and backlog?", "Widget Works")
    assert missing(question, claim("Net sales: 10, 2018", WIDGET)) == ("backlog",)
    assert missing(asked("What was revenue?", "Widget Works"), claim("It was 10, in 2018", WIDGET)) == ()


def test_an_item_is_missing_of_one_company_alone() -> None:
    question = asked("Compare revenue and backlog", "Widget Works", "Aozora")
    both = claim("Net sales: 10, 2018. Backlog: 3", WIDGET)
    assert missing(question, both, claim("Net sales: 9, 2018", AOZORA)) == ("Aozora: backlog",)


def test_a_measure_is_there_with_its_operands() -> None:
    question = asked("What were the current ratio and revenue?", "Widget Works")
    operands = claim("Net sales: 10, 2018. Total current assets: 5. Total current liabilities: 4", WIDGET)
    assert missing(question, operands) == ()


@pytest.mark.parametrize(
    "text", ["What was revenue from the order backlog?", "And revenue over property, plant & equipment?"]
)
def test_items_that_are_not_listed_are_one_question(text: str) -> None:
    question = asked(text, "Widget Works")
    assert missing(question, claim("Net sales: 10, 2018", WIDGET)) == ()


def test_a_year_that_ends_in_the_next_one_has_the_issuers_name() -> None:
    metadata = replace(WIDGET.metadata, fiscal_year=2018, period_end=date(2019, 1, 31))
    issuer = replace(WIDGET, metadata=metadata)
    question = asked("What was revenue in 2017 and 2018?", "Widget Works", years=(2017, 2018))
    told = claim("Net sales: 10, January 31, 2019", WIDGET)
    assert left_out(question, [told], [issuer]) == ("FY2017",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Net sales: 10, 2018", ("FY2012",)),
        ("Net sales: 10 at December 31, 2018, 8 at December 31, 2012", ()),
        ("Net sales: 10", ()),
    ],
)
def test_a_year_that_no_claim_names_is_named(text: str, left: tuple[str, ...]) -> None:
    question = asked("What was revenue in 2012 and 2018?", "Widget Works", years=(2012, 2018))
    assert missing(question, claim(text, WIDGET)) == left


def test_what_is_calculated_between_two_years_leaves_none_between_them_out() -> None:
    question = asked("What was revenue growth from 2016 to 2018?", "Widget Works", years=(2016, 2017, 2018))
    growth = claim("Revenue growth from 2016 to 2018: 25%", WIDGET)
    calculated = replace(growth, calculation=Calculation("a / b - 1", (), "25%"))
    assert missing(question, calculated) == ()
    assert missing(question, growth) == ("FY2017",)


def test_in_the_words_of_the_questions_language() -> None:
    question = asked("2012年と2018年の売上高と受注残高は？", years=(2012, 2018), language=Language.JAPANESE)
    found = missing(question, claim("売上高：10、2018年", WIDGET))
    assert len(found) == 2
    assert all(not what.isascii() for what in found)


def test_nothing_is_missing_of_an_answer_in_prose() -> None:
    question = asked("Why did revenue change in 2012 and 2018?", "Widget Works", years=(2012, 2018))
    assert missing(question, claim("Demand grew.", WIDGET)) == ()
