"""Pages as readers give them, written out in a plain notation."""

from __future__ import annotations

from itertools import groupby

from rm_assistant.domain.documents import Block, BlockKind, Cell, Page, Table
from rm_assistant.language.words import detect_language

_GAP = "  "


def page(number: int, *lines: str) -> Page:
    """`# heading`, `~ running header`, rows whose cells stand two spaces apart (a table), and paragraphs."""
    writer = _Writer(number)
    for kind, group in groupby(lines, key=_kind):
        writer.add(kind, list(group))
    return writer.page()


def _kind(line: str) -> BlockKind:
    if line.startswith("# "):
        return BlockKind.HEADING
    if line.startswith("~ "):
        return BlockKind.FURNITURE
    return BlockKind.TABLE if _GAP in line else BlockKind.PARAGRAPH


class _Writer:
    def __init__(self, number: int) -> None:
        self._number = number
        self._text = ""
        self._blocks: list[Block] = []
        self._tables: list[Table] = []

    def add(self, kind: BlockKind, lines: list[str]) -> None:
        if kind is BlockKind.TABLE:
            self._add_table(lines)
            return
        for line in lines:
            start = len(self._text)
            self._text += line.removeprefix("# ").removeprefix("~ ") + "\n"
            level = 3 if kind is BlockKind.HEADING else 0
            self._blocks.append(Block(kind, start, len(self._text) - 1, level))

    def _add_table(self, lines: list[str]) -> None:
        start = len(self._text)
        name = f"p{self._number}-t{len(self._tables) + 1}"
        cells: list[Cell] = []
        for row, line in enumerate(lines):
            for column, text in enumerate(line.split(_GAP)):
                at = len(self._text)
                self._text += text + _GAP
                cells.append(Cell(f"{name}-r{row + 1}c{column + 1}", row, column, at, at + len(text)))
            self._text = self._text.removesuffix(_GAP) + "\n"
        self._blocks.append(Block(BlockKind.TABLE, start, len(self._text) - 1))
        self._tables.append(Table(name, start, len(self._text) - 1, tuple(cells), header_rows=1))

    def page(self) -> Page:
        text = self._text.removesuffix("\n")
        return Page(self._number, text, detect_language(text), blocks=tuple(self._blocks), tables=tuple(self._tables))
