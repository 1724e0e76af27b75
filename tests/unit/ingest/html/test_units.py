"""Units as printed."""

from __future__ import annotations

import pytest

from ingest.html.units import unit_in, unit_of_columns


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("（単位：百万円）", "（単位：百万円）"),
        ("(単位:千円)", "(単位:千円)"),
        ("単位：億円", "単位：億円"),
        ("（百万円）", "（百万円）"),
        ("(Millions)", "(Millions)"),
        ("(in millions, except per share amounts)", "(in millions, except per share amounts)"),
        ("Sales were as follows (dollars in millions):", "(dollars in millions)"),
        ("In thousands", "In thousands"),
        ("Expressed in US $000's except share amounts", "Expressed in US $000's except share amounts"),
        ("$ in millions", "$ in millions"),
        ("Dollars in millions, except per share data", "Dollars in millions, except per share data"),
        ("(Amounts in Thousands Except Per Share Amounts)", "(Amounts in Thousands Except Per Share Amounts)"),
    ],
)
def test_a_unit_is_quoted_as_printed(text: str, unit: str) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    "text",
    [
        "Sales of $5 million",
        "We paid 3.0 million euros ($3.4 million) in June.",
        "We serve millions of people.",
        "百万円未満を四捨五入",
        "売上高（百万円）",
        "Years ended",
    ],
)
def test_other_text_states_no_unit(text: str) -> None:
    assert unit_in(text) is None


def test_one_unit_over_all_columns_is_the_tables() -> None:
    assert unit_of_columns(["前期", "当期", "百万円", "百万円"]) == "百万円"
    assert unit_of_columns(["売上高", "百万円", "％"]) is None
    assert unit_of_columns(["前期", "当期"]) is None
