"""Tables of contents: their numbers are pages, not figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ingest.figures.grid import GridCell, TableGrid
from rm_assistant.domain.figures import FigureKind

_TITLE = re.compile(r"目\s*次|\bcontents\b|^index\b|\bpage(?:s|\s*no\.?)?$|^(?:頁|ページ)$", re.IGNORECASE)
_ENTRY = re.compile(r"^\s*(?:item|part|note|section|article|exhibit|chapter)\s+[\divx]+|^第\s*\d", re.IGNORECASE)
_DOTS = re.compile(r"[.…・‥]{4,}|(?:\. ){4,}")
_LEAST_ROWS = 4
_LAST_PAGE = 999


def lists_contents(grid: TableGrid) -> bool:
    """Each row ends in a number that rises from row to row like a page, and title, dots or labels say so."""
    rows = [row for block in grid.blocks for row in block.rows]
    pages = [page for row in rows if (page := _page(row)) is not None]
    if len(pages) < _LEAST_ROWS or len(pages) < 0.6 * len(rows):
        return False
    rising = sum(first <= second for first, second in pairwise(pages))
    return rising >= 0.8 * (len(pages) - 1) and _says_so(grid, rows)


def _page(row: Sequence[GridCell]) -> Decimal | None:
    """The one number of the row, in its last cell."""
    values = [value for cell in row[1:] for value in cell.values if value.kind is FigureKind.NUMBER]
    last = row[-1].values[-1].value
    if len(values) != 1 or last is None or last != int(last) or not 0 < last <= _LAST_PAGE:
        return None
    return last


def _says_so(grid: TableGrid, rows: Sequence[Sequence[GridCell]]) -> bool:
    heads = [cell.text for block in grid.blocks for row in block.header for cell in row]
    if any(_TITLE.search(text.strip()) for text in (grid.table.title or "", *heads)):
        return True
    if sum(bool(_ENTRY.match(row[0].text)) for row in rows) >= 0.5 * len(rows):
        return True
    text = grid.page.text[grid.table.start : grid.table.end]
    return len(_DOTS.findall(text)) >= _LEAST_ROWS
