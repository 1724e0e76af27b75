from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.retrieval.figures.phrases import covered, likeness, phrase, unexplained, untimed, without_total


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("当期純利益又は当期純損失（△）", "当期純利益"),
        ("１株当たり当期純利益（円）", "1株当たり当期純利益"),
        ("税引前利益又は税引前損失（△）", "税引前 利益"),
        ("工具、器具及び備品", "工具器具備品"),
        ("【提出日】", "提出日"),
        ("Net sales (in millions)", "net sales"),
    ],
)
def test_the_same_line_in_two_spellings(one: str, other: str) -> None:
    assert likeness(phrase(one), phrase(other)) == 1.0


def test_a_total_is_of_what_it_sums() -> None:
    assert likeness(without_total("流動資産合計"), phrase("流動資産")) == 1.0
    assert likeness(without_total("減価償却累計"), phrase("減価償却")) < 1.0


@pytest.mark.parametrize(
    "label", ["2020年３月31日残高", "期末残高 (2020年3月31日)", "当連結会計年度", "合計", "第15期"]
)
def test_a_day_or_a_total_says_not_of_what(label: str) -> None:
    assert untimed(label).letters == ""


@pytest.mark.parametrize("label", ["自己資本利益率", "平均年齢（歳）", "月次報酬", "Annual dividends"])
def test_a_label_keeps_its_own_words(label: str) -> None:
    assert untimed(label).grams == phrase(label).grams


def test_a_longer_label_leaves_something_unexplained() -> None:
    assert unexplained(phrase("その他の包括利益"), phrase("その他").grams) > 0.5
    assert unexplained(phrase("その他"), phrase("その他の包括利益").grams) == 0.0


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_mutual_and_a_share(one: str, other: str) -> None:
    first, second = phrase(one), phrase(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0.0 <= likeness(first, second) <= 1.0
    assert 0.0 <= covered(first, second) <= 1.0
