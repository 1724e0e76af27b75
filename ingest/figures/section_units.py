"""The unit that notes state once for all their tables: "(Dollars in millions, except …)" under their title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.figures.bases import SectionsInForce
from rm_assistant.domain.documents import Language, Page
from rm_assistant.language.printed_units import PrintedUnit
from rm_assistant.language.units import units_alone

_NOTES = re.compile(
    r"^(?:[A-Z][A-Z ,.&'’-]{0,80}\s)?\W*(?i:notes to (?:the )?(?:condensed |unaudited |consolidated |interim )*"
    r"financial statements)\b(?P<rest>[^\n]{0,140})$",
    re.MULTILINE,
)
_LONGEST_REST = 40
_LINES_BELOW = 3
_LEVEL = 2
"""Of items, which hold the notes."""


@dataclass(frozen=True, slots=True)
class SectionUnits:
    """`first`..`last` are the pages for which `units` hold."""

    first: int
    last: int
    units: tuple[PrintedUnit, ...]


def section_units(pages: Sequence[Page], sections: SectionsInForce) -> tuple[SectionUnits, ...]:
    return tuple(_found(pages, sections))


def _found(pages: Sequence[Page], sections: SectionsInForce) -> Iterator[SectionUnits]:
    for page in pages:
        if page.language is not Language.ENGLISH or ("otes to" not in page.text and "OTES TO" not in page.text):
            continue
        for title in _NOTES.finditer(page.text):
            units = units_alone(title["rest"]) or _below(page, title)
            if units:
                yield SectionUnits(page.number, sections.end_of_chapter(page.number, _LEVEL), units)
                break


def _below(page: Page, title: re.Match[str]) -> tuple[PrintedUnit, ...]:
    """Of a line that says nothing else, before any table."""
    if len(title["rest"]) > _LONGEST_REST:
        return ()
    at = title.end() + 1
    for line in page.text[at : at + 300].splitlines()[:_LINES_BELOW]:
        if any(table.start <= at < table.end for table in page.tables):
            return ()
        if units := units_alone(line):
            next_line = at + len(line) + 1
            return () if any(table.start == next_line for table in page.tables) else units
        at += len(line) + 1
    return ()
