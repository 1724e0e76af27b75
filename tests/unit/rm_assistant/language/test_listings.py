"""Which list a question asks for, and the item that is left of it."""

from __future__ import annotations

import pytest

from rm_assistant.language.listings import find_listing


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("What is the revenue by segment?", "segments"),
        ("List the net sales of each segment in 2024.", "segments"),
        ("セグメント別売上高は？", "segments"),
        ("各事業セグメントの利益を教えてください", "segments"),
        ("Sales by region in FY2024", "regions"),
        ("Give a geographic breakdown of revenue", "regions"),
        ("地域ごとの売上収益は？", "regions"),
        ("What are the debt maturities by year?", "maturities"),
        ("長期借入金の返済予定額は？", "maturities"),
        ("Who are the largest shareholders?", "shareholders"),
        ("大株主を教えてください", "shareholders"),
    ],
)
def test_the_list_that_is_asked_for(text: str, key: str) -> None:
    listing = find_listing(text)
    assert listing is not None
    assert listing.key == key


@pytest.mark.parametrize(
    "text", ["What was revenue in FY2024?", "What was the segment profit of Widgets?", "売上高は？"]
)
def test_one_figure_is_no_list(text: str) -> None:
    assert find_listing(text) is None


@pytest.mark.parametrize(
    ("text", "item"),
    [("セグメント別利益は？", "segment_income"), ("地域別売上は？", "revenue"), ("revenue by segment", "revenue")],
)
def test_short_words_name_the_item(text: str, item: str) -> None:
    listing = find_listing(text)
    assert listing is not None
    assert listing.item_of(text) == item


@pytest.mark.parametrize(("text", "first"), [("筆頭株主は誰ですか", True), ("大株主は？", False)])
def test_the_first_of_a_list_alone(text: str, first: bool) -> None:
    listing = find_listing(text)
    assert listing is not None
    assert (listing.first.search(text) is not None) is first
