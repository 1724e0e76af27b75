"""Rows know the sub-headings they stand under, with indentation and without."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import Cell, Language, Page, Table
from rm_assistant.domain.layout import Rect, Word, Words
from rm_assistant.retrieval.row_paths import Path, row_paths

Line = tuple[float, Sequence[str]]
"""Where a label begins, and the texts of the row's cells."""


def paths(*lines: Line, in_html: bool = False, spans: dict[int, int] | None = None) -> list[tuple[str, Path]]:
    """The label and path of each row below a header of one row; `spans` gives the height of first cells by row."""
    text, cells, words = "", [], []
    for row, (left, printed) in enumerate([(0.0, ["", "2018", "2017"]), *lines]):
        for column, cell in enumerate(printed):
            start = len(text)
            text += cell + " "
            height = (spans or {}).get(row - 1, 1) if column == 0 else 1
            indent = left if in_html and column == 0 else 0.0
            cells.append(Cell(f"r{row}c{column}", row, column, start, start + len(cell), height, 1, indent))
            if cell and not in_html:
                x = left if column == 0 else 200.0 + 80 * column
                words.append(Word(start, start + len(cell), Rect(x, 10.0 * row, x + 40, 10.0 * row + 9)))
    table = Table("t", 0, len(text), tuple(cells), header_rows=1)
    page = Page(1, text, Language.ENGLISH, words=Words.pack(words), tables=(table,))
    found = row_paths(page, table)
    return [(printed[0], found[row]) for row, (_, printed) in enumerate(lines, 1)]


def figures(label: str, left: float = 0.0) -> Line:
    return left, [label, "10", "9"]


def heading(label: str, left: float = 0.0) -> Line:
    return left, [label]


def test_a_segments_rows_carry_its_name() -> None:
    found = paths(
        heading("Widgets"),
        figures("Net sales"),
        figures("Operating income"),
        heading("Gadgets"),
        figures("Net sales"),
    )
    assert found == [
        ("Widgets", ()),
        ("Net sales", ("Widgets",)),
        ("Operating income", ("Widgets",)),
        ("Gadgets", ()),
        ("Net sales", ("Gadgets",)),
    ]


def test_a_row_at_the_margin_of_a_heading_with_indented_rows_is_not_its_own() -> None:
    for in_html in (False, True):
        found = paths(
            heading("Widgets"),
            figures("Domestic", 8),
            figures("Abroad", 8),
            figures("Worldwide"),
            in_html=in_html,
        )
        assert [path for _, path in found] == [(), ("Widgets",), ("Widgets",), ()]


def test_headings_nest_by_indentation() -> None:
    found = paths(
        heading("Assets"),
        heading("Current assets:", 6),
        figures("Cash", 12),
        figures("Total current assets", 12),
        figures("Goodwill", 6),
        figures("Total assets"),
    )
    assert [path for _, path in found] == [
        (),
        ("Assets",),
        ("Assets", "Current assets:"),
        ("Assets", "Current assets:"),
        ("Assets",),
        (),
    ]


def test_of_a_run_of_headings_at_one_margin_the_last_ranks_lowest() -> None:
    found = paths(
        heading("Widgets"),
        heading("Revenue"),
        figures("Products"),
        heading("Costs"),
        figures("Products"),
        heading("Gadgets"),
        heading("Revenue"),
        figures("Products"),
    )
    assert [path for label, path in found if label == "Products"] == [
        ("Widgets", "Revenue"),
        ("Widgets", "Costs"),
        ("Gadgets", "Revenue"),
    ]


def test_a_total_closes_what_it_sums_up() -> None:
    found = paths(
        heading("Operating expenses:"),
        figures("Marketing"),
        figures("Total operating expenses"),
        figures("Operating income"),
    )
    assert [path for _, path in found][1:] == [("Operating expenses:",), ("Operating expenses:",), ()]

    found = paths(heading("営業外収益"), figures("受取利息"), figures("営業外収益合計"), figures("経常利益"))
    assert [path for _, path in found][1:] == [("営業外収益",), ("営業外収益",), ()]


def test_a_mere_total_is_of_the_heading_above_wherever_it_is_set() -> None:
    found = paths(heading("Net sales:"), figures("Widgets", 8), figures("Total"), figures("Backlog"))
    assert [path for _, path in found][1:] == [("Net sales:",), ("Net sales:",), ()]

    found = paths(heading("売上高", 5), figures("外部顧客への売上高", 14), figures("計"), figures("セグメント利益", 5))
    assert [path for _, path in found][1:] == [("売上高",), ("売上高",), ()]


def test_a_sum_without_a_label_belongs_to_its_group_and_ends_it() -> None:
    found = paths(heading("Revenues"), figures("Casino"), (0.0, ["", "30", "27"]), figures("Backlog"))
    assert [path for _, path in found][1:] == [("Revenues",), ("Revenues",), ()]


def test_a_period_over_rows_is_a_heading() -> None:
    found = paths(heading("2018"), figures("Net sales"), heading("2017"), figures("Net sales"))
    assert [path for _, path in found] == [(), ("2018",), (), ("2017",)]


def test_names_of_columns_within_the_table_end_what_stands_above() -> None:
    found = paths(heading("Widgets"), figures("Net sales"), (0.0, ["", "Domestic", "Abroad"]), figures("Net sales"))
    assert found[-1] == ("Net sales", ())


def test_a_label_of_several_rows_height_is_over_those_that_do_not_print_it() -> None:
    found = paths(
        (0.0, ["Widgets", "Net sales", "10"]),
        (0.0, ["", "Income", "2"]),
        figures("Gadgets"),
        in_html=True,
        spans={0: 2},
    )
    assert [path for _, path in found] == [(), ("Widgets",), ()]


labels = st.sampled_from(["Widgets", "Net sales", "Total", "Assets:", "合計", "2018", ""])
lines = st.lists(
    st.tuples(st.sampled_from([0.0, 6.0, 12.0]), st.booleans(), labels).map(
        lambda drawn: (drawn[0], [drawn[2], "1", "2"] if drawn[1] or not drawn[2] else [drawn[2]])
    ),
    max_size=12,
)


@given(lines)
def test_a_path_is_made_of_headings_that_stand_above(rows: list[Line]) -> None:
    found = paths(*rows)
    for at, (_, path) in enumerate(found):
        above = [printed[0] for _, printed in rows[:at] if len(printed) == 1]
        assert set(path) <= set(above)
