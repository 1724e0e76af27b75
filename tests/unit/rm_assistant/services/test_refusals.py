from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Reckoned, RefusalCode
from rm_assistant.domain.calculations import BoundOperand, Plan, Result
from rm_assistant.domain.calculations import Operand as TermOperand
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Period, Question, ResolvedQuestion, Scope, ScopeDoubt
from rm_assistant.services.refusals import courtesy_of, reason_to_refuse, reason_without_claims, refusal_of
from tests.annual_reports import aozora_report, widget_report
from tests.fakes_chat import OUTLOOK, SALES
from tests.figure_rows import figure_row

LIBRARY = (widget_report(2018, capex="1", sales="2")[1], widget_report(2019, capex="1", sales="2")[1])


def asked(
    text: str,
    *years: int,
    doubts: tuple[ScopeDoubt, ...] = (),
    language: Language = Language.ENGLISH,
    companies: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
    rivals: tuple[str, ...] = (),
) -> ResolvedQuestion:
    periods = tuple(map(Period, years))
    scope = Scope(companies, periods, ("d",), doubts=doubts, unknown=unknown, rivals=rivals)
    return ResolvedQuestion(text, text, language, scope)


def evidence(*spans: EvidenceSpan) -> EvidenceSet:
    return EvidenceSet(spans)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (asked("Tolland's revenue?", doubts=(ScopeDoubt.COMPANY_AMBIGUOUS,)), RefusalCode.COMPANY_AMBIGUOUS),
        (asked("Gizmo's revenue?", doubts=(ScopeDoubt.COMPANY_UNKNOWN,)), RefusalCode.COMPANY_UNKNOWN),
        (
            asked("Gizmo's and Widget's revenue?", doubts=(ScopeDoubt.COMPANY_UNKNOWN,), companies=("Widget Works",)),
            None,
        ),
        (asked("revenue in 1999?", 1999, doubts=(ScopeDoubt.PERIOD_MISSING,)), RefusalCode.NO_PERIOD),
        (asked("revenue in 2018?", 2018, doubts=(ScopeDoubt.PERIOD_MISSING,)), None),
        (asked("revenue in 32765?", 32765, doubts=(ScopeDoubt.PERIOD_MISSING,)), RefusalCode.NO_PERIOD),
    ],
)
def test_what_is_known_before_a_model_is_asked(question: ResolvedQuestion, code: RefusalCode | None) -> None:
    assert reason_to_refuse(question, evidence(SALES, OUTLOOK)) is code


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (asked("What was revenue in 2011?", 2011), RefusalCode.NO_PERIOD),
        (asked("What was revenue in 2018?", 2018), RefusalCode.NOT_IN_DOCUMENTS),
        (asked("What was backlog in 2011?", 2011), RefusalCode.NOT_IN_DOCUMENTS),
        (asked("What was backlog in 2011?", 2011, doubts=(ScopeDoubt.PERIOD_MISSING,)), RefusalCode.NO_PERIOD),
        (asked("Why did revenue change in 2011?", 2011), RefusalCode.NOT_IN_DOCUMENTS),
        (asked("What was revenue?"), RefusalCode.NOT_IN_DOCUMENTS),
    ],
)
def test_why_nothing_was_claimed(question: ResolvedQuestion, code: RefusalCode) -> None:
    assert reason_without_claims(question, evidence(SALES, OUTLOOK)) is code


def message(code: RefusalCode, question: ResolvedQuestion) -> str:
    return refusal_of(code, question, evidence(), LIBRARY).message


def test_a_missing_year_is_told_with_the_years_that_are_there() -> None:
    told = message(RefusalCode.NO_PERIOD, asked("revenue in 2011?", 2011))
    assert "FY2011" in told
    assert "FY2018, FY2019" in told


def test_years_are_told_in_japanese_by_the_month_they_end_in() -> None:
    question = asked("2012年3月期の売上高は？", 2012, language=Language.JAPANESE)
    told = refusal_of(RefusalCode.NO_PERIOD, question, evidence(), [aozora_report(2020)[1]]).message
    assert "2012年3月期" in told
    assert "2020年3月期" in told


@pytest.mark.parametrize("language", list(Language))
def test_names_are_told(language: Language) -> None:
    rivals = asked("q", language=language, rivals=("Tolland Steel", "Tolland Resorts"))
    assert "Tolland Steel" in message(RefusalCode.COMPANY_AMBIGUOUS, rivals)
    unknown = asked("q", language=language, unknown=("Gizmo",))
    assert "Gizmo" in message(RefusalCode.COMPANY_UNKNOWN, unknown)


@pytest.mark.parametrize(("language", "said"), [(Language.ENGLISH, "no company"), (Language.JAPANESE, "会社名がなく")])
def test_a_figure_of_no_named_company_is_asked_back_with_the_companies_there_are(language: Language, said: str) -> None:
    question = asked("revenue?", language=language, doubts=(ScopeDoubt.COMPANY_OPEN,))
    plan = Plan(TermOperand("revenue"), "revenue")
    of_one = replace(evidence(SALES), reckoned=(Reckoned(Result(plan, Decimal(1), "1", (), "1")),))
    assert reason_to_refuse(question, of_one) is RefusalCode.COMPANY_AMBIGUOUS
    assert reason_to_refuse(question, evidence(SALES)) is None
    documents = [document for _, document in (widget_report(2018, capex="1", sales="2"), aozora_report(2023))]
    told = refusal_of(RefusalCode.COMPANY_AMBIGUOUS, question, of_one, documents).message
    assert said in told
    assert all(document.metadata.issuer in told for document in documents if document.metadata.issuer)


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [("Thanks!", Language.ENGLISH, "At your service"), ("ありがとう", Language.JAPANESE, "いつでもどうぞ")],
)
def test_thanks_get_a_short_reply_that_says_to_ask(text: str, language: Language, word: str) -> None:
    reply = courtesy_of(Question(text, language))
    assert reply is not None
    assert reply.code is RefusalCode.NO_QUESTION
    assert word in reply.message


def test_a_question_is_no_courtesy() -> None:
    assert courtesy_of(Question("Thanks, and in 2019?", Language.ENGLISH)) is None


def test_a_general_item_of_one_company_is_no_answer_for_an_unknown_one() -> None:
    question = asked("How much did it spend on advertising?", doubts=(ScopeDoubt.COMPANY_UNKNOWN,), unknown=("Gizmo",))
    row = figure_row("Advertising expense", 904)
    found = BoundOperand(TermOperand("advertising"), FoundFigure(SALES.document, row, row.figures[0]), Decimal(904))
    plan = Plan(TermOperand("advertising"), "advertising")
    told = replace(evidence(SALES), reckoned=(Reckoned(Result(plan, Decimal(904), "904", (found,), "904")),))
    assert reason_to_refuse(question, told) is RefusalCode.COMPANY_UNKNOWN
