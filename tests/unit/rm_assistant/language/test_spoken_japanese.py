"""Verbs of speech as the nouns that statements print."""

from __future__ import annotations

import pytest

from rm_assistant.language.spoken_japanese import said_plainly


@pytest.mark.parametrize(
    ("spoken", "plain"),
    [
        ("架空工業の社員は連結で何人？", "架空工業の従業員数は何人？"),
        ("架空工業で働いている人は何人？", "架空工業の従業員数は何人？"),
        ("架空工業は現金及び現金同等物をいくら持っていた？", "架空工業は現金及び現金同等物はいくら？"),
        ("架空工業は法人税等をいくら計上しましたか", "架空工業は法人税等はいくら"),
        ("架空工業の純利益はいくらですか", "架空工業の親会社株主に帰属する当期純利益はいくらですか"),
        ("架空工業の連結売上高は？", "架空工業の売上高は？"),
        ("架空工業は売上高の何％を研究開発に使いましたか", "架空工業は売上高に占める研究開発の割合は？"),
        ("有形固定資産にいくら投資しましたか", "有形固定資産の取得による支出はいくら"),
    ],
)
def test_a_verb_becomes_its_noun(spoken: str, plain: str) -> None:
    assert said_plainly(spoken) == plain


@pytest.mark.parametrize(
    "question",
    [
        "架空工業の当期純利益はいくらですか",
        "架空工業の純利益率は？",
        "架空工業の売上高は前期からいくら増えましたか",
        "配当の方針を教えて",
    ],
)
def test_what_is_as_statements_have_it_stays(question: str) -> None:
    assert said_plainly(question) == question
