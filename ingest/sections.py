"""The parts of a filing by its headings: items and notes, the headings of Japanese forms, or what it has of its own.

Keys stay the same from year to year, so that one year's risk factors can be laid beside the next year's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.reading import OutlineEntry
from ingest.section_headings import Heading
from ingest.section_items import item_headings
from ingest.section_japanese import heads_notes, japanese_headings
from ingest.section_notes import first_statement, note_headings
from ingest.section_own import own_headings
from rm_assistant.domain.documents import Block, BlockKind, Page, Section

_LEAST = 3
_NOTES_LEVEL = 3
_TOP_LETTERS = 200
"""Characters above a heading on a page without blocks that still leave it at the top."""
_SENTENCE_END = re.compile(r"[.!?。][”\"’)）」]*\s*$")


def find_sections(pages: Sequence[Page], outline: Sequence[OutlineEntry]) -> tuple[Section, ...]:
    """Sections in the order of their headings, those inside others included. None where no heading is recognised."""
    if not pages:
        return ()
    headings = _form_headings(pages) or own_headings(pages, outline)
    return tuple(_closed(sorted(headings, key=lambda heading: heading.place), pages))


def assign_sections(pages: Sequence[Page], sections: Sequence[Section]) -> tuple[Page, ...]:
    """The pages with `section` set: the deepest section in force where the page begins."""
    index_of = {page.number: index for index, page in enumerate(pages)}
    at_top = [_as_from_top(pages[index_of[section.first_page]], section) for section in sections]
    begins = [(section.first_page, section.start) for section in at_top]
    found: list[Page] = []
    for page in pages:
        at = bisect_right(begins, (page.number, 0)) - 1
        found.append(replace(page, section=sections[at].key) if at >= 0 else page)
    return tuple(found)


def _form_headings(pages: Sequence[Page]) -> list[Heading]:
    """Headings that a form prescribes, with the notes to the financial statements."""
    japanese = japanese_headings(pages)
    if len(japanese) >= _LEAST:
        return [*japanese, *_japanese_notes(pages, japanese)]
    items = item_headings(pages)
    if not items:
        return []
    return [*items, *_notes(pages, items)]


def _notes(pages: Sequence[Page], items: Sequence[Heading]) -> list[Heading]:
    """Notes inside the item that holds the statements, or after the last item, where annexes hold them."""
    first = first_statement(pages)
    notes = note_headings(pages, items[0].page if first is None else first, len(pages) - 1, _NOTES_LEVEL)
    if not notes:
        return []
    following = [item for item in items if item.place > notes[0].place]
    return [note for note in notes if not following or note.place < following[0].place]


def _japanese_notes(pages: Sequence[Page], headings: Sequence[Heading]) -> list[Heading]:
    """Numbered notes under IFRS, which have no （…関係）."""
    found: list[Heading] = []
    for at, notes in enumerate(headings):
        following = headings[at + 1] if at + 1 < len(headings) else None
        if heads_notes(notes) and (following is None or following.level <= notes.level):
            last = following.page if following else len(pages) - 1
            numbered = note_headings(pages, notes.page, last, notes.level)[1:]
            found += [replace(each, key=f"{notes.key}-{each.key.removeprefix('note_')}") for each in numbered]
    return found


def _closed(headings: Sequence[Heading], pages: Sequence[Page]) -> Iterable[Section]:
    """Each section ends where the next of its level or higher begins; keys that come again get a number."""
    times: Counter[str] = Counter()
    for at, heading in enumerate(headings):
        following = next((other for other in headings[at + 1 :] if other.level <= heading.level), None)
        times[heading.key] += 1
        key = heading.key if times[heading.key] == 1 else f"{heading.key}~{times[heading.key]}"
        yield Section(
            key=key,
            title=heading.title,
            level=heading.level,
            first_page=pages[heading.page].number,
            last_page=_last_page(heading, following, pages),
            start=heading.start,
        )


def _last_page(heading: Heading, following: Heading | None, pages: Sequence[Page]) -> int:
    if following is None:
        return pages[-1].number
    above = following.page > heading.page and _is_top(pages[following.page], following.start)
    return pages[following.page - above].number


def _is_top(page: Page, start: int) -> bool:
    """Whether nothing but running headers, names, dates and other headings stands above."""
    if not page.blocks:
        return start <= _TOP_LETTERS
    return not any(_is_content(block, page) for block in page.blocks if block.start < start)


def _is_content(block: Block, page: Page) -> bool:
    if block.kind is BlockKind.PARAGRAPH:
        return bool(_SENTENCE_END.search(page.text[block.start : block.end]))
    return block.kind is BlockKind.TABLE


def _as_from_top(page: Page, section: Section) -> Section:
    return replace(section, start=0) if _is_top(page, section.start) else section
