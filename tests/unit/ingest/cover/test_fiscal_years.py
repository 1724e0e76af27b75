"""How fiscal years are named."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.cover.fiscal_years import quarter_ended, year_end_after, year_ends, year_named


@pytest.mark.parametrize(
    ("end", "quarter", "year_end"),
    [
        (date(2023, 6, 30), 2, date(2023, 12, 31)),
        (date(2023, 7, 2), 2, date(2023, 12, 31)),
        (date(2023, 4, 29), 1, date(2024, 1, 31)),
        (date(2024, 9, 30), 2, date(2025, 3, 31)),
        (date(2023, 12, 31), 4, date(2023, 12, 31)),
    ],
)
def test_a_quarter_leads_to_the_end_of_its_year(end: date, quarter: int, year_end: date) -> None:
    assert year_end_after(end, quarter) == year_end


def test_years_that_end_late_are_named_for_that_year_whatever_else_is_said() -> None:
    assert year_named(date(2023, 9, 30), ["fiscal 2022 " * 10]) == 2023


def test_a_comparison_with_the_year_before_does_not_rename_the_year() -> None:
    assert year_named(date(2023, 6, 30), ["fiscal year 2022 " * 10 + "fiscal year 2023 " * 8]) == 2023


def test_only_stretches_up_to_the_day_count() -> None:
    page = "Nine months ended June 30, 2023. Three months ended September 30, 2023 and 2022."

    assert quarter_ended(date(2023, 9, 30), [page]) == 1
    assert quarter_ended(date(2023, 3, 31), [page]) is None


def test_year_ends_come_most_frequent_first() -> None:
    pages = ["year ended 31 March 2022", "52 weeks ended 25 March 2023, year ended 31 March 2022", "year to 1 May 2020"]

    assert year_ends(pages) == [date(2022, 3, 31), date(2023, 3, 25), date(2020, 5, 1)]
