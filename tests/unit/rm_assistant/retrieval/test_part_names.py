"""Words of a question that tell a part of the company from the whole."""

import pytest

from rm_assistant.domain.documents import Language
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.part_names import find_part_names
from rm_assistant.retrieval.query import read_query


def names(question: str, language: Language = Language.ENGLISH) -> list[str]:
    found = find_part_names(question, language, tuple(glossary().find(question)))
    return [concept.word for concept in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was the Small Business revenue?", ["small"]),
        ("What were the 737 revenues?", ["737"]),
        ("What was the 5G revenue?", ["5g"]),
        ("What were the net sales of Segment B?", ["b"]),
        ("What was the operating income of Division 2?", ["2"]),
        ("What was Greater China EBIT?", ["greater"]),
    ],
)
def test_general_words_codes_and_letters_name_a_part(question: str, expected: list[str]) -> None:
    assert names(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What was the total revenue?",
        "What was the Total Net Revenue in the Annual Report?",
        "Compare revenue and net income.",
        "What is the 3 year average operating income margin?",
        "What was the Q4 revenue in the 10-K?",
        "Which segment had the Highest revenue?",
        "General: what was the revenue?",
    ],
)
def test_what_any_question_says_names_none(question: str) -> None:
    assert names(question) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("二輪事業の営業利益は？", ["二輪"]),
        ("二輪の営業利益は？", ["二輪"]),
        ("第一事業の売上高は？", ["第一"]),
        ("IT事業の売上高は？", ["it"]),
        ("企業向け売上高は？", ["企業"]),
    ],
)
def test_japanese_parts_are_named_by_general_words_too(question: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(names(question, Language.JAPANESE))) == expected


@pytest.mark.parametrize(
    "question",
    [
        "売上高は？",
        "主要事業の売上高は？",
        "各セグメントの売上高は？",
        "住宅事業の営業利益は？",
        "一株当たり配当は？",
        "三つの事業は？",
    ],
)
def test_words_that_search_hears_itself_are_left_to_it(question: str) -> None:
    assert names(question, Language.JAPANESE) == []


def test_a_question_is_about_the_parts_that_it_names() -> None:
    concepts = read_query("What were the U.S. sales of Small Business?", Language.ENGLISH).concepts

    assert {"revenue", "us", "small"} == {concept.word for concept in concepts}
