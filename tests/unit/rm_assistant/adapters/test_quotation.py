"""Which of a question's parts are quoted, and what is quoted where figures fail."""

from __future__ import annotations

from dataclasses import replace

from rm_assistant.adapters.quotation import quotations
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Language, StatementKind
from rm_assistant.domain.questions import Part, Period, ResolvedQuestion, Scope
from tests.fakes_chat import OUTLOOK, SALES, row, sentence

MILLS, HALDEN = "a" * 64, "b" * 64
MILLS_SALES = replace(SALES, statement=StatementKind.INCOME_STATEMENT)
HALDEN_SALES = replace(MILLS_SALES, id="n1-20", document=HALDEN, issuer="Halden")
OLDER_SALES = replace(
    row("n1-21", "Net sales", {"2012": "10,000", "2011": "9,000"}, title="Consolidated Statement of Income"),
    document=MILLS,
    statement=StatementKind.INCOME_STATEMENT,
)


def comparison(text: str, *years: int, language: Language = Language.ENGLISH) -> ResolvedQuestion:
    periods = tuple(map(Period, years))
    parts = (
        Part("Northwind Mills", periods, (MILLS,), (MILLS,)),
        Part("Halden", periods, (HALDEN,), (HALDEN,)),
    )
    scope = Scope(("Northwind Mills", "Halden"), periods, (MILLS, HALDEN), (MILLS, HALDEN), parts=parts)
    return ResolvedQuestion(text, text, language, scope)


def quoted(question: ResolvedQuestion, *spans: EvidenceSpan) -> list[tuple[str, ...]]:
    return [claim.spans for claim in quotations(question, EvidenceSet(spans))]


def test_each_company_of_a_comparison_has_its_claim() -> None:
    question = comparison("Compare the net sales of Northwind Mills and Halden in 2018", 2018)
    assert quoted(question, MILLS_SALES, HALDEN_SALES) == [("n1-2",), ("n1-20",)]


def test_in_japanese_too() -> None:
    question = comparison("2018年のNorthwind MillsとHaldenの売上高を比較", 2018, language=Language.JAPANESE)
    assert quoted(question, MILLS_SALES, HALDEN_SALES) == [("n1-2",), ("n1-20",)]


def test_a_company_without_the_figure_is_left_out_rather_than_told_of_otherwise() -> None:
    prose = replace(OUTLOOK, document=HALDEN, issuer="Halden", text="Net sales of Halden are made in Europe.")
    question = comparison("Compare the net sales of Northwind Mills and Halden in 2018", 2018)
    assert quoted(question, MILLS_SALES, prose) == [("n1-2",)]


def test_what_is_told_in_prose_is_quoted_of_each_company() -> None:
    here = replace(sentence("n1-30", "Makers of paper may buy less."), on_topic=True)
    there = replace(here, id="n1-31", document=HALDEN, text="Ore may become dear.")
    assert quoted(comparison("Compare the main risks of Northwind Mills and Halden"), here, there) == [
        ("n1-30",),
        ("n1-31",),
    ]


def test_a_year_that_one_row_leaves_out_is_taken_from_another() -> None:
    periods = (Period(2012), Period(2018))
    scope = Scope(("Northwind Mills",), periods, (MILLS,), (MILLS,))
    question = ResolvedQuestion("q", "What were net sales in 2012 and 2018?", Language.ENGLISH, scope)
    assert quoted(question, MILLS_SALES, OLDER_SALES) == [("n1-2",), ("n1-21",)]


def test_a_figure_of_something_else_is_no_answer() -> None:
    scope = Scope(("Northwind Mills",), (Period(2018),), (MILLS,), (MILLS,))
    text = "What were net sales from dinosaur cloning in 2018?"
    assert quoted(ResolvedQuestion("q", text, Language.ENGLISH, scope), MILLS_SALES) == []
