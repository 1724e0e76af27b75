"""Sections of filings that follow no form: by the PDF's outline, or by the largest headings on the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.page_lines import letters_of
from ingest.reading import OutlineEntry
from ingest.section_headings import Heading, slug, tidy
from rm_assistant.domain.documents import Block, BlockKind, Page

_LEAST_ENTRIES = 3
_DEEPEST = 3
_NUMBERED = re.compile(r"^\s*(?:[0-9０-９]{1,2}[.．、]|[(（][0-9０-９]{1,2}[)）])\s*\S")
_NUMBERS = re.compile(r"^[\s0-9０-９.．、()（）]+")
_FIGURES = re.compile(r"\d[\d,.]*%?")
_LONGEST = 100
_REPEATS = 3


def own_headings(pages: Sequence[Page], outline: Sequence[OutlineEntry]) -> list[Heading]:
    entries = list(_from_outline(pages, outline))
    if len(entries) >= _LEAST_ENTRIES:
        return entries
    large = list(_from_blocks(pages, _DEEPEST))
    return large if len(large) >= _LEAST_ENTRIES else list(_from_blocks(pages, _DEEPEST + 1))


def _from_outline(pages: Sequence[Page], outline: Sequence[OutlineEntry]) -> Iterator[Heading]:
    index_of = {page.number: index for index, page in enumerate(pages)}
    for entry in outline:
        title = tidy(entry.title)
        if entry.level > _DEEPEST or entry.page not in index_of or not letters_of(title):
            continue
        index = index_of[entry.page]
        yield Heading(index, _place_of(title, pages[index].text), _key(title), title, entry.level)


def _place_of(title: str, text: str) -> int:
    """Where the page prints the title, whatever its spaces and case; 0 where it does not."""
    words = re.findall(r"\w+", title)
    if not words:
        return 0
    match = re.search(r"\W{0,4}".join(map(re.escape, words)), text, re.IGNORECASE)
    return match.start() if match else 0


def _from_blocks(pages: Sequence[Page], deepest: int) -> Iterator[Heading]:
    texts = Counter(letters_of(text) for page in pages for _, text in _blocks(page, deepest))
    for index, page in enumerate(pages):
        for block, text in _blocks(page, deepest):
            if texts[letters_of(text)] <= _REPEATS:
                yield Heading(index, block.start, _key(text), text, _level(block, text))


def _blocks(page: Page, deepest: int) -> Iterator[tuple[Block, str]]:
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            text = tidy(page.text[block.start : block.end])
            if (block.level <= deepest or _NUMBERED.match(text)) and _is_title(text):
                yield block, text


def _is_title(text: str) -> bool:
    """Words, not a figure out of a chart."""
    letters = len(letters_of(text))
    return len(text) <= _LONGEST and letters >= 4 and len(_FIGURES.findall(text)) <= 3 and letters * 2 > len(text) * 0.9


def _level(block: Block, text: str) -> int:
    if re.match(r"^\s*[(（]", text):
        return _DEEPEST + 1
    return block.level or _DEEPEST


def _key(title: str) -> str:
    """The title without its number, which shifts."""
    return slug(_NUMBERS.sub("", title)) or slug(title)
