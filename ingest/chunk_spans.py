"""The smallest things that can be cited: sentences of a block and rows of a table, as ranges of page text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rm_assistant.domain.documents import Block, BlockKind, Page, Span, SpanKind, Table
from rm_assistant.language.words import sentences

if TYPE_CHECKING:
    from langchain_text_splitters import TextSplitter

_SEPARATORS = ["\n\n", "\n", "。", "．", ". ", "; ", "；", "、", ", ", " ", ""]
_LONGEST = 2
"""A sentence over so many passage lengths is split."""


def sentence_spans(page: Page, block: Block, target: int) -> Iterator[Span]:
    """Sentences in order, a heading whole; what runs on for passages is split where it best can be."""
    text = page.text[block.start : block.end]
    whole = block.kind is BlockKind.HEADING
    for start, end in _stripped(text) if whole else sentences(text, page.language):
        for first, last in _split(text, start, end, target):
            yield Span(SpanKind.SENTENCE, page.number, block.start + first, block.start + last)


def _stripped(text: str) -> list[tuple[int, int]]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [(start, end)] if start < end else []


def row_spans(page: Page, table: Table) -> list[Span]:
    """Rows from top to bottom, each from its first to its last cell with text; they do not overlap."""
    extents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell in table.cells:
        if page.text[cell.start : cell.end].strip():
            extents[cell.row].append((cell.start, cell.end))
    spans: list[Span] = []
    after = table.start
    for row, cells in sorted(extents.items()):
        start, end = max(after, min(cells)[0]), max(end for _, end in cells)
        if start < end:
            spans.append(Span(SpanKind.ROW, page.number, start, end, table.id, row))
            after = end
    return spans


def _split(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    if end - start <= _LONGEST * target:
        yield start, end
        return
    at = start
    for piece in _splitter(target).split_text(text[start:end]):
        found = text.find(piece, at, end)
        if found >= 0:
            yield found, found + len(piece)
            at = found + len(piece)


def _splitter(target: int) -> TextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415 - takes seconds to import

    return RecursiveCharacterTextSplitter(
        separators=_SEPARATORS, chunk_size=target, chunk_overlap=0, keep_separator="end", strip_whitespace=True
    )
