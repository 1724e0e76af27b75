from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.language.sounds import romaji, sounds_alike

KATAKANA = st.text(alphabet=[chr(code) for code in range(0x30A1, 0x30FA)] + ["ー", "ッ"], max_size=12)


@pytest.mark.parametrize(
    ("katakana", "name"),
    [
        ("クイルフェザー", "quillfeather"),
        ("ブライトウォーター", "brightwater"),
        ("ジョンソン", "johnson"),
        ("ノースウィンド", "northwind"),
        ("シェパード", "shepard"),
        ("チェスター", "chester"),
        ("クリスティー", "christie"),
        ("ヴァレンタイン", "valentine"),
        ("バレンタイン", "valentine"),
        ("フィリックス", "felix"),
        ("サットン", "sutton"),
        ("エルムブリッジ", "elmbridge"),
    ],
)
def test_a_foreign_name_is_known_by_its_katakana(katakana: str, name: str) -> None:
    assert sounds_alike(katakana, name)


@pytest.mark.parametrize(
    ("katakana", "name"),
    [
        ("クイルフェザー", "brightwater"),
        ("セグメント", "selkirk"),
        ("リスク", "russet"),
        ("サービス", "severn"),
        ("コスト", "costello"),
        ("グループ", "gilbert"),
        ("ア", "a"),
    ],
)
def test_another_name_is_not_taken_for_it(katakana: str, name: str) -> None:
    assert not sounds_alike(katakana, name)


def test_long_vowels_and_doubled_consonants_are_left_out() -> None:
    assert romaji("フットロッカー") == "hutoroka"


@given(KATAKANA)
def test_any_katakana_has_a_reading_in_plain_letters(katakana: str) -> None:
    assert romaji(katakana).isascii()


@given(KATAKANA, st.text(max_size=12))
def test_any_name_may_be_compared(katakana: str, name: str) -> None:
    assert sounds_alike(katakana, name) in {True, False}
