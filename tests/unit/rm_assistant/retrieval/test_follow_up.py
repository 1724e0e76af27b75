from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Document, Language
from rm_assistant.retrieval.follow_up import complete


def completed(text: str, history: list[str], documents: list[Document]) -> str:
    return complete(text, history, Language.ENGLISH, documents)


def test_without_history_nothing_is_added(documents: list[Document]) -> None:
    assert completed("and the year before?", [], documents) == "and the year before?"


def test_all_periods_of_the_last_question_move_together(documents: list[Document]) -> None:
    last = "How did Widget Works' revenue change from FY2017 to FY2018?"
    assert completed("And the year before?", [last], documents) == last.replace("2017", "2016").replace("2018", "2017")


def test_a_short_year_keeps_its_form(documents: list[Document]) -> None:
    assert completed("and FY19?", ["Widget Works' FY18 revenue?"], documents) == "Widget Works' FY19 revenue?"


@pytest.mark.parametrize(
    "text", ["What is Widget Works' FY2018 revenue?", "What drove Gizmo Holdings, Inc.'s revenue in 2019?"]
)
def test_a_question_that_stands_alone_is_not_touched(text: str, documents: list[Document]) -> None:
    assert completed(text, ["What is Aozora Seisakusho's FY2020 profit?"], documents) == text


def test_only_the_last_question_counts(documents: list[Document]) -> None:
    history = ["Aozora Seisakusho's FY2020 revenue?", "Widget Works' FY2018 revenue?"]
    assert completed("and the year before?", history, documents) == "Widget Works' FY2017 revenue?"


@pytest.mark.parametrize(
    ("text", "last", "full"),
    [
        (
            "Why did it change?",
            "Widget Works' FY2018 net sales?",
            "Why did it change? (net sales, Widget Works, FY2018)",
        ),
        ("Why?", "Widget Works' FY2018 net sales?", "Why? (net sales, Widget Works, FY2018)"),
        ("What about Europe?", "Widget Works' FY2018 revenue?", "What about Europe? (revenue, Widget Works, FY2018)"),
        ("What drove the increase?", "Revenue of Widget Works?", "What drove the increase? (revenue, Widget Works)"),
    ],
)
def test_what_speaks_of_no_item_is_asked_of_the_last_one(
    text: str, last: str, full: str, documents: list[Document]
) -> None:
    assert completed(text, [last], documents) == full


def test_why_in_japanese_keeps_item_company_and_period(documents: list[Document]) -> None:
    last = "青空製作所の2020年3月期の売上高は？"
    full = "なぜ変わったの？（売上高、青空製作所、2020年3月期）"
    assert complete("なぜ変わったの？", [last], Language.JAPANESE, documents) == full


def test_thanks_are_passed_over(documents: list[Document]) -> None:
    history = ["Widget Works' FY2018 revenue?", "Thanks!"]
    assert completed("and the year before?", history, documents) == "Widget Works' FY2017 revenue?"


def test_what_a_nendo_was_taken_for_is_told_anew(documents: list[Document]) -> None:
    last = "青空製作所の2019年度（2020年3月期）の売上高は？"
    assert complete("その前の年は？", [last], Language.JAPANESE, documents) == "青空製作所の2018年度の売上高は？"
