"""Numbers that a table's header states beside what they count: 株式の状況(１単元の株式数 100株)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.figures.grid import Block, GridCell
from ingest.figures.values import PrintedValue, read_cell
from rm_assistant.domain.figures import FigureKind
from rm_assistant.language.dates import fold_width

_STATED = re.compile(
    r"[(\[]\s*(?P<label>[^()\[\]\d]?[^()\[\]]{1,24}?[^()\[\]\d.,\s])\s*(?P<number>\d[\d,.]*\s*(?:株|円|%|名|人))\s*[)\]]"
)


def header_numbers(block: Block) -> Iterator[tuple[GridCell, str, PrintedValue]]:
    """The header's cell, the label in it, and the number with its place in the cell."""
    for cell in (cell for row in block.header for cell in row):
        match = _STATED.search(fold_width(cell.text))
        value = read_cell(match["number"])[0] if match else None
        if match and value and value.kind is FigureKind.NUMBER:
            label = cell.text[match.start("label") : match.end("label")].strip()
            yield cell, label, _moved(value, match.start("number"))


def _moved(value: PrintedValue, start: int) -> PrintedValue:
    return PrintedValue(
        start + value.start, start + value.end, value.kind, value.value, value.unit, value.currency, value.bracketed
    )
