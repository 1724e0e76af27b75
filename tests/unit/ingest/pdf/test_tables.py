from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pdf.grid import Grid, build_grid
from ingest.pdf.lines import Line, Word
from ingest.pdf.tables import find_tables, unit_in
from tests.page_lines import lines_of, right_aligned, words_at


def row(
    y: float, label: str, *figures: str | None, indent: float = 0, first: float = 400, pitch: float = 80
) -> list[Word]:
    """A label and figures aligned on the right, None for a blank."""
    words = words_at(60 + indent, y, label) if label else []
    for column, figure in enumerate(figures):
        if figure is not None:
            words = words + right_aligned(first + pitch * column, y, figure)
    return words


def grids(lines: list[Line]) -> list[Grid]:
    return [build_grid(lines[table.first : table.last + 1], table.header) for table in find_tables(lines)]


def shown(grid: Grid) -> list[list[str]]:
    """Text of every cell, blank where there is none."""
    return [[cells[column].text if column in cells else "" for column in range(grid.columns)] for cells in grid.rows]


def test_a_statement_without_rules() -> None:
    (grid,) = grids(
        lines_of(
            row(0, "(In millions)", "2023", "2022"),
            row(14, "Current assets:"),
            row(28, "Cash and cash equivalents", "$1,577", "$1,321", indent=8),
            row(42, "Marketable securities", "—", "380", indent=8),
            row(56, "Total assets", "$1,577", "$1,701"),
        )
    )
    assert grid.header_rows == 1
    assert shown(grid) == [
        ["(In millions)", "2023", "2022"],
        ["Current assets:", "", ""],
        ["Cash and cash equivalents", "$1,577", "$1,321"],
        ["Marketable securities", "—", "380"],
        ["Total assets", "$1,577", "$1,701"],
    ]


def test_a_blank_cell_is_placed_by_its_column() -> None:
    (grid,) = grids(
        lines_of(
            row(0, "", "2023", "2022", "2021"),
            row(14, "Dividends", None, "464", None),
            row(28, "Repurchases", "(36)", None, "(12)"),
            row(42, "Other", "8", "7", "6"),
        )
    )
    assert shown(grid)[1:3] == [["Dividends", "", "464", ""], ["Repurchases", "(36)", "", "(12)"]]


def test_brackets_that_hang_over_stay_in_their_column() -> None:
    hanging = (
        row(14, "Loss", "(1,200") + words_at(401, 14, ")") + right_aligned(480, 14, "(300") + words_at(481, 14, ")")
    )
    (grid,) = grids(lines_of(row(0, "", "2023", "2022"), hanging, row(28, "Sales", "9,000", "8,000")))
    assert shown(grid)[1:] == [["Loss", "(1,200)", "(300)"], ["Sales", "9,000", "8,000"]]


def test_a_header_over_a_group_spans_its_columns() -> None:
    over = words_at(412, 0, "Pension") + words_at(577, 0, "Other")
    (grid,) = grids(
        lines_of(
            over,
            row(14, "Years ended December 31,", "2023", "2022", "2023", "2022"),
            row(28, "Service cost", "430", "402", "94", "106"),
            row(42, "Interest cost", "2,781", "2,991", "194", "229"),
        )
    )
    assert grid.header_rows == 2
    assert {column: (cell.text, cell.span) for column, cell in grid.rows[0].items()} == {
        1: ("Pension", 2),
        3: ("Other", 2),
    }


def test_a_period_over_all_columns_spans_them() -> None:
    (grid,) = grids(
        lines_of(
            words_at(410, 0, "Year Ended May 31,"),
            row(14, "(Dollars in millions)", "2022", "2021", "2020"),
            row(28, "Net income", "6,046", "5,727", "2,539"),
            row(42, "Depreciation", "717", "744", "721"),
        )
    )
    assert {column: cell.span for column, cell in grid.rows[0].items()} == {1: 3}


def spans(grid: Grid, row: int) -> dict[str, tuple[int, int]]:
    """First column and width of each header cell."""
    return {cell.text: (column, cell.span) for column, cell in grid.rows[row].items()}


@pytest.mark.parametrize(
    "period", ["FOURTH QUARTER", "Twelve Months", "Three Months Ended", "52 weeks ended", "Year to date"]
)
def test_a_length_of_time_over_all_columns_spans_them(period: str) -> None:
    (grid,) = grids(
        lines_of(
            words_at(430 - 5 * len(period) / 2, 0, period),
            row(14, "", "2023", "% of sales", "2022", first=360, pitch=90),
            row(28, "Sales to customers", "23,706", "100.0", "24,804", first=360, pitch=90),
            row(42, "Cost of products", "7,765", "32.8", "7,955", first=360, pitch=90),
        )
    )
    assert spans(grid, 0) == {period: (1, 3)}


def test_two_periods_side_by_side_keep_their_own_columns_and_their_text() -> None:
    names = ("2022", "2021", "Total", "2022", "2021", "Total")
    (grid,) = grids(
        lines_of(
            words_at(310, 0, "FOURTH QUARTER") + words_at(510, 0, "TWELVE MONTHS"),
            words_at(355, 14, "Change") + words_at(550, 14, "Change"),
            row(28, "", *names, first=310, pitch=65),
            row(42, "Widgets", "1,696", "1,529", "10.9", "6,599", "6,516", "1.3", first=310, pitch=65),
            row(56, "Gadgets", "2,071", "2,199", "(5.8)", "8,354", "8,519", "(1.9)", first=310, pitch=65),
        )
    )
    assert spans(grid, 0) == {"FOURTH QUARTER": (1, 3), "TWELVE MONTHS": (4, 3)}
    first, last = [at for at, cell in grid.rows[1].items() if cell.text == "Change"]
    assert first <= 3 < last
    assert first + grid.rows[1][first].span - 1 <= 3


@given(st.integers(2, 4), st.integers(1, 3))
def test_no_header_is_lost_where_groups_stand_side_by_side(width: int, groups: int) -> None:
    right = [300 + 50 * at for at in range(width * groups)]
    heads = [
        words_at((right[width * at] + right[width * at + width - 1] - 20) / 2 - 15, 0, f"Group{at}")
        for at in range(groups)
    ]
    values = [f"{1000 + at:,}" for at in range(len(right))]
    (grid,) = grids(
        lines_of(
            [word for head in heads for word in head],
            row(14, "", *[f"Y{at}" for at in range(len(right))], first=300, pitch=50),
            row(28, "Sales", *values, first=300, pitch=50),
            row(42, "Costs", *values, first=300, pitch=50),
        )
    )
    taken = [at for at, cell in grid.rows[0].items() for at in range(at, at + cell.span)]
    assert [cell.text for _, cell in sorted(grid.rows[0].items())] == [f"Group{at}" for at in range(groups)]
    assert len(taken) == len(set(taken))


def test_a_label_broken_over_two_lines_is_one_cell() -> None:
    (grid,) = grids(
        lines_of(
            row(0, "", "2023", "2022"),
            row(14, "Property, plant and equipment, net of accumulated"),
            row(25, "depreciation", "8,738", "8,866", indent=8),
            row(40, "Goodwill", "10,051", "10,513"),
        )
    )
    assert shown(grid)[1] == ["Property, plant and equipment, net of accumulated depreciation", "8,738", "8,866"]


def test_a_heading_above_a_row_is_a_row_of_its_own() -> None:
    (grid,) = grids(
        lines_of(
            row(0, "", "2023", "2022"),
            row(14, "Commitments and contingencies (Note 16)"),
            row(28, "Preferred stock", "—", "—"),
            row(42, "Common stock", "9", "9"),
        )
    )
    assert [cells[0] for cells in shown(grid)[1:3]] == ["Commitments and contingencies (Note 16)", "Preferred stock"]


def test_a_label_of_two_lines_with_its_figures_between_them() -> None:
    (grid,) = grids(
        lines_of(
            row(0, "決算年月", "2023年12月", "2024年12月"),
            row(20, "売上高", "338,571", "303,921"),
            row(40, "親会社株主に帰属する"),
            row(46, "", "13,519", "8,099"),
            row(52, "当期純利益"),
            row(70, "包括利益", "22,835", "14,113"),
        )
    )
    assert shown(grid)[2] == ["親会社株主に帰属する当期純利益", "13,519", "8,099"]


def test_new_periods_begin_another_table() -> None:
    found = grids(
        lines_of(
            row(0, "Assets", "2023", "2022"),
            row(14, "Cash", "10", "9"),
            row(28, "Total", "10", "9"),
            row(48, "Liabilities", "2021", "2020"),
            row(62, "Debt", "8", "7"),
            row(76, "Total", "8", "7"),
        )
    )
    assert [grid.rows[0][1].text for grid in found] == ["2023", "2021"]


def test_prose_with_figures_is_no_table() -> None:
    prose = "In 2023 sales rose by 5.6 percent to 1,577 million and costs by 200 million."
    assert find_tables(lines_of(*(words_at(60, 14 * number, prose) for number in range(6)))) == []


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(-99_999, 9_999_999)), min_size=3, max_size=3).filter(any),
        min_size=3,
        max_size=12,
    )
)
def test_every_figure_comes_back_in_its_row_and_column(rows: list[list[int | None]]) -> None:
    full: list[int | None] = [1_000, 2_000, 3_000]

    def printed(value: int | None) -> str | None:
        return None if value is None else f"({-value:,})" if value < 0 else f"{value:,}"

    lines = lines_of(
        row(0, "", "2023", "2022", "2021"),
        *(row(14 * (at + 1), f"Item {at}", *map(printed, values)) for at, values in enumerate([full, *rows])),
    )
    (grid,) = grids(lines)
    assert shown(grid)[1:] == [
        [f"Item {at}", *(printed(value) or "" for value in values)] for at, values in enumerate([full, *rows])
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "Consolidated Statements of Income (In millions, except per share data)",
            "(In millions, except per share data)",
        ),
        ("(Millions)", "(Millions)"),
        ("(Dollars in thousands)", "(Dollars in thousands)"),
        ("(In Millions of U.S. Dollars)", "(In Millions of U.S. Dollars)"),
        ("(単位：百万円)", "(単位：百万円)"),
        ("単位：千円", "単位：千円"),
        ("金額（百万円）", "（百万円）"),
        ("Note £’000", "£’000"),
        ("The following table (in millions):", "(in millions)"),
    ],
)
def test_units_as_printed(text: str, unit: str) -> None:
    span = unit_in(text)
    assert span is not None
    assert text[slice(*span)].strip() == unit


@pytest.mark.parametrize("text", ["Total assets", "Property, plant and equipment", "(continued)", "(Note 5)", "氏名"])
def test_no_unit_where_none_is_printed(text: str) -> None:
    assert unit_in(text) is None


def test_a_head_is_centred_over_the_heads_below_it() -> None:
    """Which stand to the left of their figures."""

    def changes(y: float, *figures: str) -> list[Word]:
        return [word for at, figure in zip((501, 573), figures, strict=True) for word in right_aligned(at, y, figure)]

    (grid,) = grids(
        lines_of(
            words_at(493, 0, "%Change"),
            [*row(14, "(Dollars)", "2015", first=297), *words_at(457, 14, "Adjusted"), *words_at(528, 14, "Reported")],
            row(28, "Hips", "1,332", first=297) + changes(28, "(2.6)", "2.6"),
            row(42, "Knees", "1,496", first=297) + changes(42, "(2.4)", "2.5"),
        )
    )
    assert spans(grid, 0) == {"%Change": (2, 2)}


def test_changes_are_not_over_the_years_beside_them() -> None:
    (grid,) = grids(
        lines_of(
            right_aligned(480, 0, "%Change"),
            row(14, "", "2017", "2016", "Adjusted", "2015", "Share", first=320, pitch=80),
            row(28, "Sales", "15,216", "14,764", "3%", "13,740", "7%", first=320, pitch=80),
            row(42, "Costs", "6,211", "5,884", "6%", "5,705", "3%", first=320, pitch=80),
        )
    )
    column, width = spans(grid, 0)["%Change"]
    assert {2, 4}.isdisjoint(range(column, column + width))


def test_a_unit_over_the_first_column_belongs_to_the_header() -> None:
    (grid,) = grids(
        lines_of(
            [*right_aligned(400, 0, "Shares"), *right_aligned(480, 0, "Price")],
            right_aligned(405, 14, "(Inmillions)"),
            row(28, "Awards"),
            row(42, "Granted", "84", "55.64"),
            row(56, "Vested", "80", "37.36"),
        )
    )
    assert grid.header_rows == 2
