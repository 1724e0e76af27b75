from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Cell, Table
from rm_assistant.retrieval.rows import (
    column_names,
    has_figure,
    is_contents,
    is_worded,
    label_of,
    rows_on,
)
from tests.annual_reports import Grid, page_of


def test_a_label_is_the_words_before_the_figures() -> None:
    page = page_of(1, [Grid("t", "u", [["", "2018"], ["Net sales (Note 2)", "1,577"], ["42", "43"]])])
    labels = [label_of(row, page.text) for row in rows_on(page)]
    assert labels == ["Net sales (Note 2)", "42"]


def test_header_rows_are_no_rows_to_cite() -> None:
    page = page_of(1, [Grid("t", "u", [["(Millions)", "2018"], ["Sales", "1"]])])
    assert [row.index for row in rows_on(page)] == [1]


@pytest.mark.parametrize(
    ("corner", "said"),
    [
        ("Three months ended June 30,", True),
        ("Years Ended December 31,", True),
        ("(In millions)", False),
        ("December 31, 2023", False),
        ("Segments", False),
    ],
)
def test_a_period_in_the_corner_is_said_of_every_column(corner: str, *, said: bool) -> None:
    page = page_of(1, [Grid("t", "u", [[corner, "2023", "2022"], ["Sales", "1", "2"]])])

    names = column_names(page.tables[0], page.text)

    assert names[1] == ((corner, "2023") if said else ("2023",))
    assert names[0] == (corner,)


@pytest.mark.parametrize(
    ("text", "worded"),
    [("Net sales", True), ("売上高", True), ("(1,577)", False), ("△1,577", False), ("12.5%", False), ("—", False)],
)
def test_words_are_told_from_figures(text: str, *, worded: bool) -> None:
    assert is_worded(text) is worded


def test_a_heading_row_has_no_figure() -> None:
    page = page_of(1, [Grid("t", "u", [["", "2018"], ["Assets:", ""], ["Cash", "7"]])])
    assert [has_figure(row, page.text) for row in rows_on(page)] == [False, True]


def test_a_header_over_several_columns_names_them_all() -> None:
    text = "Years ended 2018 2017"
    cells = (Cell("a", 0, 1, 0, 11, column_span=2), Cell("b", 1, 1, 12, 16), Cell("c", 1, 2, 17, 21))
    names = column_names(Table("t", 0, len(text), cells, header_rows=2), text)
    assert names == {1: ("Years ended", "2018"), 2: ("Years ended", "2017")}


def contents_of(title: str, *rows: list[str]) -> bool:
    page = page_of(1, [Grid(title, "", [["", ""], *rows])])
    return is_contents(page.tables[0], page.text)


def test_a_table_that_is_titled_so_is_a_table_of_contents() -> None:
    assert contents_of("Annual report TABLE OF CONTENTS", ["Item 1A. Risk Factors", "2"])
    assert contents_of("目　次", ["第１ 企業の概況", "1"])


def test_rows_that_end_in_rising_page_numbers_are_a_table_of_contents() -> None:
    pages = ["4", "9", "15", "15", "F-3"]
    assert not contents_of("Part I", *([f"Item {n}", page] for n, page in enumerate(pages)))
    assert contents_of("Part I", *([f"Item {n}", page] for n, page in enumerate(["4", "9", "15", "15", "31"])))


def test_amounts_are_no_page_numbers() -> None:
    amounts = ["41", "39", "52", "7", "88"]
    assert not contents_of("Employees by segment", *([f"Segment {n}", amount] for n, amount in enumerate(amounts)))
