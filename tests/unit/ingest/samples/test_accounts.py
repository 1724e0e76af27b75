"""The books of the sample companies: they balance, tie and agree from year to year."""

from __future__ import annotations

import pytest

from ingest.samples.accounts import Accounts, Number

EDITIONS = [
    ("quillfeather", "2023", ("2023", "2022")),
    ("quillfeather", "2023A", ("2023", "2022")),
    ("quillfeather", "2024", ("2024", "2023")),
    ("quillfeather", "2025Q1", ("2025Q1",)),
    ("tsukigahama", "2023", ("2023", "2022")),
    ("tsukigahama", "2024", ("2024", "2023")),
    ("asanagiko", "2023", ("2023", "2022")),
    ("asanagiko", "2024", ("2024", "2023")),
]
SHOWN = [(company, edition, period) for company, edition, periods in EDITIONS for period in periods]
EQUAL = {
    "quillfeather": [
        ("total_assets", "liabilities_and_equity"),
        ("inventory_total", "inventories"),
        ("geo_total", "net_sales"),
        ("cash_end", "cash"),
    ],
    "tsukigahama": [
        ("total_assets", "liabilities_and_net_assets"),
        ("p_total_assets", "p_liabilities_and_net_assets"),
        ("area_total", "sales"),
        ("seg_profit_adjusted", "operating_profit"),
        ("emp_total", "employees"),
        ("cash_end", "cash"),
    ],
    "asanagiko": [
        ("total_assets", "liabilities_and_equity"),
        ("p_total_assets", "p_liabilities_and_net_assets"),
        ("area_total", "sales"),
        ("cash_end", "cash"),
    ],
}
NOTES = [
    ("ppe_net", "ppe"),
    ("goodwill_total", "goodwill"),
    ("debt_total", "total_debt"),
    ("maturity_total", "total_debt"),
    ("lease_liabilities", "lease_obligations"),
    ("tax_total", "income_tax"),
    ("tax_reconciled", "income_tax"),
    ("restructuring_total", "restructuring"),
    ("segment_assets", "total_assets"),
]


def value(company: str, key: str, period: str, edition: str) -> Number:
    return Accounts.load(company).value(key, period, edition)


@pytest.mark.parametrize(("company", "edition", "period"), SHOWN)
def test_the_books_balance(company: str, edition: str, period: str) -> None:
    for left, right in EQUAL[company]:
        assert value(company, left, period, edition) == value(company, right, period, edition), (left, right)


@pytest.mark.parametrize(("company", "edition", "period"), SHOWN)
def test_cash_flows_tie_to_the_balance_sheet(company: str, edition: str, period: str) -> None:
    begin, change, end = (
        value(company, key, period, edition) for key in ("cash_beginning", "net_change_in_cash", "cash_end")
    )
    assert begin + change == end


@pytest.mark.parametrize("edition", ["2023", "2023A", "2024"])
def test_notes_agree_with_the_statements(edition: str) -> None:
    for left, right in NOTES:
        assert value("quillfeather", left, edition[:4], edition) == value(
            "quillfeather", right, edition[:4], edition
        ), left


def test_debt_matures_as_the_balance_sheet_says() -> None:
    for period in ("2023", "2024"):
        assert value("quillfeather", "maturity_1", period, period) == value(
            "quillfeather", "debt_current", period, period
        )
        assert value("tsukigahama", "loan_total", period, period) == value("tsukigahama", "long_debt", period, period)


@pytest.mark.parametrize("company", ["quillfeather", "tsukigahama", "asanagiko"])
def test_a_later_filing_restates_without_touching_profit(company: str) -> None:
    books = Accounts.load(company)
    restated = books.restated["2024"]
    assert restated
    profit = "net_income" if company == "quillfeather" else "profit"
    assert books.value(profit, "2023", "2024") == books.value(profit, "2023", "2023")
    for key, periods in restated.items():
        for period in periods:
            assert books.value(key, period, "2024") != books.value(key, period, "2023")


def test_the_amendment_corrects_what_the_first_filing_got_wrong() -> None:
    first, amended, later = (value("quillfeather", "geo_europe", "2023", each) for each in ("2023", "2023A", "2024"))
    assert first != amended == later


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(KeyError):
        value("quillfeather", "moonbeams", "2024", "2024")
