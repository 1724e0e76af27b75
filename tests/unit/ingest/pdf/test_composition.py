"""What holds of every page: each offset points into its text, and its words are its text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.pdf.composition import Known, compose_page
from ingest.pdf.frame import Frame
from ingest.pdf.furniture import Furniture
from ingest.pdf.layout import PageLayout
from ingest.pdf.lines import Word, gather_pieces
from ingest.pdf.reading_order import read_in_order
from ingest.pdf.repair import LINE_HYPHEN, Vocabulary
from rm_assistant.domain.documents import BlockKind, Page
from tests.page_checks import check_page
from tests.page_lines import lines_of, right_aligned, words_at

FRAME = Frame(0, 0, 612, 792, 0, 0)


def composed(words: list[Word], vocabulary: Vocabulary | None = None) -> Page:
    layout = PageLayout(7, FRAME, read_in_order(gather_pieces(words)))
    known = Known(Furniture(frozenset(), frozenset(), None), 10.0, vocabulary or Vocabulary(), "5")
    return compose_page(layout, known)


def statement() -> list[Word]:
    words = words_at(60, 40, "Consolidated Balance Sheets", size=14) + words_at(60, 70, "(In millions)")
    words += right_aligned(400, 70, "2023") + right_aligned(500, 70, "2022")
    for number, (label, *figures) in enumerate(
        [("Cash", "$1,577", "$1,321"), ("Loss", "(36)", "—"), ("Total", "$1,541", "$1,321")]
    ):
        words += words_at(60, 90 + 14 * number, label)
        words += right_aligned(400, 90 + 14 * number, figures[0]) + right_aligned(500, 90 + 14 * number, figures[1])
    return words


def test_a_table_row_is_one_line_with_its_cells_two_spaces_apart() -> None:
    page = composed(statement())
    assert "Cash  $1,577  $1,321\nLoss  (36)  —\nTotal  $1,541  $1,321" in page.text
    check_page(page)


def test_cells_are_named_by_page_table_row_and_column() -> None:
    page = composed(statement())
    (table,) = page.tables
    cell = next(cell for cell in table.cells if cell.id == "p7-t1-r2c3")
    assert page.text[cell.start : cell.end] == "$1,321"
    assert (cell.row, cell.column, table.header_rows) == (1, 2, 1)


def test_a_table_knows_its_title_and_unit_as_printed() -> None:
    (table,) = composed(statement()).tables
    assert (table.title, table.unit) == ("Consolidated Balance Sheets", "(In millions)")


def test_a_word_broken_at_the_end_of_a_line_is_whole_in_the_text_and_keeps_both_boxes() -> None:
    words = words_at(60, 40, f"The words of this line are ended by a long{LINE_HYPHEN}") + words_at(
        60, 52, "term loan."
    )
    page = composed(words)
    assert "by a long-term" in page.text
    start = page.text.index("long-term")
    assert len(page.words.rects(start, start + len("long-term"), page.text)) == 2
    check_page(page)


def test_a_hyphen_that_only_breaks_a_word_is_dropped() -> None:
    vocabulary = Vocabulary()
    vocabulary.mend(words_at(0, 0, "international"))
    words = words_at(60, 40, f"The words of this line are ended by inter{LINE_HYPHEN}") + words_at(
        60, 52, "national trade."
    )
    assert "by international" in composed(words, vocabulary).text


def test_lines_that_repeat_are_furniture_and_the_rest_is_not() -> None:
    lines = lines_of(words_at(60, 20, "Table of Contents"), words_at(60, 60, "Net sales grew in all of our segments."))
    layout = PageLayout(1, FRAME, [lines])
    known = Known(Furniture(frozenset([id(lines[0])]), frozenset(), None), 10.0, Vocabulary(), None)
    page = compose_page(layout, known)
    assert [(block.kind, page.text[block.start : block.end]) for block in page.blocks] == [
        (BlockKind.FURNITURE, "Table of Contents"),
        (BlockKind.PARAGRAPH, "Net sales grew in all of our segments."),
    ]


_TEXT = st.text(st.sampled_from("abcXYZ019$(),.%—-•売上高△"), min_size=1, max_size=8)
_WORD = st.builds(
    lambda text, x, y: words_at(x, y, text),
    _TEXT,
    st.integers(0, 11).map(lambda column: 50.0 * column),
    st.integers(0, 25).map(lambda line: 14.0 * line),
)


@given(st.lists(_WORD, max_size=60))
def test_offsets_hold_for_any_words_anywhere(runs: list[list[Word]]) -> None:
    words = [word for run in runs for word in run]
    page = composed(words)
    check_page(page)
