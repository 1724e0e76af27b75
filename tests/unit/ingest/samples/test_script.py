"""The notation that filings are written in."""

from __future__ import annotations

import pytest

from ingest.samples.document import (
    Align,
    Columns,
    Contents,
    FileBreak,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    RowKind,
    ScannedPage,
    Table,
    TableStyle,
)
from ingest.samples.script import parse_script
from tests.sample_books import wording


def test_marks_say_what_a_line_is() -> None:
    script = "# One\n### Three\n> middle\n- point\nSales of {sales}\n\n:: page landscape\n:: contents\n:: file 0101010"
    assert parse_script(script, wording()) == (
        Heading(1, "One"),
        Heading(3, "Three"),
        Paragraph("middle", Align.CENTRE),
        Paragraph("point", Align.BULLET),
        Paragraph("Sales of 1,050"),
        PageBreak(Layout.LANDSCAPE),
        Contents(),
        FileBreak("0101010"),
    )


def test_lines_of_other_editions_are_left_out() -> None:
    script = "[2023] Then\n[2024] Now\n[2023,2024] Always"
    assert parse_script(script, wording()) == (Paragraph("Now"), Paragraph("Always"))


def test_a_statement_has_headers_items_and_totals() -> None:
    script = """\
:: statement statement 60,20,20 (In millions)
| Year | 2024 | 2023
  Sales | $.sales | .sales@-1
== Total | .doubled
:: end"""
    (table,) = parse_script(script, wording())
    assert isinstance(table, Table)
    assert (table.style, table.widths, table.unit) == (TableStyle.STATEMENT, (60.0, 20.0, 20.0), "(In millions)")
    assert [(row.kind, row.indent, row.cells) for row in table.rows] == [
        (RowKind.HEADER, 0, ("Year", "2024", "2023")),
        (RowKind.ITEM, 1, ("Sales", "$1,050", "990")),
        (RowKind.GRAND_TOTAL, 0, ("Total", "2,100", "")),
    ]


def test_blocks_may_stand_in_columns_or_be_scanned() -> None:
    columns, scan = parse_script(":: columns\n#### Left\nText\n:: end\n:: scan\nOld {name}\n\n:: end", wording())
    assert columns == Columns((Heading(4, "Left"), Paragraph("Text")))
    assert scan == ScannedPage(("Old Lanternfish", ""))


@pytest.mark.parametrize("script", [":: dance", ":: columns\nno end", ":: statement ruled 50,50\na | b | c\n:: end"])
def test_what_cannot_be_read_is_an_error(script: str) -> None:
    with pytest.raises(ValueError):
        parse_script(script, wording())
