"""A figure answers for a period only where something near it says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import FilingForm, SpanKind, StatementKind
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.cell_periods import is_of, own_period, period_of, pick_cell

YEAR_END = date(2018, 12, 31)


def row(
    *cells: tuple[str, tuple[str, ...]],
    form: FilingForm = FilingForm.FORM_10K,
    label: str = "FY2018",
    end: date | None = None,
) -> EvidenceSpan:
    return EvidenceSpan(
        id="ab12-1",
        kind=SpanKind.ROW,
        document="d",
        document_name="d.pdf",
        issuer="Widget Works",
        form=form,
        fiscal_label=label,
        page=1,
        text=" ".join(text for text, _ in cells),
        start=0,
        end=1,
        period_end=end,
        cells=tuple(EvidenceCell(f"c{place}", text, columns) for place, (text, columns) in enumerate(cells)),
    )


def sales(
    *columns: str, form: FilingForm = FilingForm.FORM_10K, label: str = "FY2018", end: date | None = YEAR_END
) -> EvidenceSpan:
    return row(("Net sales", ()), ("10", columns), form=form, label=label, end=end)


def answers(span: EvidenceSpan, asked: Period, *, half: bool = False) -> bool:
    found = period_of(span, span.cells[1])
    return found is not None and is_of(found, asked, span, half=half)


FULL_YEAR, SECOND = Period(2018), Period(2018, 2)


@pytest.mark.parametrize(
    "columns",
    [
        ("2018",),
        ("Year Ended December 31,", "2018"),
        ("For the year ended December 31, 2018",),
        ("December 31, 2018",),
        ("52 Weeks Ended", "December 29, 2018"),
        ("Fiscal 2018",),
    ],
)
def test_a_column_of_the_year_answers_for_it(columns: tuple[str, ...]) -> None:
    assert answers(sales(*columns), FULL_YEAR)


@pytest.mark.parametrize(
    "columns",
    [
        ("2017",),
        ("Three Months Ended December 31,", "2018"),
        ("Six months ended June 30, 2018",),
        ("FOURTH QUARTER", "2018", "Amount"),
        ("13 weeks ended December 29, 2018",),
        ("June 30, 2018",),
        ("March 31,", "2018"),
        ("2018 vs. 2017",),
        ("% change", "2018"),
    ],
)
def test_a_part_of_the_year_or_a_comparison_does_not(columns: tuple[str, ...]) -> None:
    assert not answers(sales(*columns), FULL_YEAR)


@pytest.mark.parametrize("form", [FilingForm.FORM_10Q, FilingForm.EARNINGS_RELEASE, FilingForm.FORM_8K])
def test_a_column_of_unknown_length_in_a_filing_of_part_of_a_year_answers_for_no_year(form: FilingForm) -> None:
    unknown = sales("2018", form=form, label="FY2018 Q4", end=YEAR_END)

    assert not answers(unknown, FULL_YEAR)
    assert answers(sales("Twelve Months Ended", "2018", form=form, label="FY2018 Q4", end=YEAR_END), FULL_YEAR)


def test_a_balance_at_the_end_of_the_year_answers_for_it_in_a_quarters_filing_too() -> None:
    quarter = date(2019, 6, 30)
    at_year_end = sales("December 31, 2018", form=FilingForm.FORM_10Q, label="FY2019 Q2", end=quarter)
    balance = replace(at_year_end, statement=StatementKind.BALANCE_SHEET)

    assert answers(balance, FULL_YEAR)
    assert not answers(at_year_end, FULL_YEAR)


@pytest.mark.parametrize(
    ("columns", "half", "answered"),
    [
        (("Three months ended June 30,", "2018"), False, True),
        (("SECOND QUARTER", "2018"), False, True),
        (("Three months ended March 31,", "2018"), False, False),
        (("Six months ended June 30,", "2018"), False, False),
        (("Six months ended June 30,", "2018"), True, True),
        (("Three months ended", "2018"), False, False),
        (("2018",), False, False),
    ],
)
def test_a_quarter_is_three_months_to_its_end(columns: tuple[str, ...], *, half: bool, answered: bool) -> None:
    span = sales(*columns, form=FilingForm.FORM_10Q, label="FY2018 Q2", end=date(2018, 6, 30))

    assert answers(span, SECOND, half=half) is answered


@pytest.mark.parametrize(
    ("column", "year"),
    [
        ("前連結会計年度 (自 2022年4月1日 至 2023年3月31日)", 2023),
        ("当連結会計年度 (自 2023年4月1日 至 2024年3月31日)", 2024),
        ("from April 1, 2023 to March 31, 2024", 2024),
        ("2024年３月期", 2024),
        ("2023年度", 2024),
        ("前連結会計年度", 2023),
        ("第99期", 2023),
    ],
)
def test_a_japanese_year_is_named_by_its_end(column: str, year: int) -> None:
    span = sales(column, form=FilingForm.YUHO, label="FY2024 (第100期)", end=date(2024, 3, 31))

    assert answers(span, Period(year))
    assert not answers(span, Period(year + 1))
    assert not answers(span, Period(year - 1))


@pytest.mark.parametrize(
    ("title", "path", "year"),
    [
        ("前連結会計年度（自 2022年4月1日 至 2023年3月31日）", (), 2023),
        ("Segments", ("2022",), 2022),
        ("当連結会計年度（自 2023年4月1日 至 2024年3月31日）", ("当期変動額",), 2024),
    ],
)
def test_what_stands_around_dates_a_column_that_names_a_part(title: str, path: tuple[str, ...], year: int) -> None:
    span = sales("Widgets", form=FilingForm.YUHO, label="FY2024", end=date(2024, 3, 31))
    found = period_of(replace(span, table_title=title, path=path), span.cells[1])

    assert found is not None
    assert found.year == year


def test_a_year_is_named_as_its_issuer_names_it() -> None:
    span = sales("February 3, 2024", label="FY2023 (fiscal year ended February 3, 2024)", end=date(2024, 2, 3))

    assert answers(span, Period(2023))
    assert own_period(span) == Period(2023)


@pytest.mark.parametrize(
    ("span", "periods", "picked"),
    [
        (row(("Sales", ()), ("10", ("2018",)), ("9", ("2017",))), (Period(2018),), "10"),
        (row(("Sales", ()), ("10", ("2018",)), ("9", ("2017",))), (Period(2017),), "9"),
        (row(("Sales", ()), ("10", ("2018",)), ("9", ("2017",))), (Period(2016), Period(2017)), "9"),
        (row(("Sales", ()), ("10", ("2018",)), ("9", ("2017",))), (), "10"),
        (row(("Sales", ()), ("10", ("2018",)), ("9", ("2017",))), (Period(2012),), None),
        (row(("売上高", ()), ("8", ("前期 2019年3月期",)), ("9", ("当期 2020年3月期",))), (Period(2020),), "9"),
        (row(("Sales", ()), ("7", ())), (Period(2018),), "7"),
        (row(("Sales", ()), ("7", ()), ("8", ())), (Period(2018),), None),
        (row(("Sales", ()), ("3", ("Note",)), ("10", ("2018",))), (Period(2018),), "10"),
    ],
)
def test_the_cell_of_the_asked_period(span: EvidenceSpan, periods: tuple[Period, ...], picked: str | None) -> None:
    cell = pick_cell(span, periods)
    assert (cell.text if cell else None) == picked
