from __future__ import annotations

import pytest

from rm_assistant.language.company_guesses import Guesses

NAMES = {
    "quillfeather": "Quillfeather",
    "brightwater": "Brightwater",
    "halden": "Halden",
    "chestershepard": "Chester & Shepard",
    "架空湖フーズ": "架空湖フーズ",
    "花園精機": "花園精機",
    "架空電機": "架空電機",
    "架空商事": "架空商事",
}


@pytest.fixture
def guesses() -> Guesses[str]:
    return Guesses(NAMES, list(NAMES.items()))


def guessed(guesses: Guesses[str], text: str) -> list[tuple[str, str]]:
    return [(owner, text[start:end]) for owner, start, end in guesses.in_japanese(text)]


@pytest.mark.parametrize(
    ("text", "owner", "written"),
    [
        ("クイルフェザーの売上高は？", "Quillfeather", "クイルフェザー"),
        ("2024年のブライトウォーターの売上高", "Brightwater", "ブライトウォーター"),
        ("チェスター・アンド・シェパードの売上高", "Chester & Shepard", "チェスター・アンド・シェパード"),
        ("架空湖の売上高は？", "架空湖フーズ", "架空湖"),
        ("花園精器の売上高は？", "花園精機", "花園精器"),
        ("架空湖フードの売上高は？", "架空湖フーズ", "架空湖フード"),
    ],
)
def test_a_name_that_is_not_spelt_out(guesses: Guesses[str], text: str, owner: str, written: str) -> None:
    assert guessed(guesses, text) == [(owner, written)]


@pytest.mark.parametrize(
    "text",
    [
        "セグメントの売上高は？",
        "グループの売上高は？",
        "営業利益は？",
        "架空の売上高は？",
        "海外の売上高は？",
        "花園工機の売上高は？",
        "架空湖水産の売上高は？",
    ],
)
def test_nobody_is_guessed(guesses: Guesses[str], text: str) -> None:
    assert guessed(guesses, text) == []


def test_an_opening_that_several_names_share_gives_its_rivals(guesses: Guesses[str]) -> None:
    assert set(guesses.rivals("架空の売上高は？")) == {"架空電機", "架空商事", "架空湖フーズ"}
    assert guesses.rivals("花園の売上高は？") == []


@pytest.mark.parametrize(
    ("word", "owner"),
    [
        ("quilfeather", "Quillfeather"),
        ("brightwatter", "Brightwater"),
        ("quillfeather", None),
        ("blackwater", None),
        ("haldn", "Halden"),
        ("haden", "Halden"),
        ("hadon", None),
        ("revenue", None),
    ],
)
def test_a_slip_of_the_pen(guesses: Guesses[str], word: str, owner: str | None) -> None:
    assert guesses.misspelt(word) == owner


def test_a_slip_that_fits_two_names_fits_none() -> None:
    assert Guesses({"northwold": "a", "northwald": "b"}, []).misspelt("northweld") is None
