"""Where a document without pages is cut."""

from __future__ import annotations

from ingest.html.fragments import Fragment, Grid, GridCell, PageBreak, Paragraph
from ingest.html.parts import LONGEST_PART, LONGEST_TABLE, PART_LENGTH, cut

TEXT = Paragraph("word " * 100)
HEADING = Paragraph("Heading", level=2)


def table(rows: int, width: int = 50) -> Grid:
    head = GridCell(0, 1, 1, 1, "2023")
    body = [GridCell(row, column, 1, 1, "x" * width) for row in range(1, rows) for column in (0, 1)]
    return Grid((head, *body), id="t", header_rows=1)


def lengths(fragments: list[Fragment]) -> list[int]:
    return [len(part) for part in cut(fragments)]


def test_page_breaks_end_parts_and_empty_pages_are_none() -> None:
    assert lengths([TEXT, PageBreak(), PageBreak(), TEXT, TEXT, PageBreak()]) == [1, 2]


def test_a_short_document_is_one_part() -> None:
    assert lengths([HEADING, TEXT, HEADING, TEXT]) == [4]


def test_a_long_part_ends_at_the_next_heading() -> None:
    enough = PART_LENGTH // len(TEXT.text) + 1

    parts = cut([HEADING, *[TEXT] * enough, HEADING, TEXT])

    assert [part[0] for part in parts] == [HEADING, HEADING]


def test_without_headings_a_part_ends_at_a_paragraph() -> None:
    parts = cut([TEXT] * 60)

    assert all(sum(len(item.text) for item in part) <= LONGEST_PART + len(TEXT.text) for part in parts)
    assert sum(map(len, parts)) == 60


def test_headings_stay_with_what_follows() -> None:
    enough = LONGEST_PART // len(TEXT.text) + 1

    parts = cut([*[TEXT] * enough, HEADING, HEADING, TEXT])

    assert all(part[-1] is not HEADING for part in parts)


def test_a_page_of_the_documents_own_stays_whole() -> None:
    fits = LONGEST_PART // (len(TEXT.text) + 1) - 1

    assert (
        lengths([HEADING, *[TEXT] * (fits // 2), HEADING, *[TEXT] * (fits // 2), PageBreak(), TEXT])[0] > fits // 2 + 2
    )


def test_a_table_is_not_cut() -> None:
    grid = table(rows=PART_LENGTH // 100 * 2)

    assert [part for part in cut([TEXT, grid, TEXT]) if grid in part]


def test_an_enormous_table_is_cut_between_rows_with_its_header() -> None:
    whole = table(rows=LONGEST_TABLE // 100 + 10)

    pieces = [item for part in cut([whole]) for item in part if isinstance(item, Grid)]

    assert len(pieces) > 1
    assert all(piece.cells[0].text == "2023" for piece in pieces)
    assert sum(len(piece.cells) - 1 for piece in pieces) == len(whole.cells) - 1
    assert [piece.id for piece in pieces[:2]] == ["t", "t~2"]
    assert all(piece.cells[1].row == 1 for piece in pieces)
