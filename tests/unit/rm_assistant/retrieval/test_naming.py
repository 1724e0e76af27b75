from __future__ import annotations

import pytest

from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.naming import Names, naming


def names_of(key: str, asked: str) -> Names:
    term = glossary().get(key)
    return Names.of(asked, (*term.english, *term.japanese))


@pytest.mark.parametrize(
    ("key", "asked", "label"),
    [
        ("ppe", "net PPNE", "Property, plant and equipment — net"),
        ("ppe", "net property, plant and equipment", "Property and equipment, net of accumulated depreciation"),
        ("receivables", "accounts receivable", "Receivables"),
        ("receivables", "accounts receivable", "Accounts receivable, net of allowances of $95 and $103"),
        ("inventory", "inventory", "Inventories, net (Note 6)"),
        ("revenue", "revenue", "Total net sales"),
        ("net_income", "net income", "Net income attributable to Acme"),
        ("capital_expenditure", "capex", "Capital expenditures (including capitalized software)"),
        ("operating_cash_flow", "cash from operations", "Net cash provided by (used in) operating activities"),
        ("revenue", "revenue", "売上収益"),
        ("current_assets", "total current assets", "流動資産合計"),
    ],
)
def test_a_line_goes_by_any_name_of_its_item(key: str, asked: str, label: str) -> None:
    assert naming(label, names_of(key, asked), ("Acme",)) > 0.7


@pytest.mark.parametrize(
    ("key", "asked", "label"),
    [
        ("revenue", "revenue", "Net product sales"),
        ("total_debt", "total debt", "Total debt securities"),
        ("depreciation_amortization", "depreciation and amortization", "Accumulated depreciation"),
        ("payables", "accounts payable", "Accounts payable to affiliates"),
        ("net_income", "net income", "Net income including noncontrolling interest"),
        ("net_income", "net income", "Net income per share"),
        ("inventory", "inventory", ""),
    ],
)
def test_a_word_more_makes_it_another_line(key: str, asked: str, label: str) -> None:
    assert naming(label, names_of(key, asked)) == 0


def test_the_plainer_name_counts_more() -> None:
    names = names_of("revenue", "revenue")
    assert naming("Revenue", names) > naming("Total consolidated revenue", names)


def test_words_without_a_term_are_wanted_as_they_stand() -> None:
    names = Names.of("wireless equipment revenue", ())
    assert naming("Wireless equipment revenues", names) == 1
    assert naming("Wireless revenues", names) == 0
