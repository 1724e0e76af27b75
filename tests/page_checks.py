"""What must hold of every page that any reader makes from a file with positions."""

from __future__ import annotations

import re
from itertools import pairwise

from rm_assistant.domain.documents import Page, Table


def check_page(page: Page) -> None:
    """Offsets point into the text, words make it up in order, rows stand on lines of their own."""
    words = page.words
    assert all(start < end for start, end in zip(words.starts, words.ends, strict=True))
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert "".join(page.text[word.start : word.end] for word in words) == re.sub(r"\s", "", page.text)
    for word in words:
        assert word.rect.x0 <= word.rect.x1
        assert word.rect.y0 <= word.rect.y1
    assert all(0 <= block.start < block.end <= len(page.text) for block in page.blocks)
    assert all(block.end <= following.start for block, following in pairwise(page.blocks))
    for table in page.tables:
        _check_table(page, table)


def _check_table(page: Page, table: Table) -> None:
    assert 0 <= table.start < table.end <= len(page.text)
    assert len({cell.id for cell in table.cells}) == len(table.cells)
    places = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    rows, columns = (max(place) + 1 for place in zip(*places, strict=True))
    assert sorted(places) == [(row, column) for row in range(rows) for column in range(columns)]
    for row in range(rows):
        cells = [cell for cell in table.cells if cell.row == row]
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in cells)
        assert all(cell.end <= following.start for cell, following in pairwise(cells))
        if cells:
            assert "\n" not in page.text[cells[0].start : cells[-1].end]
