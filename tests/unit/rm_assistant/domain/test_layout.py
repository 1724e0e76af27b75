"""Words of a page and the rectangles of what is quoted from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.layout import Rect, Word, Words

TEXT = "Net sales 1,577\n売上高 millions"


def word(text: str, x0: float, x1: float, y0: float = 10.0) -> Word:
    start = TEXT.index(text)
    return Word(start, start + len(text), Rect(x0, y0, x1, y0 + 10.0))


WORDS = Words.pack(
    [
        word("Net", 10, 30),
        word("sales", 34, 60),
        word("1,577", 200, 230),
        word("売上高", 10, 40, y0=30.0),
        word("millions", 44, 84, y0=30.0),
    ]
)


def test_a_text_begins_where_its_first_word_does() -> None:
    assert WORDS.left_edge(TEXT.index("sales")) == 34
    assert WORDS.left_edge(TEXT.index("ales")) == 34
    assert WORDS.left_edge(TEXT.index("売上高") - 1) == 10
    assert WORDS.left_edge(len(TEXT)) is None
    assert Words().left_edge(0) is None


def quoted(text: str) -> tuple[Rect, ...]:
    start = TEXT.index(text)
    return WORDS.rects(start, start + len(text), TEXT)


def test_words_of_a_line_make_one_rectangle() -> None:
    assert quoted("Net sales") == (Rect(10, 10, 60, 20),)


def test_each_line_has_a_rectangle_of_its_own() -> None:
    assert quoted("sales 1,577\n売上高") == (Rect(34, 10, 230, 20), Rect(10, 30, 40, 40))


def test_a_part_of_a_word_takes_its_share_of_the_width() -> None:
    (digits,) = quoted("577")
    assert (digits.x0, digits.x1) == pytest.approx((212.0, 230.0))
    assert quoted("上") == (Rect(20, 30, 30, 40),)


def test_wide_characters_count_twice() -> None:
    words = Words.pack([Word(0, 3, Rect(0, 0, 40, 10))])

    assert words.rects(0, 1, "売ab") == (Rect(0, 0, 20, 10),)
    assert words.rects(1, 2, "売ab") == (Rect(20, 0, 30, 10),)


def test_where_no_word_stands_there_is_no_rectangle() -> None:
    assert WORDS.rects(3, 4, TEXT) == ()
    assert Words().rects(0, 5, "words") == ()


def test_two_columns_are_not_joined_backwards() -> None:
    words = Words.pack([Word(0, 1, Rect(300, 10, 310, 20)), Word(2, 3, Rect(10, 10, 20, 20))])

    assert words.rects(0, 3, "a b") == (Rect(300, 10, 310, 20), Rect(10, 10, 20, 20))


def test_a_union_holds_both() -> None:
    assert Rect(0, 5, 10, 15) | Rect(5, 0, 20, 10) == Rect(0, 0, 20, 15)


tenths = st.integers(0, 20_000).map(lambda number: number / 10)
rects = st.builds(lambda x, y, width, height: Rect(x, y, x + width, y + height), tenths, tenths, tenths, tenths)


@st.composite
def packable(draw: st.DrawFn) -> list[Word]:
    words: list[Word] = []
    position = 0
    for gap, length, rect in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), rects), max_size=12)):
        words.append(Word(position + gap, position + gap + length, rect))
        position += gap + length
    return words


@given(packable())
def test_packing_keeps_words_to_a_tenth_of_a_point(words: list[Word]) -> None:
    unpacked = list(Words.pack(words))

    assert [(found.start, found.end) for found in unpacked] == [(word.start, word.end) for word in words]
    for found, word_ in zip(unpacked, words, strict=True):
        assert found.rect.x0 == pytest.approx(word_.rect.x0, abs=0.05)
        assert found.rect.y1 == pytest.approx(word_.rect.y1, abs=0.05)


@given(packable(), st.data())
def test_every_rectangle_lies_within_the_words_it_quotes(words: list[Word], data: st.DataObject) -> None:
    packed = Words.pack(words)
    end = words[-1].end if words else 0
    start, stop = sorted(data.draw(st.tuples(st.integers(0, end), st.integers(0, end))))
    touched = [found.rect for found in packed if found.start < stop and found.end > start]

    for rect in packed.rects(start, stop, "x" * end):
        assert rect.x0 >= min(found.x0 for found in touched) - 1e-6
        assert rect.x1 <= max(found.x1 for found in touched) + 1e-6
        assert rect.y0 >= min(found.y0 for found in touched) - 1e-6
        assert rect.y1 <= max(found.y1 for found in touched) + 1e-6
