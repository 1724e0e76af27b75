"""Fragments cut into parts, and parts made into pages whose text is built here, so that every offset is exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.html.fragments import Fragment, Grid, GridCell, PageBreak, Paragraph
from ingest.html.tables import CELL_GAP

PART_LENGTH = 6_000
"""Characters after which a part without page breaks ends at the next heading."""
LONGEST_PART = 12_000
"""Characters after which it ends at the next paragraph, and up to which the document's own pages stay whole."""
LONGEST_TABLE = 40_000
"""Characters over which a table is cut between rows, its header rows repeated, as on paper."""

Content = Paragraph | Grid


def cut(fragments: Iterable[Fragment]) -> list[list[Content]]:
    """The parts of one file, each with text. See `ingest.html` for the rule."""
    pages: list[list[Content]] = [[]]
    breaks = 0
    for fragment in fragments:
        if isinstance(fragment, PageBreak):
            breaks += 1
            pages.append([])
        else:
            pages[-1].extend(_sliced(fragment))
    whole_up_to = LONGEST_PART if breaks else PART_LENGTH
    return [part for page in pages if page for part in _divided(page, whole_up_to)]


def _divided(page: list[Content], whole_up_to: int) -> Iterator[list[Content]]:
    if sum(map(_length, page)) <= whole_up_to:
        yield page
        return
    part: list[Content] = []
    length = 0
    for item in page:
        if part and _may_begin(item, part[-1], length):
            yield part
            part, length = [], 0
        part.append(item)
        length += _length(item)
    yield part


def _may_begin(item: Content, before: Content, length: int) -> bool:
    """Never right after a heading, nor between a table and the short line (its title, its unit) above it."""
    if _is_heading(before) or (isinstance(item, Grid) and isinstance(before, Paragraph) and len(before.text) < 120):
        return False
    return length > LONGEST_PART or (length > PART_LENGTH and _is_heading(item))


def _is_heading(item: Content) -> bool:
    return isinstance(item, Paragraph) and item.level > 0


def _length(item: Content) -> int:
    if isinstance(item, Paragraph):
        return len(item.text) + 1
    return sum(len(cell.text) + len(CELL_GAP) for cell in item.cells)


def _sliced(item: Content) -> Iterator[Content]:
    if isinstance(item, Paragraph) or _length(item) <= LONGEST_TABLE:
        yield item
        return
    header = [cell for cell in item.cells if cell.row < item.header_rows]
    for number, rows in enumerate(_row_groups(item)):
        shift = item.header_rows - rows[0].row
        body = [replace(cell, row=cell.row + shift) for cell in rows]
        yield replace(item, cells=(*header, *body), id=item.id and f"{item.id}~{number + 1}" if number else item.id)


def _row_groups(grid: Grid) -> Iterator[list[GridCell]]:
    """Body cells of consecutive rows, about a part's length together."""
    group: list[GridCell] = []
    length = 0
    for cell in grid.cells:
        if cell.row < grid.header_rows:
            continue
        if length > LONGEST_PART and cell.row != group[-1].row:
            yield group
            group, length = [], 0
        group.append(cell)
        length += len(cell.text) + len(CELL_GAP)
    if group:
        yield group
