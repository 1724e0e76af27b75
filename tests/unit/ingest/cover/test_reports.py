"""Releases and annual reports, which have no prescribed cover."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.cover.reports import is_annual_report, is_release, read_annual_report, read_release
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind

RELEASE = """Exhibit 99.1
KESTREL RAIL REPORTS FOURTH QUARTER AND
FULL YEAR 2023 RESULTS
Dover, Delaware, February 8, 2024 – Kestrel Rail Holdings, Inc. (NYSE: KRH) (“Kestrel” or the “Company”) today reported
financial results for the quarter and year ended December 31, 2023.
"""


def test_a_release_is_told_by_its_marks_and_its_subject() -> None:
    assert is_release([RELEASE])
    assert not is_release(["FOR IMMEDIATE RELEASE\nKestrel names a new chairman"])
    assert not is_release(["Kestrel Rail annual report with results for the year"])


def test_a_release_states_issuer_ticker_period_and_day() -> None:
    stated = read_release([RELEASE])

    assert stated.form is FilingForm.EARNINGS_RELEASE
    assert stated.issuer == "Kestrel Rail Holdings, Inc."
    assert stated.identifiers == (Identifier(IdentifierKind.TICKER, "KRH"),)
    assert (stated.fiscal_year, stated.fiscal_quarter) == (2023, 4)
    assert stated.fiscal_label == "FOURTH QUARTER AND FULL YEAR 2023"
    assert (stated.period_end, stated.filed_on) == (date(2023, 12, 31), date(2024, 2, 8))
    assert stated.title == "KESTREL RAIL REPORTS FOURTH QUARTER AND FULL YEAR 2023 RESULTS"


@pytest.mark.parametrize(
    ("headline", "year", "quarter"),
    [
        ("Announces Second Quarter Fiscal 2024 Results", 2024, 2),
        ("2023 Second-Quarter earnings per share of $1.96", 2023, 2),
        ("Reports Q3 2023 Results", 2023, 3),
        ("Reports 1Q24 results for the quarter", 2024, 1),
        ("Reports Fiscal Year 2023 Results", 2023, None),
    ],
)
def test_the_headline_names_the_period(headline: str, year: int, quarter: int | None) -> None:
    stated = read_release([f"FOR IMMEDIATE RELEASE\nKestrel {headline}\nNet sales rose in the quarter."])

    assert (stated.fiscal_year, stated.fiscal_quarter) == (year, quarter)


def test_a_headline_without_a_year_takes_it_from_the_day_it_ended_on() -> None:
    stated = read_release(
        [
            "PRESS RELEASE\nKestrel reports results\nNet income for the quarter ended June 30, 2023 rose.",
            "Three months ended June 30, Six months ended June 30,",
        ]
    )

    assert (stated.fiscal_year, stated.fiscal_quarter) == (2023, 2)


def test_the_english_edition_of_a_tanshin() -> None:
    page = (
        "Consolidated Financial Results for the Fiscal Year Ended March 31, 2024 [Japanese GAAP]\nMay 10, 2024\n"
        "Company name: Minato Seiki Co., Ltd.  Stock exchange listing: Tokyo\nCode number: 9999\n"
    )

    assert is_release([page])
    stated = read_release([page])
    assert stated.issuer == "Minato Seiki Co., Ltd."
    assert stated.identifiers == (Identifier(IdentifierKind.SECURITIES_CODE, "9999"),)
    assert (stated.period_end, stated.fiscal_year, stated.filed_on) == (date(2024, 3, 31), 2024, date(2024, 5, 10))


ANNUAL = [
    "Kestrel Rail plc\nAnnual Report & Accounts 2023",
    "Annual Report & Accounts 2023 Kestrel Rail plc\nStrategic report",
    "Kestrel Rail plc\nConsolidated income statement for the year ended 31 March 2023 and the year ended 31 March 2022",
    "Kestrel Rail plc\nNotes for the year ended 31 March 2023. Audited by Some Auditors LLP, for Kestrel Rail plc.",
]


def test_an_annual_report_names_its_issuer_on_most_pages() -> None:
    assert is_annual_report(ANNUAL)
    stated = read_annual_report(ANNUAL)

    assert stated.form is FilingForm.ANNUAL_REPORT
    assert stated.issuer == "Kestrel Rail plc"
    assert (stated.period_end, stated.fiscal_year) == (date(2023, 3, 31), 2023)
    assert stated.fiscal_label == "Annual Report & Accounts 2023"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2022 Annual Report", 2022),
        ("ANNUAL REPORT 2022", 2022),
        ("Annual Report for fiscal year 2022", 2022),
        ("Annual Report 2021/22", 2022),
        ("Annual Report", None),
    ],
)
def test_the_title_names_the_year(title: str, year: int | None) -> None:
    assert read_annual_report([title]).fiscal_year == year


def test_a_former_name_is_kept_beside_todays() -> None:
    header = "KESTREL ELEMENTS LIMITED\nFormerly known as Osprey Metals Limited\nANNUAL REPORT 30 JUNE 2022"

    stated = read_annual_report([header, header, header])

    assert (stated.issuer, stated.issuer_names) == ("KESTREL ELEMENTS LIMITED", ("Osprey Metals Limited",))


def test_the_english_edition_of_a_securities_report() -> None:
    page = "Annual Securities Report\nThe 118th Term\nFrom January 1, 2018 to December 31, 2018\nMinato Seiki Co., Ltd."

    stated = read_annual_report([page, "Minato Seiki Co., Ltd."])

    assert (stated.form, stated.period_end) == (FilingForm.YUHO, date(2018, 12, 31))
