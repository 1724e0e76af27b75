"""Pages that hold one table, written as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.figures import find_figures
from rm_assistant.domain.documents import (
    Cell,
    FilingForm,
    FilingMetadata,
    Language,
    Page,
    StatementKind,
    Table,
    TextSource,
)
from rm_assistant.domain.figures import Figure, FigureRow
from rm_assistant.language.words import detect_language

JAPANESE = FilingMetadata(
    form=FilingForm.YUHO,
    language=Language.JAPANESE,
    period_end=date(2020, 3, 31),
    fiscal_year=2020,
    fiscal_label="第72期",
)
ENGLISH = FilingMetadata(form=FilingForm.FORM_10K, period_end=date(2023, 12, 31), fiscal_year=2023)

_SPAN = re.compile(r"\{(\d+)(?:,(\d+))?\}$")


def table_page(
    *rows: str,
    header: int = 1,
    above: str = "",
    title: str | None = None,
    unit: str | None = None,
    statement: StatementKind | None = None,
) -> Page:
    """Rows of cells divided by `|`; `{2}` after a cell spans two columns, `{1,3}` one column and three rows.

    A cell's leading `>` sets it in; an empty cell is left out. Cells are named `r1c1`, by row and column from 1.
    """
    text = f"{above}\n" if above else ""
    start = len(text)
    cells: list[Cell] = []
    held: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for written in row.split("|"):
            while held.get(column, -1) >= number:
                column += 1
            cell, text = _cell(written.strip(), number, column, text)
            cells += [cell] if cell.end > cell.start else []
            held.update(dict.fromkeys(range(column, column + cell.column_span), number + cell.row_span - 1))
            column += cell.column_span
        text += "\n"
    table = Table("t1", start, len(text), tuple(cells), header, title, unit, statement)
    return Page(1, text, detect_language(text), source=TextSource.HTML, tables=(table,))


def _cell(written: str, row: int, column: int, text: str) -> tuple[Cell, str]:
    span = _SPAN.search(written)
    plain = _SPAN.sub("", written)
    shown = plain.lstrip(">")
    columns, rows = (int(span[1]), int(span[2] or 1)) if span else (1, 1)
    start = len(text)
    indent = 10.0 * (len(plain) - len(shown))
    cell = Cell(f"r{row + 1}c{column + 1}", row, column, start, start + len(shown), rows, columns, indent)
    return cell, text + shown + "  "


def rows_of(page: Page, metadata: FilingMetadata = JAPANESE) -> list[FigureRow]:
    return list(find_figures([page], (), metadata))


def figures_of(page: Page, metadata: FilingMetadata = JAPANESE) -> dict[str, Figure]:
    """By the cell's name; a second number in one cell by `r1c1#1`."""
    found = (figure for row in rows_of(page, metadata) for figure in row.figures)
    return {f"{figure.cell}#{figure.part}" if figure.part else str(figure.cell): figure for figure in found}


def labels(rows: Sequence[FigureRow]) -> list[tuple[str, ...]]:
    """Each row's path with its label last."""
    return [(*row.path, row.label) for row in rows]
