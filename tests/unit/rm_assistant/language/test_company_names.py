from __future__ import annotations

import pytest

from rm_assistant.language.company_names import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("架空薬品工業株式会社", "架空薬品"),
        ("架空薬品工業株式会社", "架空"),
        ("架空ハウス工業株式会社", "架空ハウス"),
        ("株式会社架空グループ", "架空"),
    ],
)
def test_a_japanese_name_is_shortened_by_its_last_word_or_its_whole_trade(name: str, short: str) -> None:
    assert short in set(short_names(name))


def test_a_place_alone_is_no_companys_name() -> None:
    assert "日本" not in set(short_names("日本製紙株式会社"))
