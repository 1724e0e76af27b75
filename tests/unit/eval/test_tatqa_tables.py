"""Given tables set as a page: headers over their columns, and the paragraph that announces the table above it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.tatqa_tables import GivenTable, figures_of
from rm_assistant.domain.figures import Figure


def figures(*rows: list[str], paragraphs: tuple[str, ...] = ()) -> list[Figure]:
    return [figure for row in figures_of(GivenTable("t", rows, paragraphs, ())) if row.table for figure in row.figures]


@pytest.mark.parametrize(
    ("heads", "below", "columns"),
    [
        (
            ["", "", "Added", "", "Lost", ""],
            ["", "2023", "2023", "2022", "2023", "2022"],
            [("2023",), ("Added", "2023"), ("Added", "2022"), ("Lost", "2023"), ("Lost", "2022")],
        ),
        (
            ["", "", "Sales", "", "", "Costs", ""],
            ["", "2023", "2022", "2021", "2023", "2022", "2021"],
            [("Sales", year) for year in ("2023", "2022", "2021")]
            + [("Costs", year) for year in ("2023", "2022", "2021")],
        ),
        (
            ["", "Year ended", ""],
            ["", "2023", "2022"],
            [("Year ended", "2023"), ("Year ended", "2022")],
        ),
    ],
)
def test_a_header_reaches_as_far_as_the_row_below_names_each_thing_once(
    heads: list[str], below: list[str], columns: list[tuple[str, ...]]
) -> None:
    numbers = [str(10 * at) for at in range(1, len(below))]
    assert [figure.columns for figure in figures(heads, below, ["Parcels", *numbers])] == columns


def test_the_paragraph_that_tells_the_unit_stands_above_the_table() -> None:
    paragraphs = (
        "Costs are as follows (in thousands):",
        "We also paid 3.0 million euros ($3.4 million) for a depot.",
        "The rise had two causes:",
    )
    (figure,) = figures(["", "2023"], ["Parcels", "$35"], paragraphs=paragraphs)
    assert figure.value == Decimal(35_000)
