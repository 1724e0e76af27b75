"""Filings that are made up for benches."""

from __future__ import annotations

from eval.bench.made_up_figures import ROWS_A_TABLE, made_up_filings, made_up_questions, made_up_rows
from rm_assistant.domain.documents import Language
from rm_assistant.language.words import detect_language, index_terms


def test_the_same_seed_makes_the_same_filings() -> None:
    assert list(made_up_filings(2, 200)) == list(made_up_filings(2, 200))
    assert made_up_rows(100, Language.ENGLISH, seed=1) != made_up_rows(100, Language.ENGLISH, seed=2)


def test_no_table_is_cut() -> None:
    rows = made_up_rows(100, Language.JAPANESE)

    assert 100 <= sum(len(row.figures) for row in rows) < 200
    assert len({(row.table, row.row) for row in rows}) == len(rows)
    assert len(rows) % ROWS_A_TABLE == 0


def test_rows_are_found_by_the_words_of_questions() -> None:
    words = {word for row in made_up_rows(2000, Language.ENGLISH) for word in row.terms.split()}
    english, japanese = made_up_questions(2)

    assert (detect_language(english), detect_language(japanese)) == (Language.ENGLISH, Language.JAPANESE)
    assert set(index_terms(english)) & words
