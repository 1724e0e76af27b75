from __future__ import annotations

import pytest

from rm_assistant.language.company_names import fold_ga, has_trade, openings, short_names, without_companies


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


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("架空湖フーズ株式会社", ["架空", "架空湖"]),
        ("株式会社日本架空", []),
        ("カクウ工業株式会社", []),
        ("Widget Works, Inc.", []),
    ],
)
def test_a_japanese_name_opens_with_its_first_words(name: str, found: list[str]) -> None:
    assert list(openings(name)) == found


@pytest.mark.parametrize(
    ("name", "is_name"), [("架空精機", True), ("精機", False), ("国内自動車", False), ("架空", False)]
)
def test_a_name_that_ends_in_its_trade(name: str, *, is_name: bool) -> None:
    assert has_trade(name) is is_name


def test_ga_is_folded_between_kanji_only() -> None:
    assert fold_ga("月ケ丘と月が丘、ケーキが好き") == "月ヶ丘と月ヶ丘、ケーキが好き"


def test_a_name_with_a_web_address_is_taken_out_whole() -> None:
    assert without_companies("Widget.com's revenue", ["WIDGET.COM, INC."]).strip() == "revenue"
    assert without_companies("Widget's revenue", ["WIDGET.COM, INC."]).strip() == "revenue"
