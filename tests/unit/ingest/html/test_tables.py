"""Cells on a grid, and which tables are data."""

from __future__ import annotations

import pytest

from ingest.html.document import parse
from ingest.html.flow import read_flow
from ingest.html.fragments import Fragment, Grid, Paragraph
from ingest.html.styles import Styles


def fragments(rows: str) -> list[Fragment]:
    root = parse(f"<html><body><table id='t'>{rows}</table></body></html>".encode()).root
    return read_flow(root, Styles(root))


def grid(rows: str) -> Grid:
    (found,) = fragments(rows)
    assert isinstance(found, Grid)
    return found


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def places(found: Grid) -> list[tuple[str, int, int]]:
    return [(cell.text, cell.row, cell.column) for cell in found.cells]


def test_cells_keep_row_column_and_their_own_ids() -> None:
    found = grid("<tr><td></td><td id='h'>2023</td></tr><tr><td cell-id='a'>Sales</td><td cell-id='b'>10</td></tr>")

    assert [(cell.text, cell.row, cell.column, cell.id) for cell in found.cells] == [
        ("2023", 0, 1, "h"),
        ("Sales", 1, 0, "a"),
        ("10", 1, 1, "b"),
    ]
    assert found.id == "t"


def test_spans_push_cells_aside() -> None:
    found = grid(
        "<tr><td rowspan='2'>Item</td><td colspan='2'>Year</td></tr><tr><td>2023</td><td>2022</td></tr>"
        + row("Sales", "10", "9")
    )

    assert places(found) == [
        ("Item", 0, 0),
        ("Year", 0, 1),
        ("2023", 1, 1),
        ("2022", 1, 2),
        ("Sales", 2, 0),
        ("10", 2, 1),
        ("9", 2, 2),
    ]
    assert [(cell.row_span, cell.column_span) for cell in found.cells[:2]] == [(2, 1), (1, 2)]
    assert found.header_rows == 2


def test_a_figure_split_over_cells_is_one_cell() -> None:
    found = grid(
        row("", "", "2023", "", "", "", "2022", "")
        + "<tr><td>Net loss</td><td>$</td><td id='n'>(1,577</td><td>)</td><td></td><td>$</td><td>20</td><td></td></tr>"
        + row("Margin", "", "12.5", "%", "", "", "(3.0)", "%")
        + row("Shares", "", "—", "", "", "", "7", "")
    )

    assert places(found) == [
        ("2023", 0, 1),
        ("2022", 0, 2),
        ("Net loss", 1, 0),
        ("$(1,577)", 1, 1),
        ("$20", 1, 2),
        ("Margin", 2, 0),
        ("12.5%", 2, 1),
        ("(3.0)%", 2, 2),
        ("Shares", 3, 0),
        ("—", 3, 1),
        ("7", 3, 2),
    ]
    assert next(cell.id for cell in found.cells if cell.text == "$(1,577)") == "n"


def test_figures_stand_in_the_column_of_their_year() -> None:
    found = grid(
        "<tr><td></td><td colspan='3'>2023</td><td></td><td colspan='3'>2022</td></tr>"
        + row("Cash", "$", "10", "", "", "$", "9", "")
        + row("Debt", "", "(20", ")", "", "", "18", "")
    )

    assert [(cell.text, cell.column, cell.column_span) for cell in found.cells] == [
        ("2023", 1, 1),
        ("2022", 2, 1),
        ("Cash", 0, 1),
        ("$10", 1, 1),
        ("$9", 2, 1),
        ("Debt", 0, 1),
        ("(20)", 1, 1),
        ("18", 2, 1),
    ]


def test_empty_rows_and_columns_are_taken_out() -> None:
    found = grid(row("", "", "") + row("Sales", "", "10") + row("", "", "") + row("Cost", "", "2"))

    assert places(found) == [("Sales", 0, 0), ("10", 0, 1), ("Cost", 1, 0), ("2", 1, 1)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row("", "前期", "当期") + row("流動資産") + row("現金", "1,577", "△20"), 1),
        (row("(Millions)", "2018", "2017") + row("Net sales", "32,765", "31,657"), 1),
        (row("", "Years ended December 31,") + row("", "2018", "2017") + row("Net sales", "3", "4"), 2),
        (row("", "前期", "当期") + row("", "－", "－") + row("現金", "1,577", "△20"), 1),
        (row("", "前期", "当期") + row("現金", "※１， ※３ 1,577", "※３ 1,321") + row("棚卸資産", "2", "3"), 1),
        (row("Sales", "10") + row("Cost", "2"), 0),
        (row("【会社名】", "みなと精機株式会社") + row("【提出日】", "2024年６月20日"), 0),
        ("<tr><th>Name</th><th>Since</th></tr>" + row("A person", "long ago") + row("Another person", "then"), 1),
        (row("役職名", "氏名", "略歴") + row("取締役", "港 一郎", "2001年4月 当社入社 2010年6月 取締役"), 1),
    ],
)
def test_leading_rows_without_amounts_are_headers(rows: str, expected: int) -> None:
    assert grid(rows).header_rows == expected


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (row("•", "We sell rails."), ["•  We sell rails."]),
        (row("•", "One") + row("•", "Two"), ["•  One", "•  Two"]),
        (row("（注）", "１", "連結の範囲") + row("", "２", "会計方針"), ["（注）  １  連結の範囲", "２  会計方針"]),
        (row("Only one column") + row("of text"), ["Only one column", "of text"]),
        (row("Item 7.", "Discussion"), ["Item 7.  Discussion"]),
    ],
)
def test_tables_that_place_text_become_paragraphs(rows: str, lines: list[str]) -> None:
    assert [item.text for item in fragments(rows) if isinstance(item, Paragraph)] == lines


def test_a_small_table_in_a_cell_is_the_cells_text() -> None:
    career = "<table>" + row("1990年", "入社") + row("2001年", "取締役") + "</table>"

    found = grid(row("役職", "氏名", "略歴") + row("社長", "港 一郎", career))

    assert found.cells[-1].text == "1990年 入社 2001年 取締役"


def test_absurd_spans_are_bounded() -> None:
    found = grid("<tr>" + "<td rowspan='65000' colspan='1000'>1</td>" * 5 + "</tr>" + row("2"))

    assert max(cell.column for cell in found.cells) < 10
