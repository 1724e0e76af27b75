"""Where the tags of inline XBRL stand on the pages that a document's parts became."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.html.fragments import Grid, Mark, Paragraph
from ingest.html.parts import Content
from ingest.xbrl_contexts import Definitions
from ingest.xbrl_tags import TaggedNumber, tagged_number
from rm_assistant.domain.documents import Cell, Page


def tagged_numbers(part: Sequence[Content], page: Page, definitions: Definitions) -> Iterator[TaggedNumber]:
    """The tags of `part` on `page`, which was built of it: a block for each item, in order.

    Of running text only those of numbers: tags of words stand around whole notes there.
    """
    tables = iter(page.tables)
    for item, block in zip(part, page.blocks, strict=True):
        if isinstance(item, Paragraph):
            numbers = [mark for mark in item.marks if mark.tag.numeric]
            yield from _placed(numbers, page, block.start, block.end, definitions)
        else:
            yield from _in_table(item, page, next(tables).cells, definitions)


def _in_table(grid: Grid, page: Page, cells: Sequence[Cell], definitions: Definitions) -> Iterator[TaggedNumber]:
    for own, cell in zip(grid.cells, cells, strict=True):
        yield from _placed(own.marks, page, cell.start, cell.end, definitions)


def _placed(
    marks: Sequence[Mark], page: Page, start: int, end: int, definitions: Definitions
) -> Iterator[TaggedNumber]:
    if not marks:
        return
    printed = [place for place in range(start, end) if not page.text[place].isspace()]
    for mark in marks:
        first, last = printed[mark.start], printed[mark.end - 1]
        yield tagged_number(mark.tag, page.text[first : last + 1], page.number, first, definitions)
