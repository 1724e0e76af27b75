"""Sets a sample's tables: American statements with hanging signs, Japanese ones in frames."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid
from reportlab.platypus import TableStyle as GridStyle

from ingest.samples.document import Align, Row, RowKind, Table, TableStyle
from ingest.samples.house import House

_TINT = colors.HexColor("#cceeff")
_FIGURE = re.compile(r"(\$?)\s*(\(?[\d,.]+%?|—)(\)?%?)$")
_Command = Any  # reportlab's style commands have a shape for each verb


def set_table(table: Table, house: House, width: float) -> Grid:
    """A reportlab table as wide as `width` points; header rows come again on each page it runs over."""
    if table.style is TableStyle.STATEMENT and not house.japanese:
        return _american_statement(table, house, width)
    return _framed(table, house, width)


def _shares(table: Table, width: float) -> list[float]:
    total = sum(table.widths)
    return [width * share / total for share in table.widths]


def _header_rows(table: Table) -> int:
    return next((index for index, row in enumerate(table.rows) if row.kind is not RowKind.HEADER), len(table.rows))


# ── frames ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _framed(table: Table, house: House, width: float) -> Grid:
    rows = [_framed_row(row, table, house) for row in table.rows]
    commands: list[_Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_paddings(2.2)]
    commands += _spans(table)
    if table.style is TableStyle.RULED:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    if table.style is TableStyle.STATEMENT:
        commands += _statement_frame(table)
    return Grid(
        rows, colWidths=_shares(table, width), repeatRows=_header_rows(table), style=GridStyle(commands), spaceAfter=8
    )


def _statement_frame(table: Table) -> list[_Command]:
    last = _header_rows(table) - 1
    frame: list[_Command] = [
        ("BOX", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEBELOW", (0, last), (-1, last), 0.5, colors.black),
    ]
    frame += [("LINEBEFORE", (column, 0), (column, -1), 0.25, colors.grey) for column in range(1, len(table.widths))]
    for index, row in enumerate(table.rows):
        if row.kind in (RowKind.TOTAL, RowKind.GRAND_TOTAL):
            frame.append(("LINEABOVE", (1, index), (-1, index), 0.4, colors.black))
    return frame


def _framed_row(row: Row, table: Table, house: House) -> list[object]:
    header = row.kind is RowKind.HEADER
    cells: list[object] = []
    for column, cell in enumerate(row.cells):
        align = _cell_align(cell, column, header=header, style=table.style)
        style = house.cell_style(bold=header, align=align)
        style.leftIndent = row.indent * house.size if column == 0 else 0
        cells.append("" if cell == "<" else Text(_markup(cell), style))
    return cells


def _cell_align(cell: str, column: int, *, header: bool, style: TableStyle) -> Align:
    if style is TableStyle.PLAIN:
        return Align.BODY
    if header:
        return Align.CENTRE
    return Align.RIGHT if column and re.fullmatch(r"[△▲※\d,.()\-－%$— \[\]]+", cell) else Align.BODY


def _spans(table: Table) -> list[_Command]:
    spans: list[_Command] = []
    for index, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            end = column
            while end + 1 < len(row.cells) and row.cells[end + 1] == "<":
                end += 1
            if cell != "<" and end > column:
                spans.append(("SPAN", (column, index), (end, index)))
    return spans


def _markup(cell: str) -> str:
    return escape(cell).replace("//", "<br/>")


def _paddings(points: float) -> list[_Command]:
    area = ((0, 0), (-1, -1))
    return [
        ("TOPPADDING", *area, points),
        ("BOTTOMPADDING", *area, points),
        ("LEFTPADDING", *area, 3),
        ("RIGHTPADDING", *area, 3),
    ]


# ── American statements ─────────────────────────────────────────────────────────────────────────────────────────────


def _american_statement(table: Table, house: House, width: float) -> Grid:
    """Each column of figures is three: the currency sign, the digits, and the closing parenthesis that hangs out."""
    shares = _shares(table, width)
    rows = [_american_row(row, house) for row in table.rows]
    widths = [shares[0]]
    for share in shares[1:]:
        widths += [11, share - 25, 14]
    commands: list[_Command] = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), *_paddings(1.4)]
    commands += [
        (side, (column, 0), (column, -1), 0)
        for column in range(1, len(widths))
        for side in ("LEFTPADDING", "RIGHTPADDING")
    ]
    for index, row in enumerate(table.rows):
        commands += _american_commands(row, index, tinted=index % 2 == _header_rows(table) % 2)
    return Grid(rows, colWidths=widths, repeatRows=_header_rows(table), style=GridStyle(commands), spaceAfter=8)


def _american_row(row: Row, house: House) -> list[object]:
    header = row.kind is RowKind.HEADER
    label = house.cell_style(bold=header)
    label.leftIndent, label.firstLineIndent = 10 + row.indent * 9, -10
    cells: list[object] = [Text(_markup(row.cells[0]), label)]
    for cell in row.cells[1:]:
        cells += _american_cell(cell, house, header=header)
    return cells


def _american_cell(cell: str, house: House, *, header: bool) -> list[object]:
    match = None if header else _FIGURE.fullmatch(cell)
    if match is None:
        text = "" if cell == "<" else Text(_markup(cell), house.cell_style(bold=header, align=Align.CENTRE))
        return [text, "", ""]
    left, right = house.cell_style(bold=False), house.cell_style(bold=False, align=Align.RIGHT)
    return [Text(match[1], left), Text(match[2], right), Text(match[3], left)]


def _american_commands(row: Row, index: int, *, tinted: bool) -> list[_Command]:
    commands: list[_Command] = []
    if row.kind is RowKind.HEADER:
        return _american_header(row, index)
    if tinted:
        commands.append(("BACKGROUND", (0, index), (-1, index), _TINT))
    for column, cell in enumerate(row.cells[1:]):
        first = 1 + 3 * column
        if cell and row.kind in (RowKind.TOTAL, RowKind.GRAND_TOTAL):
            commands.append(("LINEABOVE", (first, index), (first + 1, index), 0.6, colors.black))
        if cell and row.kind is RowKind.GRAND_TOTAL:
            commands.append(
                ("LINEBELOW", (first, index), (first + 1, index), 0.5, colors.black, None, None, None, 2, 1.5)
            )
    return commands


def _american_header(row: Row, index: int) -> list[_Command]:
    commands: list[_Command] = []
    column = 1
    while column < len(row.cells):
        end = column
        while end + 1 < len(row.cells) and row.cells[end + 1] == "<":
            end += 1
        first, last = 1 + 3 * (column - 1), 3 * end
        commands.append(("SPAN", (first, index), (last, index)))
        if row.cells[column]:
            commands.append(("LINEBELOW", (first, index), (last - 1, index), 0.6, colors.black))
        column = end + 1
    return commands
