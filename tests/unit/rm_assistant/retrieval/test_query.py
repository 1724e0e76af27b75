from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Basis, Language, StatementKind
from rm_assistant.language.words import detect_language, index_terms
from rm_assistant.retrieval.query import Query, read_query


def english(text: str, *names: str) -> Query:
    return read_query(text, Language.ENGLISH, names)


def japanese(text: str, *names: str) -> Query:
    return read_query(text, Language.JAPANESE, names)


def test_what_tells_how_to_answer_is_no_word_to_search_for() -> None:
    query = english(
        "Assume that you are an analyst. Which region grew fastest for Widget Works in FY2018? Answer in USD millions. "
        "If growth is not a useful metric for a company like this, then please state that and explain why.",
        "Widget Works, Inc.",
    )
    assert set(query.words) == set(index_terms("region grew fastest"))


def test_a_question_that_is_all_instruction_keeps_its_words() -> None:
    assert english("Give me the dividend policy.").words


@pytest.mark.parametrize("written", ["Widget Works'", "widget works", "WW", "Widget Works, Inc.'s"])
def test_the_company_is_no_word_to_search_for(written: str) -> None:
    assert english(f"What is {written} backlog?", "WIDGET WORKS, INC.").words == ("backlog",) or written == "WW"


def test_a_measure_needs_its_operands_and_the_statements_that_print_them() -> None:
    query = english("What is the return on assets?")
    assert {"net_income", "total_assets"} <= {item.key for item in query.items}
    assert query.statements == (StatementKind.INCOME_STATEMENT, StatementKind.BALANCE_SHEET)
    assert not query.names_statement


def test_a_statement_called_by_name_is_the_only_one() -> None:
    query = english("What is net income, going by the cash flow statement?")
    assert query.statements == (StatementKind.CASH_FLOW,)
    assert query.names_statement


def test_names_of_both_languages_are_searched_for() -> None:
    for query in (english("capital expenditure"), japanese("設備投資額は？")):
        assert {"purchas", "equip", "取得"} <= set(query.expansion)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("個別決算における売上高は？", Basis.PARENT_ONLY),
        ("連結決算における売上高は？", Basis.CONSOLIDATED),
        ("非連結の売上高は？", Basis.PARENT_ONLY),
        ("売上高は？", None),
    ],
)
def test_the_basis_that_is_asked_for(text: str, basis: Basis | None) -> None:
    assert japanese(text).basis is basis


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("What drove the margin?", True),
        ("売上高が増えた要因は？", True),
        ("What is the margin?", False),
        ("売上高は？", False),
    ],
)
def test_reasons_are_told_from_figures(text: str, *, why: bool) -> None:
    query = japanese(text) if "は" in text else english(text)
    assert query.asks_why is why


def test_a_quoted_line_is_kept_as_it_is_quoted() -> None:
    assert japanese("2020年における「経常収益、経営指標等」は？").label == "経常収益、経営指標等"
    assert english("What is the revenue?").label == ""


@pytest.mark.parametrize(
    ("text", "key", "why"),
    [
        ("What are the main risks?", "risks", True),
        ("How many employees are there?", "employees", False),
        ("What is the revenue?", None, False),
    ],
)
def test_a_topic_told_in_prose_asks_for_no_line(text: str, key: str | None, *, why: bool) -> None:
    query = english(text)
    assert (query.topic.key if query.topic else None) == key
    assert query.asks_why is why


def test_an_earlier_name_of_a_company_is_nothing_asked_for() -> None:
    assert [concept.word for concept in english("What is Gizmo's (formerly known as Widget) backlog?").concepts] == [
        "backlog"
    ]


@pytest.mark.parametrize(
    "text", ["How many plants are there?", "従業員は何人ですか？", "What is the number of plants?"]
)
def test_a_number_is_asked_for(text: str) -> None:
    assert read_query(text, detect_language(text)).asks_number


def test_what_a_nendo_was_taken_for_is_no_part_of_the_question() -> None:
    noted = japanese("青空製作所の2019年度（青空製作所株式会社は2020年3月期）の売上高は？", "青空製作所")
    assert noted.concepts == japanese("青空製作所の2019年度の売上高は？", "青空製作所").concepts


def test_the_fiscal_year_that_a_figure_is_of_is_no_topic() -> None:
    asked = read_query("What return on equity did Widget report for fiscal year ended March 2020?", Language.ENGLISH)
    assert asked.topic is None
    assert not asked.asks_why
    assert [term.key for term in asked.asked] == ["roe"]
