"""A filing that a question names by its year and form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.documents import Document, FilingForm, FilingMetadata
from rm_assistant.retrieval.named_filings import forms_named, within_filings, without_filings
from tests.annual_reports import page_of, report


def filed(year: int, *, client: str = "Widget Works", form: FilingForm = FilingForm.FORM_10K) -> Document:
    month = 3 if form is FilingForm.YUHO else 12
    metadata = FilingMetadata(issuer=client, form=form, fiscal_year=year, period_end=date(year, month, 31))
    return replace(report(f"{client}-{year}", metadata, [page_of(1, ["Text."])])[1], client=client)


YEARS = [filed(2018), filed(2019), filed(2020)]


@pytest.mark.parametrize(
    "question",
    [
        "What was revenue in 2018, according to the 10-K for 2018?",
        "What was revenue, going by its 2018 10-K?",
        "Per the FY2018 annual report, what was revenue in 2017?",
        "2018年の10-Kで売上高を教えて",
    ],
)
def test_the_filing_of_that_year_and_form_is_searched(question: str) -> None:
    assert within_filings(question, YEARS) == YEARS[:1]


@pytest.mark.parametrize(
    "question", ["What was revenue in 2018?", "Revenue by the 2012 10-K?", "Revenue in the 10-Q for 2018?"]
)
def test_all_are_searched_where_none_is_named_or_none_such_is_there(question: str) -> None:
    assert within_filings(question, YEARS) == YEARS


def test_a_company_without_such_a_filing_keeps_its_own() -> None:
    other = filed(2020, client="Gizmo")
    assert within_filings("Revenue by the 2018 10-K?", [*YEARS, other]) == [YEARS[0], other]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What was revenue in 2017, according to the 10-K for 2018?", "What was revenue in 2017 ?"),
        ("What was the tax rate of Widget, per its 2018 10-K?", "What was the tax rate of Widget in 2018 ?"),
        ("According to its annual report, what was revenue in 2018?", " , what was revenue in 2018?"),
        ("2020年3月期の有報によると架空の2019年3月期の売上高は", "架空の2019年3月期の売上高は"),
        ("2020年3月期の有価証券報告書で架空の売上高は", "2020年3月期の架空の売上高は"),
        ("What was revenue in 2018?", "What was revenue in 2018?"),
    ],
)
def test_its_year_is_the_period_where_no_other_is_asked(question: str, left: str) -> None:
    assert without_filings(question).replace(" ", "") == left.replace(" ", "")


def test_an_annual_report_is_of_any_yearly_form() -> None:
    assert {FilingForm.FORM_10K, FilingForm.YUHO} <= forms_named("according to the annual report")
    assert forms_named("in the 10-Q") == {FilingForm.FORM_10Q}
