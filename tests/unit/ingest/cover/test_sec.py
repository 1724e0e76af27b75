"""Covers of SEC forms as filings print them, and as PDFs tear them apart."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.cover.sec import find_cover, read_sec_cover
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind

ANNUAL = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
Washington, D.C. 20549
FORM 10-K
(Mark One)
☒ ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
For the fiscal year ended December 31, 2023
OR
☐ TRANSITION REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
For the transition period from ____ to ____
Commission file number: 001-12345
KESTREL RAIL HOLDINGS, INC.
(Exact name of registrant as specified in its charter)
Delaware 12-3456789
(State or other jurisdiction of incorporation) (I.R.S. Employer Identification No.)
Securities registered pursuant to Section 12(b) of the Act:
Title of each class Trading Symbol(s) Name of each exchange on which registered
Common Stock, par value $0.01 per share KRH New York Stock Exchange
"""
QUARTERLY = (
    ANNUAL.replace("10-K", "10-Q").replace("ANNUAL", "QUARTERLY").replace("fiscal year ended", "quarterly period ended")
)


def test_an_annual_report_on_its_form() -> None:
    stated = read_sec_cover([ANNUAL], 0)

    assert stated.issuer == "KESTREL RAIL HOLDINGS, INC."
    assert stated.form is FilingForm.FORM_10K
    assert (stated.period_end, stated.fiscal_year, stated.fiscal_quarter) == (date(2023, 12, 31), 2023, None)
    assert stated.fiscal_label == "fiscal year ended December 31, 2023"
    assert stated.identifiers == (Identifier(IdentifierKind.TICKER, "KRH"),)
    assert not stated.amends


def test_one_word_a_line_reads_the_same() -> None:
    torn = "\n".join(ANNUAL.split())

    assert find_cover([torn]) == 0
    assert read_sec_cover([torn], 0).issuer == "KESTREL RAIL HOLDINGS, INC."
    assert read_sec_cover([torn], 0).period_end == date(2023, 12, 31)


def test_small_capitals_are_joined_where_the_text_has_them_whole() -> None:
    torn = ANNUAL.replace("KESTREL RAIL", "K ESTREL R AIL")

    assert read_sec_cover([torn, "Kestrel Rail Holdings, Inc. was founded"], 0).issuer == "KESTREL RAIL HOLDINGS, INC."
    assert read_sec_cover([torn], 0).issuer == "K ESTREL R AIL HOLDINGS, INC."


def test_without_the_charter_line_the_name_follows_the_file_number() -> None:
    page = ANNUAL.replace("(Exact name of registrant as specified in its charter)\n", "")

    assert read_sec_cover([page], 0).issuer == "KESTREL RAIL HOLDINGS, INC."


def test_a_name_that_is_a_picture_is_read_from_the_signature() -> None:
    page = ANNUAL.replace("KESTREL RAIL HOLDINGS, INC.\n", "")
    signature = (
        "by the undersigned, thereunto duly authorized.\nKestrel Rail Holdings, Inc.\n(Registrant)\nBy: /s/ A. Person"
    )

    assert read_sec_cover([page, signature], 0).issuer == "Kestrel Rail Holdings, Inc."
    assert read_sec_cover([page], 0).issuer is None


@pytest.mark.parametrize("marked", ["FORM 10-K/A", "FORM 10-K\n(Amendment No. 1)"])
def test_an_amendment_is_marked(marked: str) -> None:
    stated = read_sec_cover([ANNUAL.replace("FORM 10-K", marked)], 0)

    assert stated.form is FilingForm.FORM_10K
    assert stated.amends


@pytest.mark.parametrize(
    ("stretch", "quarter"), [("Three months", 1), ("Six months", 2), ("Nine months", 3), ("39 weeks", 3)]
)
def test_a_quarter_is_known_by_the_longest_stretch_of_the_year(stretch: str, quarter: int) -> None:
    cover = QUARTERLY.replace("December 31, 2023", "September 30, 2023")
    statements = f"Three months ended September 30, {stretch} ended September 30,\n2023 2022"

    stated = read_sec_cover([cover, statements], 0)

    assert (stated.form, stated.fiscal_quarter) == (FilingForm.FORM_10Q, quarter)


def test_a_quarter_belongs_to_the_year_it_leads_to() -> None:
    cover = QUARTERLY.replace("December 31, 2023", "September 30, 2023")

    assert read_sec_cover([cover, "Three months ended September 30, 2023"], 0).fiscal_year == 2024
    assert read_sec_cover([cover, "Nine months ended September 30, 2023"], 0).fiscal_year == 2023


def test_a_retailers_year_is_named_as_its_text_names_it() -> None:
    cover = ANNUAL.replace("December 31, 2023", "February 3, 2024")
    text = "fiscal 2023 and fiscal 2022. " * 5 + "We expect fiscal 2024 to be better."

    assert read_sec_cover([cover, text], 0).fiscal_year == 2023
    assert read_sec_cover([cover, "fiscal 2024 and fiscal 2023. " * 5], 0).fiscal_year == 2024
    assert read_sec_cover([cover], 0).fiscal_year == 2024


def test_a_year_that_ends_in_the_first_days_of_january_is_the_year_before() -> None:
    assert read_sec_cover([ANNUAL.replace("December 31, 2023", "January 1, 2023")], 0).fiscal_year == 2022


def test_a_cover_that_lost_its_period_takes_it_from_the_statements() -> None:
    page = ANNUAL.replace("For the fiscal year ended December 31, 2023\n", "")
    statements = "for the year ended May 31, 2023 and for the year ended May 31, 2023, and the year ended May 31, 2022"

    assert read_sec_cover([page, statements], 0).period_end == date(2023, 5, 31)


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_current_report_has_the_day_of_its_event(gap: str) -> None:
    page = (
        "SECURITIES AND EXCHANGE COMMISSION\nWASHINGTON, DC 20549\nFORM 8-K\nCURRENT REPORT\n"
        f"Date of Report (Date of earliest event reported):{gap}August 23, 2023\nKestrel Rail & Sons\n"
        "(Exact name of registrant as specified in its charter)\n"
    )

    assert find_cover([page]) == 0
    stated = read_sec_cover([page], 0)
    assert (stated.form, stated.issuer) == (FilingForm.FORM_8K, "Kestrel Rail & Sons")
    assert (stated.period_end, stated.fiscal_label) == (date(2023, 8, 23), "August 23, 2023")


def test_a_foreign_issuers_annual_report() -> None:
    page = (
        "UNITED STATES SECURITIES AND EXCHANGE COMMISSION WASHINGTON, D.C. 20549 FORM 20-F\n"
        "☒ ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934\n"
        "For the fiscal year ended March 31, 2023\nCommission file number 0-54321\nMINATO SEIKI KABUSHIKI KAISHA\n"
        "(Exact name of Registrant as specified in its charter and translation into English)\n"
    )

    stated = read_sec_cover([page], 0)

    assert (stated.form, stated.issuer) == (FilingForm.FORM_20F, "MINATO SEIKI KABUSHIKI KAISHA")
    assert stated.fiscal_year == 2023


def test_text_that_speaks_of_a_form_is_no_cover() -> None:
    page = (
        "See our Annual Report on Form 10-K for the fiscal year ended December 31, 2022, filed with the Securities and "
        "Exchange Commission, and its exhibits."
    )

    assert find_cover([page]) is None


def test_a_cover_may_come_after_pages_of_a_report() -> None:
    assert find_cover(["2023 Annual Report", "Dear shareholders", ANNUAL]) == 2
