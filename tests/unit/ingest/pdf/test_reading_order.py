from __future__ import annotations

from ingest.pdf.lines import Word, gather_pieces
from ingest.pdf.reading_order import read_in_order
from tests.page_lines import right_aligned, words_at

LEFT = "These words run on from line to line and fill it"
RIGHT = "Others stand beside them and fill their own lines"


def texts(words: list[Word]) -> list[str]:
    return [line.text for region in read_in_order(gather_pieces(words)) for line in region]


def two_columns(rows: int, y: float = 0) -> list[Word]:
    words: list[Word] = []
    for row in range(rows):
        words += words_at(50, y + 12 * row, f"{LEFT} {row}") + words_at(330, y + 12 * row, f"{RIGHT} {row}")
    return words


def test_columns_of_prose_are_read_one_after_another() -> None:
    read = texts(two_columns(8))
    assert read == [f"{LEFT} {row}" for row in range(8)] + [f"{RIGHT} {row}" for row in range(8)]


def test_a_title_across_both_columns_comes_first_and_what_stands_below_comes_last() -> None:
    title = words_at(50, -40, "A heading that is set across the width of the page and over both of its columns")
    note = words_at(50, 140, "A note that is set across the width of the page and below both of its two columns")
    read = texts(two_columns(8) + title + note)
    assert read[0].startswith("A heading")
    assert read[1] == f"{LEFT} 0"
    assert read[-1].startswith("A note")


def test_a_table_between_columns_keeps_its_rows() -> None:
    table: list[Word] = []
    for row in range(6):
        y = 120 + 12 * row
        table += (
            words_at(50, y, f"Item number {row}")
            + right_aligned(420, y, f"{row},100")
            + right_aligned(500, y, f"{row},200")
        )
    read = texts(two_columns(8) + table + two_columns(8, y=220))
    assert read[16:22] == [f"Item number {row}  {row},100  {row},200" for row in range(6)]
    assert read[22:30] == [f"{LEFT} {row}" for row in range(8)]


def test_columns_of_a_table_with_words_are_read_row_by_row() -> None:
    words: list[Word] = []
    for row in range(8):
        words += words_at(50, 14 * row, f"Director {row}") + words_at(330, 14 * row, f"{RIGHT} {row}")
    assert texts(words) == [f"Director {row}  {RIGHT} {row}" for row in range(8)]
