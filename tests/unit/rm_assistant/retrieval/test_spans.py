from __future__ import annotations

from rm_assistant.domain.documents import Language, Page, SpanKind
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.query import read_query
from rm_assistant.retrieval.spans import FoundSpan, spans_of
from tests.annual_reports import Grid, page_of

PAGE = page_of(
    1,
    [
        "Operating income fell because freight was dear. Two plants were closed in the spring.",
        Grid(
            "t", "u", [["", "2018", "2017"], ["Revenues:", "", ""], ["Operating income", "3", "2"], ["Rent", "1", "1"]]
        ),
    ],
)


def found(text: str, page: Page = PAGE, language: Language = Language.ENGLISH) -> list[FoundSpan]:
    return spans_of(page, read_query(text, language), (Period(2018),))


def texts(spans: list[FoundSpan], page: Page = PAGE) -> list[str]:
    return [page.text[span.start : span.end] for span in spans]


def best(spans: list[FoundSpan], page: Page = PAGE) -> str:
    return texts([max(spans, key=lambda span: span.score)], page)[0]


def test_sentences_and_rows_in_reading_order_without_the_header() -> None:
    spans = found("operating income")
    assert texts(spans) == [
        "Operating income fell because freight was dear.",
        "Two plants were closed in the spring.",
        "Revenues:",
        "Operating income 3 2",
        "Rent 1 1",
    ]
    assert [span.kind for span in spans] == [SpanKind.SENTENCE] * 2 + [SpanKind.ROW] * 3


def test_a_figure_is_best_answered_by_its_row() -> None:
    assert best(found("What is operating income?")) == "Operating income 3 2"


def test_a_reason_is_best_answered_by_a_sentence() -> None:
    assert best(found("Why did operating income fall?")) == "Operating income fell because freight was dear."


def test_a_heading_of_rows_counts_little() -> None:
    scores = {PAGE.text[span.start : span.end]: span.score for span in found("What are revenues?")}
    assert scores["Revenues:"] < 0.5


def test_a_quoted_line_is_wanted_word_for_word() -> None:
    page = page_of(
        1,
        [Grid("t", "u", [["", "2018"], ["投資有価証券", "5"], ["関係会社株式", "4"]])],
        Language.JAPANESE,
    )
    assert best(found("2018年の「関係会社株式」は？", page, Language.JAPANESE), page) == "関係会社株式 4"


def test_an_item_is_looked_for_by_any_of_its_names_in_prose_too() -> None:
    page = page_of(1, ["Net sales rose in Europe. The canteen was rebuilt in the spring."])
    assert best(found("Why did revenue change?", page), page) == "Net sales rose in Europe."


def test_a_sentence_that_is_all_of_its_paragraph_is_a_caption() -> None:
    page = page_of(
        1, ["Freight may become dear.", "We ship by sea. Ships burn oil of two kinds.", "Risks of our trade"]
    )
    captions = {page.text[span.start : span.end]: span.caption for span in found("risks", page)}
    assert captions == {
        "Freight may become dear.": True,
        "Ships burn oil of two kinds.": False,
    }
