"""Headings of 有価証券報告書 and 半期報告書: 第2【事業の状況】, 3【事業等のリスク】 …

企業内容等の開示に関する内閣府令, 第三号様式 says how they are numbered. Numbers shift where the form gains a heading;
titles stay: keys are made of the 第N and the titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ingest.section_headings import Heading, is_furniture, tidy
from rm_assistant.domain.documents import Page

_BRACKETED = re.compile(
    r"^[ \t　]*(?P<number>第[ 　]?[一二三四五六七八九十0-9０-９]+[ 　]?部?|[0-9０-９]{1,2}[.．、]?"
    r"|[(（][ 　]?[0-9０-９]{1,2}[ 　]?[)）]|[①-⑳])?[ \t　]*【(?P<title>[^【】\n]{1,60})】(?P<rest>[^【】\n]{0,24})$",
    re.MULTILINE,
)
_NOTE = re.compile(
    r"^[ \t　]*[（(](?P<title>[^（）()。、\n]{2,40}(?:関係|情報|方針|事項|変更|事象|収益認識|企業結合|見積り)等?)"
    r"[)）][ \t　]*$",
    re.MULTILINE,
)
_NOTES = re.compile("注記事項|財務諸表.{0,4}注記")
_NOTES_LEVEL = 5
_LEVELS = (
    (1, re.compile(r"^第[一二三四五六七八九十0-9]+部$")),
    (2, re.compile(r"^第[一二三四五六七八九十0-9]+$")),
    (3, re.compile(r"^[0-9]+[.、]?$")),
    (4, re.compile(r"^\([0-9]+\)$")),
    (5, re.compile(r"^[①-⑳]$")),
)
_UNNUMBERED = 6
_COVER = "表紙"
_TRAILING_PAGE = re.compile(r"[0-9０-９]+\s*$|[.…・]{3,}")


def japanese_headings(pages: Sequence[Page]) -> list[Heading]:
    """All bracketed headings in order, and the notes' （…関係） below 【注記事項】."""
    outline = _Outline()
    for index, page in enumerate(pages):
        if "【" in page.text or outline.in_notes:
            for start, match in _matches(page, notes=True):
                outline.add(index, start, match)
    return outline.headings


def heads_notes(heading: Heading) -> bool:
    """Whether it is the heading over the notes to financial statements."""
    return heading.level == _NOTES_LEVEL and bool(_NOTES.search(heading.title))


def _matches(page: Page, *, notes: bool) -> Iterator[tuple[int, re.Match[str]]]:
    found = [match for match in _BRACKETED.finditer(page.text) if not _TRAILING_PAGE.search(match["rest"])]
    if notes:
        found += _NOTE.finditer(page.text)
    for match in sorted(found, key=lambda match: match.start()):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if not is_furniture(page, start):
            yield start, match


class _Outline:
    """Headings so far, and the path of those in force, which keys are made of."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.in_notes = False
        self._path: dict[int, str] = {}
        self._seen: set[str] = set()

    def add(self, page: int, start: int, match: re.Match[str]) -> None:
        title = _title(match["title"])
        level = _level(match)
        if level == 0 or (match.re is _NOTE and not self.in_notes):
            return
        if level == _UNNUMBERED and title != _COVER and not self._belongs(match):
            return
        self._enter(page, start, match, level, title)

    def _belongs(self, match: re.Match[str]) -> bool:
        """Whether a heading without a number stands inside a 第N, and alone on its line: a cover's rows do not."""
        return 2 in self._path and (match.re is _NOTE or not match["rest"].strip())

    def _enter(self, page: int, start: int, match: re.Match[str], level: int, title: str) -> None:
        self._path = {depth: part for depth, part in self._path.items() if depth < level}
        self._path[level] = _number(match) if level <= 2 else title
        self.in_notes = bool(_NOTES.search(title)) or (self.in_notes and level == _UNNUMBERED)
        key = self._key(level, title)
        if key in self._seen:
            return
        self._seen.add(key)
        self.headings.append(Heading(page, start, key, tidy(match[0]), level))

    def _key(self, level: int, title: str) -> str:
        """`第5-連結財務諸表等-連結貸借対照表`: the 第N, its numbered heading, and the heading's own title."""
        if level == 1 or 2 not in self._path:
            return self._path[level] if level <= 2 else title
        parts = [self._path[2]]
        if 3 in self._path:
            parts.append(self._path[3])
        if level > 3:
            parts.append(title)
        return "-".join(parts)


def _level(match: re.Match[str]) -> int:
    if match.re is _NOTE:
        return _UNNUMBERED
    if not match["number"]:
        return _NOTES_LEVEL if _NOTES.search(match["title"]) else _UNNUMBERED
    number = _number(match)
    return next((level for level, pattern in _LEVELS if pattern.match(number)), 0)


def _number(match: re.Match[str]) -> str:
    """第２ and 第2 alike; circled numbers stay."""
    number = match["number"] or ""
    if re.fullmatch("[①-⑳]", number):
        return number
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number))


def _title(title: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", title))
