"""Whether a table is of the group or of the filer alone: by its title, its statement and the headings over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rm_assistant.domain.documents import Basis, Page, Section, Table
from rm_assistant.domain.figures import Source

_CONSOLIDATED = re.compile(r"^第[0-9]+-(?:中間|四半期)?連結財務諸表")
_PARENT = re.compile(r"^第[0-9]+-(?:中間|四半期)?財務諸表")
_TITLE_PARENT = re.compile(
    r"提出会社|個別|単体|当社の状況|\bparent[- ](?:company|only)\b|\bregistrant only\b", re.IGNORECASE
)
_TITLE_GROUP = re.compile(r"(?<!非)連結(?!子会社|対象)|\bconsolidated\b", re.IGNORECASE)
_HEADED_GROUP = re.compile(r"(?<!非)連結(?!子会社|対象|範囲|会計)")
_CHAPTER = re.compile(r"^第[0-9]+")
_BRACKETED = re.compile(r"[(（]\s*(連結|個別|単体|非連結)\s*[)）]")


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
    own = _of_section(section.key if section else page.section or "", section)
    if own is not None:
        return own, Source.SECTION
    return (page.basis, Source.STATEMENT) if page.basis is not None and table.statement is not None else (None, None)


def _of_section(key: str, section: Section | None) -> Basis | None:
    """By the chapter of the form, else by the heading."""
    if _CONSOLIDATED.match(key):
        return Basis.CONSOLIDATED
    if _PARENT.match(key):
        return Basis.PARENT_ONLY
    return headed_basis(section.title) if section is not None and not _CHAPTER.match(key) else None


def headed_basis(heading: str) -> Basis | None:
    """What a heading or a line over a table says: 連結業績予想. 連結会計年度 names no more than the year."""
    if _TITLE_PARENT.search(heading):
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if _HEADED_GROUP.search(heading) else None


def bracketed_basis(texts: Iterable[str]) -> Basis | None:
    """Of one row or column: 配当性向（連結）."""
    found = next((match[1] for text in texts if (match := _BRACKETED.search(text))), None)
    if found is None:
        return None
    return Basis.CONSOLIDATED if found == "連結" else Basis.PARENT_ONLY
