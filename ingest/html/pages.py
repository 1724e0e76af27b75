"""Parts made into pages: text, blocks and tables with exact offsets, and each table's title and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.html.fragments import Grid, GridCell, Paragraph
from ingest.html.furniture import Furniture
from ingest.html.parts import Content
from ingest.html.tables import CELL_GAP
from ingest.html.units import unit_in, unit_of_columns
from rm_assistant.domain.documents import Block, BlockKind, Cell, Page, Table, TextSource
from rm_assistant.language.words import detect_language

_LOOK_BACK = 5
"""Paragraphs above a table in which its title and unit are looked for."""
_SHORT = 120
_TAIL = 120
_NOTE = re.compile(r"^(?:[(（]注|[※*†]|[(（]?notes?\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。.:：;,、]$")


def build_pages(parts: Sequence[Sequence[Content]]) -> Iterator[Page]:
    """One page a part, numbered from 1 in reading order."""
    furniture = Furniture(parts)
    heading: str | None = None
    table_ids: set[str] = set()
    for number, part in enumerate(parts, start=1):
        builder = _PageBuilder(number, part, furniture.of(part), table_ids, heading)
        yield builder.page(label=furniture.label(part))
        heading = builder.heading


class _PageBuilder:
    """`heading` is the last one in force, carried from page to page: a table may stand far below it."""

    def __init__(
        self,
        number: int,
        part: Sequence[Content],
        furniture: set[int],
        table_ids: set[str],
        heading: str | None,
    ) -> None:
        self.heading = heading
        self._number = number
        self._part = part
        self._furniture = furniture
        self._table_ids = table_ids
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []

    def page(self, label: str | None) -> Page:
        for index, item in enumerate(self._part):
            if isinstance(item, Paragraph):
                self._add_paragraph(item)
            else:
                self._add_table(item, self._above(index))
            self._append("\n")
        text = "".join(self._pieces)
        return Page(
            number=self._number,
            text=text,
            language=detect_language(text),
            label=label,
            source=TextSource.HTML,
            blocks=tuple(self._blocks),
            tables=tuple(self._tables),
        )

    def _append(self, text: str) -> int:
        """Where `text` begins."""
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start

    def _add_paragraph(self, item: Paragraph) -> None:
        start = self._append(item.text)
        kind = BlockKind.HEADING if item.level else BlockKind.PARAGRAPH
        if id(item) in self._furniture:
            kind = BlockKind.FURNITURE
        level = item.level if kind is BlockKind.HEADING else 0
        if level:
            self.heading = item.text.replace("\n", " ")
        self._blocks.append(Block(kind, start, self._length, level, item.anchor))

    def _add_table(self, grid: Grid, above: list[Paragraph]) -> None:
        start = self._length
        table_id = self._table_id(grid)
        cells: list[Cell] = []
        for _, row in groupby(grid.cells, key=lambda cell: cell.row):
            if cells:
                self._append("\n")
            cells.extend(self._add_row(list(row)))
        title = grid.caption or _title_in(above) or self.heading
        unit = _unit_of(grid, above)
        self._tables.append(Table(table_id, start, self._length, tuple(cells), grid.header_rows, title, unit))
        self._blocks.append(Block(BlockKind.TABLE, start, self._length, anchor=grid.id))

    def _add_row(self, row: list[GridCell]) -> Iterator[Cell]:
        for cell in row:
            if cell is not row[0]:
                self._append(CELL_GAP)
            start = self._append(cell.text)
            own = cell.id or (f"p{self._number}-t{len(self._tables) + 1}-r{cell.row + 1}c{cell.column + 1}")
            yield Cell(own, cell.row, cell.column, start, self._length, cell.row_span, cell.column_span, cell.indent)

    def _table_id(self, grid: Grid) -> str:
        """The element's own id, unless another table had it first."""
        made = f"p{self._number}-t{len(self._tables) + 1}"
        own = grid.id if grid.id and grid.id not in self._table_ids else made
        self._table_ids.add(own)
        return own

    def _above(self, index: int) -> list[Paragraph]:
        """Paragraphs right above, nearest first, up to the table before."""
        above: list[Paragraph] = []
        for item in reversed(self._part[max(0, index - _LOOK_BACK) : index]):
            if isinstance(item, Grid):
                break
            if id(item) not in self._furniture:
                above.append(item)
        return above


def _title_in(above: Sequence[Paragraph]) -> str | None:
    """The nearest heading or short line that is neither a unit nor a sentence."""
    for paragraph in above:
        text = paragraph.text.replace("\n", " ")
        if paragraph.level:
            return text
        if unit_in(text) and len(text) <= _SHORT:
            continue
        if len(text) > _SHORT or _SENTENCE_END.search(text) or _NOTE.match(text):
            return None
        return text
    return None


def _unit_of(grid: Grid, above: Sequence[Paragraph]) -> str | None:
    headers = [cell.text for cell in grid.cells if cell.row < max(1, grid.header_rows)]
    lines = [grid.caption or "", *headers]
    for paragraph in above:
        lines.append(paragraph.text[-_TAIL:])
        if len(paragraph.text) > _SHORT:
            break
    stated = next((unit for line in lines if (unit := unit_in(line))), None)
    return stated or unit_of_columns(headers)
