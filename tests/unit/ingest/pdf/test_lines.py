from __future__ import annotations

import pytest

from ingest.pdf.lines import Piece, Word, gather_lines, gather_pieces
from tests.page_lines import lines_of, right_aligned, words_at


def cells(*words: list[Word]) -> list[str]:
    return [piece.text for piece in lines_of(*words)[0].pieces]


@pytest.mark.parametrize(
    "text",
    [
        "1,577", "(1,577)", "$1,577", "$(1,577)", "($636)", "—", "$—", "-", "△1,577", "▲1,577", "－", "12.5%", "(0.3)%",
        ".5", "¥1,234", "※１ 48,433", "[417]", "1,051*", "110円00銭", "2.5倍", "1,234 (a)", "N/A", "*", "2019",
        "１,２３４",
    ],
)  # fmt: skip
def test_what_a_figure_looks_like(text: str) -> None:
    assert Piece(words_at(0, 0, text)).is_value


@pytest.mark.parametrize(
    "text", ["Total assets", "Note 5", "December 31,", "1.", "10-K", "売上高", "(In millions)", "2,000 shares held"]
)
def test_what_is_no_figure(text: str) -> None:
    assert not Piece(words_at(0, 0, text)).is_value


def test_a_wide_gap_parts_cells_and_a_space_does_not() -> None:
    assert cells(words_at(60, 0, "Total assets"), words_at(300, 0, "1,979")) == ["Total assets", "1,979"]


def test_a_currency_sign_belongs_to_the_figure_after_it() -> None:
    assert cells(words_at(60, 0, "Sales"), words_at(300, 0, "$"), words_at(350, 0, "1,577")) == ["Sales", "$1,577"]
    assert cells(words_at(60, 0, "Debt"), words_at(300, 0, "$"), words_at(350, 0, "—")) == ["Debt", "$—"]


def test_a_bracket_or_percent_sign_belongs_to_the_figure_before_it() -> None:
    assert cells(words_at(60, 0, "Loss"), words_at(300, 0, "(409"), words_at(325, 0, ")")) == ["Loss", "(409)"]
    assert cells(words_at(60, 0, "Rate"), words_at(300, 0, "21.0"), words_at(328, 0, "%")) == ["Rate", "21.0%"]
    assert cells(words_at(60, 0, "Loss (2 )")) == ["Loss (2)"]


def test_figures_set_close_are_cells_of_their_own() -> None:
    assert cells(words_at(60, 0, "2018"), words_at(86, 0, "2017")) == ["2018", "2017"]


def test_a_raised_mark_stays_with_its_figure_which_remains_one() -> None:
    line = lines_of(words_at(300, 0, "0.29"), words_at(325, 0, "3", size=6), words_at(400, 0, "1.51"))[0]
    assert [piece.text for piece in line.pieces] == ["0.29 3", "1.51"]
    assert line.pieces[0].is_value


def test_dots_that_lead_to_a_page_number_are_left_out() -> None:
    assert cells(words_at(60, 0, "Business . . . . . . . 4")) == ["Business", "4"]
    assert cells(words_at(60, 0, "Vitamins A. B. C.")) == ["Vitamins A. B. C."]


def test_words_an_ideographic_space_apart_stay_together() -> None:
    first, second = words_at(60, 0, "自"), words_at(80, 0, "2023年")
    second[0].set_apart = True
    assert cells(first, second) == ["自 2023年"]


def test_pieces_of_one_height_make_a_line_whatever_their_order() -> None:
    words = right_aligned(400, 31, "438") + words_at(60, 30, "Receivables") + words_at(60, 44, "Total")
    lines = gather_lines(gather_pieces(words))
    assert [line.text for line in lines] == ["Receivables  438", "Total"]
