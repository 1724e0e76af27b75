"""Titles and file names: weak, but better than nothing."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.cover.hints import read_file_name, read_info
from ingest.reading import SourceInfo
from rm_assistant.domain.documents import FilingForm


@pytest.mark.parametrize("title", ["Form 10-K for Kestrel Rail filed 02/24/2023", "10-K - 02/24/2023 - Kestrel Rail"])
def test_titles_of_filing_services_state_form_day_and_name(title: str) -> None:
    stated = read_info(SourceInfo(title=title))

    assert (stated.issuer, stated.form, stated.filed_on) == ("Kestrel Rail", FilingForm.FORM_10K, date(2023, 2, 24))


@pytest.mark.parametrize("title", [None, "", "Document", "0001018724-16-000172", "Microsoft Word - draft.docx"])
def test_other_titles_state_nothing(title: str | None) -> None:
    assert read_info(SourceInfo(title=title)).issuer is None


@pytest.mark.parametrize(
    ("name", "issuer", "form", "year", "quarter"),
    [
        ("KESTREL_2022_10K.pdf", "KESTREL", FilingForm.FORM_10K, 2022, None),
        ("Kestrel Rail 2023Q2 10-Q.pdf", "Kestrel Rail", FilingForm.FORM_10Q, 2023, 2),
        ("kestrel-2023-annual-report.pdf", "kestrel", FilingForm.ANNUAL_REPORT, 2023, None),
        ("2024_Q1_EARNINGS.pdf", None, FilingForm.EARNINGS_RELEASE, 2024, 1),
        ("みなと精機_決算短信_2024.pdf", None, FilingForm.TANSHIN, 2024, None),
        ("5f2a9c.pdf", None, None, None, None),
    ],
)
def test_a_file_name_is_read_for_hints(
    name: str, issuer: str | None, form: FilingForm | None, year: int | None, quarter: int | None
) -> None:
    stated = read_file_name(name)

    assert (stated.issuer, stated.form, stated.fiscal_year, stated.fiscal_quarter) == (issuer, form, year, quarter)
