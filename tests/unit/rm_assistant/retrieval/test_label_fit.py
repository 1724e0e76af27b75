"""Near names lead to the right page too, the right one before them."""

from __future__ import annotations

import pytest

from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.label_fit import name_fit, quoted_fit


def fit(label: str, key: str) -> float:
    return name_fit(label, glossary().get(key))


@pytest.mark.parametrize(
    ("label", "other", "key"),
    [
        ("Purchases of property, plant and equipment (PP&E)", "Proceeds from sale of PP&E", "capital_expenditure"),
        ("Net sales", "Cost of sales", "revenue"),
        ("Total current assets", "Total assets", "current_assets"),
        ("Total assets", "Total current assets", "total_assets"),
        ("売上高", "売上原価", "revenue"),
        ("営業利益又は営業損失（△）", "営業外収益", "operating_income"),
        ("有形固定資産の取得による支出", "有形固定資産の売却による収入", "capital_expenditure"),
        ("Cash dividends paid", "Net income", "dividends_paid"),
    ],
)
def test_the_right_label_names_the_item_better(label: str, other: str, key: str) -> None:
    assert fit(label, key) > 0.5
    assert fit(label, key) > fit(other, key)


def test_an_exact_name_fits_in_full() -> None:
    assert fit("Capital expenditure", "capital_expenditure") == 1.0
    assert fit("売上高", "revenue") == 1.0
    assert fit("", "revenue") == 0.0


def test_a_quoted_label_fits_by_its_first_part_before_its_heading() -> None:
    quoted = "経常収益、経営指標等"
    assert quoted_fit("経常収益", quoted) == 1.0
    assert quoted_fit("経常収益", quoted) > quoted_fit("経営指標等", quoted) > quoted_fit("資本金", quoted)
