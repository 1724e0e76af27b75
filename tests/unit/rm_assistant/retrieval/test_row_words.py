"""Labels are compared by the words that say what a row is, and no others."""

from __future__ import annotations

import pytest

from rm_assistant.retrieval.row_words import (
    Explained,
    has_own_words,
    lacks,
    leaves_unexplained,
    names_a_thing,
    plain_figure,
    plain_label,
)

SALES = Explained.by(("net sales", "売上高"))


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Net sales (Note 2)", "Net sales"),
        ("Revenues:", "Revenues"),
        ("Services (1)", "Services"),
        ("Services (1,3)", "Services"),
        ("Net sales (millions)", "Net sales"),
        ("(Loss)/earnings from operations", "earnings from operations"),
        ("Operating income (loss)", "Operating income"),
        ("Property, plant and equipment, net of accumulated depreciation - $14 and $13 (Note 8)", None),
        ("Accounts receivable, net and other", "Accounts receivable, net"),
        ("Purchases of property, plant and equipment (PP&E)", "Purchases of property, plant and equipment"),
        ("売上収益 (百万円)", "売上収益"),
        ("セグメント利益(注)１", "セグメント利益"),
        ("営業利益（△損失）", "営業利益"),
        ("(1) 外部顧客への売上高", "外部顧客への売上高"),
        ("建物（純額）", "建物(純額)"),
    ],
)
def test_a_plain_label_says_what_the_row_is(printed: str, plain: str | None) -> None:
    assert plain_label(printed) == (plain or "Property, plant and equipment")


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("※１ 332,590", "332,590"),
        ("※２ , ※３ 1,481,855", "1,481,855"),
        ("※ 5,673", "5,673"),
        ("$0.29 (a)", "$0.29"),
        ("564 4", "564"),
        ("△ 83,829", "△ 83,829"),
        ("(1,577)", "(1,577)"),
        ("45.6", "45.6"),
    ],
)
def test_a_plain_figure_has_no_marks_of_notes(printed: str, plain: str) -> None:
    assert plain_figure(printed) == plain


@pytest.mark.parametrize(
    "label",
    ["Net sales", "Total net sales", "Consolidated net sales", "Net sales 2018", "売上高", "連結売上高", "売上高合計"],
)
def test_qualifiers_need_no_explanation(label: str) -> None:
    assert not leaves_unexplained(label, SALES)


@pytest.mark.parametrize(
    "label",
    [
        "Net sales growth",
        "Cost of net sales",
        "Domestic net sales",
        "Net sales before rebates",
        "Note sales",
        "外部顧客への売上高",
        "売上高原価",
    ],
)
def test_other_words_do(label: str) -> None:
    assert leaves_unexplained(label, SALES)


def test_what_the_question_says_is_explained() -> None:
    asked = SALES | Explained.by((), "What were the domestic net sales?", "外部顧客への売上高は？")

    assert not leaves_unexplained("Domestic net sales", asked)
    assert not leaves_unexplained("外部顧客への売上高", asked)
    assert leaves_unexplained("セグメント間の内部売上高", asked)


@pytest.mark.parametrize(
    "label", ["Total", "合計", "計", "Consolidated", "連結財務諸表計上額", "2018", "2024年3月期", ""]
)
def test_a_total_or_a_period_says_nothing_of_its_own(label: str) -> None:
    assert not has_own_words(label)


@pytest.mark.parametrize("label", ["Widgets", "U.S.", "その他", "住宅", "EMEA"])
def test_a_part_does(label: str) -> None:
    assert has_own_words(label)


@pytest.mark.parametrize(
    "text",
    [
        "Assets",
        "Current liabilities:",
        "Consolidated Statements of Income (In millions)",
        "Item 6. Selected Financial Data",
        "Cash flows from operating activities",
        "The components of interest are as follows for each of the years shown:",
        "資産の部",
        "(1) 連結経営指標等",
        "【連結損益計算書】",
    ],
)
def test_parts_of_the_accounts_are_no_things(text: str) -> None:
    assert not names_a_thing(text, Explained(frozenset()))


@pytest.mark.parametrize(
    "text",
    [
        "Widgets",
        "Widget Services",
        "Segment information",
        "Results of Operations - Commercial Widgets",
        "The following table shows sales of the Widget business for each of the years:",
        "セグメント情報",
        "住宅",
    ],
)
def test_segments_products_and_regions_are(text: str) -> None:
    assert names_a_thing(text, Explained(frozenset()))


def test_a_part_of_a_name_is_not_the_name() -> None:
    assert lacks("depreciation", "depreciation and amortization")
    assert lacks("general and administrative expenses", "selling, general and administrative expenses")
    assert not lacks("net sales", "total net sales")
    assert not lacks("revenue", "net sales")
    assert not lacks("cash", "cash and cash equivalents")
