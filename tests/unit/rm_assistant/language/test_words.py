from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import Language
from rm_assistant.language.words import (
    detect_language,
    index_terms,
    normalise,
    question_language,
    sentences,
    stems,
)

PROSE = st.text(alphabet=st.sampled_from("ab Z1.,!?\n・「」（）。売上高カー U.S. Inc.\t"), max_size=300)


def split(text: str, language: Language = Language.ENGLISH) -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("１，５７７", "1,577"),
        ("ﾄﾖﾀ", "トヨタ"),
        ("株式會社", "株式会社"),
        ("zero\u200bwidth", "zerowidth"),
        ("the company’s", "the company's"),
        ("2018–2019", "2018-2019"),
        ("コンピュ―タ―", "コンピューター"),
        ("ﬁnancial", "financial"),
    ],
)
def test_text_that_reads_the_same_is_spelt_the_same(written: str, read: str) -> None:
    assert normalise(written) == read


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("capital expenditure", "Capital expenditures"),
        ("purchase of property", "Purchases of Property"),
        ("1577", "(1,577)"),
        ("year end", "year-end"),
        ("non GAAP", "Non‑GAAP"),
        ("US", "U.S."),
        ("AT&T", "at&t"),
        ("company", "the Company’s"),
        ("FY2018", "ＦＹ２０１８"),
        ("2018", "FY18"),
        ("12.5", "12.50%"),
        ("配当", "配当金の支払額"),
        ("売上", "売上高"),
        ("売り上げ", "売上"),
        ("コンピュータ", "コンピューター"),
        ("有形固定資産", "有形固定資産の取得による支出"),
        ("1234", "売上高は１，２３４百万円"),
    ],
)
def test_a_question_word_meets_the_printed_word(asked: str, printed: str) -> None:
    assert set(index_terms(asked)) <= set(index_terms(printed))


@pytest.mark.parametrize("written", ["U.S. sales", "US sales", "the U.S. Sales."])
def test_initials_with_dots_are_one_word(written: str) -> None:
    assert stems(written) == ["us", "sale"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert index_terms("What was the") == []
    assert index_terms("これは、です。") == []


@given(st.text(max_size=200))
def test_terms_survive_being_joined_by_spaces(text: str) -> None:
    for term in index_terms(text):
        assert term
        assert term.split() == [term]


def test_text_longer_than_the_tokeniser_takes_is_read_whole() -> None:
    assert "営業" in index_terms("売上高" * 20_000 + "営業利益")


def test_terms_can_be_made_in_many_threads_at_once() -> None:
    text = "当社グループの有形固定資産の取得による支出" * 20
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(index_terms, [text] * 40))
    assert all(result == results[0] for result in results)


def test_points_inside_a_sentence_do_not_end_it() -> None:
    text = "U.S. Government sales rose 5.2% to $1.2 billion, per Mr. J. Doe of Widget Inc. and No. 5. It grew."
    assert split(text) == [text.removesuffix(" It grew."), "It grew."]


def test_a_company_name_may_end_a_sentence() -> None:
    assert split("It was sold to Widget Inc. The price is not known.") == [
        "It was sold to Widget Inc.",
        "The price is not known.",
    ]


def test_a_broken_line_goes_on_and_an_empty_line_ends() -> None:
    assert split("Sales\nrose.\n\nOutlook\n\nSales will\nrise") == ["Sales\nrose.", "Outlook", "Sales will\nrise"]


def test_bullets_stand_alone() -> None:
    assert split("Risks:\n• credit\n• market\n(a) other") == ["Risks:", "• credit", "• market", "(a) other"]


def test_japanese_sentences_keep_what_is_in_brackets() -> None:
    text = "売上高は増加した。「良い。」と述べた（注。）。\n・配当は\n据え置く。"
    assert split(text, Language.JAPANESE) == [
        "売上高は増加した。",
        "「良い。」と述べた（注。）。",
        "・配当は\n据え置く。",
    ]


@pytest.mark.parametrize("language", list(Language))
@given(text=PROSE)
def test_sentences_cover_all_but_white_space_in_order(text: str, language: Language) -> None:
    spans = sentences(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the FY2018 capital expenditure?", Language.ENGLISH),
        ("2018年度の設備投資額は？", Language.JAPANESE),
        ("3Mの2018年度のcapital expenditureは?", Language.JAPANESE),
        ("売上高", Language.JAPANESE),
        ("1,577", Language.ENGLISH),
        ("The securities report (有価証券報告書) says what about the dividend policy of the group?", Language.ENGLISH),
    ],
)
def test_the_language_of_a_question(text: str, language: Language) -> None:
    assert detect_language(text) is language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Compare Halden's revenue with 月ヶ浜精機 in 2024", Language.ENGLISH),
        ("What was 売上高 of みずほ工業 in FY2023?", Language.ENGLISH),
        ("Halden Bank of Northの2024年の売上高は？", Language.JAPANESE),
        ("Haldenの売上高は？", Language.JAPANESE),
        ("月ヶ浜精機 売上高 2024", Language.JAPANESE),
        ("net sales 2024", Language.ENGLISH),
    ],
)
def test_a_question_is_in_the_language_of_its_small_words(question: str, language: Language) -> None:
    assert question_language(question) is language
