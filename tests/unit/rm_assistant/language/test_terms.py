from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Language, StatementKind
from rm_assistant.language.terms import glossary, read_glossary


def keys(text: str) -> list[str]:
    return [term.key for term in glossary().find(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("What is the capital expenditure?", "capital_expenditure"),
        ("Purchases of property, plant and equipment (PP&E)", "capital_expenditure"),
        ("有形固定資産の取得による支出", "capital_expenditure"),
        ("設備投資はいくらですか", "capital_expenditure"),
        ("the quick ratio", "quick_ratio"),
        ("SG&A", "sga"),
        ("営業活動によるキャッシュフロー", "operating_cash_flow"),
        ("一株当たりではなく１株当たり配当額", "dividends_per_share"),
    ],
)
def test_an_item_is_found_by_any_of_its_names(text: str, key: str) -> None:
    assert key in keys(text)


def test_a_name_inside_a_longer_name_is_not_named() -> None:
    assert keys("the cash flow statement") == []
    assert "gross_profit" not in keys("gross profit margin")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("use the statement of financial position", StatementKind.BALANCE_SHEET),
        ("in the P&L statement", StatementKind.INCOME_STATEMENT),
        ("キャッシュ・フロー計算書から", StatementKind.CASH_FLOW),
        ("貸借対照表", StatementKind.BALANCE_SHEET),
    ],
)
def test_statements_are_found_by_name(text: str, statement: StatementKind) -> None:
    assert glossary().find_statements(text) == [statement]


def test_a_measure_is_looked_up_by_its_operands_down_to_items() -> None:
    cycle = glossary().get("cash_conversion_cycle")
    assert {"inventory", "receivables", "payables", "revenue", "cost_of_sales"} <= {
        item.key for item in glossary().items_of(cycle)
    }


def test_every_term_has_names_in_both_languages_and_every_operand_is_printed_somewhere() -> None:
    terms = list(glossary())
    assert len(terms) >= 150
    for term in terms:
        assert all(term.names(language) for language in Language), term.key
        items = [item for item in glossary().items_of(term) if not item.operands]
        assert not term.operands or all(item.statements for item in items), term.key


def test_a_glossary_with_a_loose_end_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        read_glossary({"measure": [{"key": "a", "en": ["a"], "ja": ["あ"], "of": ["b"]}]})
    with pytest.raises(ValueError, match="twice"):
        read_glossary({"item": [{"key": "a", "en": ["a"], "ja": ["あ"]}] * 2})
