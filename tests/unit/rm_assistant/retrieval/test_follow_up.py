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
