"""The text of a page put together from its layout, with every word, block and cell pointing into it.

A table row is one line, its cells two spaces apart; a label or a word broken over two lines is whole again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf.blocks import group_lines
from ingest.pdf.captions import LineAbove, caption_of
from ingest.pdf.cells import GridCell
from ingest.pdf.drawn import DrawnTable
from ingest.pdf.furniture import Furniture
from ingest.pdf.grid import Grid, build_grid
from ingest.pdf.layout import PageLayout
from ingest.pdf.lines import Line, Piece, Word, space_between
from ingest.pdf.repair import LINE_HYPHEN, Vocabulary
from ingest.pdf.tables import find_tables
from rm_assistant.domain.documents import Block, BlockKind, Cell, Page, Table
from rm_assistant.domain.layout import BOX_UNITS_PER_POINT, Words
from rm_assistant.language.words import detect_language

_CELL_SPACE = "  "
_EMPTY = GridCell()
_LONG_PARAGRAPH = 3
"""Of a paragraph of more lines only the last can say what the table below it is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the document as a whole tells about a page."""

    furniture: Furniture
    body_size: float
    vocabulary: Vocabulary
    label: str | None


def compose_page(layout: PageLayout, known: Known) -> Page:
    """The page as the rest of the product knows it."""
    draft = _Draft(layout, known)
    for region in layout.regions:
        draft.write_region(region)
    draft.write_sideways()
    text = draft.text()
    return Page(
        number=layout.number,
        text=text,
        language=detect_language(text),
        label=known.label,
        width=layout.frame.width,
        height=layout.frame.height,
        source=layout.source,
        words=draft.packed_words(),
        blocks=tuple(draft.blocks),
        tables=tuple(draft.tables),
    )


class _Draft:
    """A page's text as far as it is written."""

    def __init__(self, layout: PageLayout, known: Known) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self._layout = layout
        self._known = known
        self._parts: list[str] = []
        self._length = 0
        self._words: list[Word] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._above: list[LineAbove] = []

    def text(self) -> str:
        return "".join(self._parts).rstrip("\n")

    def packed_words(self) -> Words:
        frame = self._layout.frame
        boxes: list[int] = []
        for word in self._words:
            box = frame.seen((word.x0, word.y0, word.x1, word.y1)) if frame.is_turned else word
            boxes += [round(edge * BOX_UNITS_PER_POINT) for edge in (box.x0, box.y0, box.x1, box.y1)]
        return Words(tuple(self._starts), tuple(self._ends), tuple(boxes))

    def write_region(self, lines: Sequence[Line]) -> None:
        furniture = self._known.furniture.lines
        body = [line for line in lines if id(line) not in furniture]
        top = body[0].y0 if body else float("inf")
        edges = [line for line in lines if id(line) in furniture]
        self._write_furniture(line for line in edges if line.y0 < top)
        flowing: list[Line] = []
        for line in body:
            if isinstance(line.pieces[0], DrawnTable):
                self._write_lines(flowing)
                self._write_drawn(line.pieces[0])
                flowing = []
            else:
                flowing.append(line)
        self._write_lines(flowing)
        self._write_furniture(line for line in edges if line.y0 >= top)

    def _write_lines(self, lines: Sequence[Line]) -> None:
        at = 0
        for table in find_tables(lines):
            self._write_blocks(lines[at : table.first])
            self._write_table(build_grid(lines[table.first : table.last + 1], table.header))
            at = table.last + 1
        self._write_blocks(lines[at:])

    def _write_drawn(self, table: DrawnTable) -> None:
        if table.grid is not None:
            self._write_table(table.grid)
            return
        for lines in table.cells:
            self._write_blocks(lines)

    def write_sideways(self) -> None:
        """Text along the page's edge or a chart's axis, last: it belongs to no line."""
        start = self._length
        for word in self._layout.sideways:
            self._space(" " if self._length > start else "")
            self._word(word)
        if self._length > start:
            self._end_block(BlockKind.FURNITURE, 0, start)

    def _write_furniture(self, lines: Iterable[Line]) -> None:
        for line in lines:
            start = self._length
            self._write_line(line)
            self._end_block(BlockKind.FURNITURE, 0, start)
            if id(line) not in self._known.furniture.numbered:
                self._above.append(LineAbove(start, self._length - 1, BlockKind.FURNITURE))

    def _write_blocks(self, lines: Sequence[Line]) -> None:
        for kind, level, members in group_lines(lines, self._known.body_size):
            start = start_above = self._length
            for index, line in enumerate(members):
                if index == len(members) - 1 and index >= _LONG_PARAGRAPH:
                    start_above = self._length
                self._write_line(line, goes_on=index > 0)
            self._above.append(LineAbove(start_above, self._length, kind))
            self._end_block(kind, level, start)

    def _write_line(self, line: Line, *, goes_on: bool = False) -> None:
        for index, piece in enumerate(line.pieces):
            if index:
                self._space(_CELL_SPACE)
            elif goes_on:
                self._break_line(piece)
            self._write_words(piece.words)

    def _break_line(self, piece: Piece) -> None:
        """A line break, unless a hyphen at the end of the line above leaves a word open."""
        if not self._rejoin(piece.words[0]):
            self._space("\n")

    def _rejoin(self, following: Word) -> bool:
        """Join a word that was broken with a hyphen; False where none was."""
        word = self._words[-1]
        if not word.text.endswith(LINE_HYPHEN):
            return False
        stem = word.text[:-1]
        if stem and self._known.vocabulary.writes_as_one(stem, following.text):
            self._parts[-1] = stem
            self._length -= 1
            self._ends[-1] -= 1
        return True

    def _write_words(self, words: Sequence[Word]) -> None:
        first = True
        for word in words:
            if not first and not word.glued:
                self._space(" ")
            self._word(word)
            first = False

    def _space(self, space: str) -> None:
        self._parts.append(space)
        self._length += len(space)

    def _word(self, word: Word) -> None:
        text = word.text
        if text[-1] == LINE_HYPHEN:
            text = text[:-1] + "-"
        self._parts.append(text)
        self._words.append(word)
        self._starts.append(self._length)
        self._length += len(text)
        self._ends.append(self._length)

    def _end_block(self, kind: BlockKind, level: int, start: int) -> None:
        self.blocks.append(Block(kind, start, self._length, level))
        self._space("\n")

    def _write_table(self, grid: Grid) -> None:
        start = self._length
        identity = f"p{self._layout.number}-t{len(self.tables) + 1}"
        cells: list[Cell] = []
        for row in range(len(grid.rows)):
            if row:
                self._space("\n")
            self._write_row(grid, row, identity, cells)
        caption = caption_of("".join(self._parts), self._above, grid.header_texts())
        self.tables.append(
            Table(
                id=identity,
                start=start,
                end=self._length,
                cells=tuple(cells),
                header_rows=grid.header_rows,
                title=caption.title or grid.heading,
                unit=caption.unit,
            )
        )
        self._end_block(BlockKind.TABLE, 0, start)
        self._above.append(LineAbove(start, self._length - 1, BlockKind.TABLE, caption))

    def _write_row(self, grid: Grid, row: int, identity: str, cells: list[Cell]) -> None:
        begin = self._length
        column = 0
        while column < grid.columns:
            if (row, column) in grid.covered:
                column += 1
                continue
            cell = grid.rows[row].get(column, _EMPTY)
            if cell.pieces and self._length > begin:
                self._space(_CELL_SPACE)
            start = self._length
            self._write_cell(cell.pieces)
            name = f"{identity}-r{row + 1}c{column + 1}"
            cells.append(Cell(name, row, column, start, self._length, cell.rows, cell.span))
            column += cell.span

    def _write_cell(self, pieces: Sequence[Piece]) -> None:
        previous: Piece | None = None
        for piece in pieces:
            if previous is not None and not self._rejoin(piece.words[0]):
                self._space(space_between(previous, piece))
            self._write_words(piece.words)
            previous = piece
