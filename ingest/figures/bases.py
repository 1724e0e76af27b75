"""Whether a table is of the group or of the filer alone: by its title, its statement and the headings over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rm_assistant.domain.documents import Basis, Page, Section, Table
from rm_assistant.domain.figures import Source

_CONSOLIDATED = re.compile(r"^第[0-9]+-連結財務諸表等")
_PARENT = re.compile(r"^第[0-9]+-財務諸表等")
_TITLE_PARENT = re.compile(
    r"提出会社|個別|単体|当社の状況|\bparent[- ](?:company|only)\b|\bregistrant only\b", re.IGNORECASE
)
_TITLE_GROUP = re.compile(r"連結(?!子会社|対象)|\bconsolidated\b", re.IGNORECASE)


class SectionsInForce:
    """Which section a place of the filing stands in."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sorted(sections, key=lambda section: (section.first_page, section.start))
        self._places = [(section.first_page, section.start) for section in self._sections]

    def at(self, page: int, offset: int) -> Section | None:
        index = bisect_right(self._places, (page, offset)) - 1
        return self._sections[index] if index >= 0 else None

    def end_of_chapter(self, page: int, level: int) -> int:
        """The last page of the section of `level` or higher that `page` stands in; the filing's last where none is."""
        around = [each for each in self._sections if each.level <= level and each.first_page <= page <= each.last_page]
        return around[-1].last_page if around else max((each.last_page for each in self._sections), default=page)


def basis_of(table: Table, page: Page, section: Section | None) -> tuple[Basis | None, Source | None]:
    title = table.title or ""
    if table.basis is not None:
        return table.basis, Source.TABLE
    if _TITLE_PARENT.search(title):
        return Basis.PARENT_ONLY, Source.TABLE
    if _TITLE_GROUP.search(title):
        return Basis.CONSOLIDATED, Source.TABLE
    key = section.key if section else page.section or ""
    if _CONSOLIDATED.match(key):
        return Basis.CONSOLIDATED, Source.SECTION
    if _PARENT.match(key):
        return Basis.PARENT_ONLY, Source.SECTION
    return (page.basis, Source.STATEMENT) if page.basis is not None and table.statement is not None else (None, None)
