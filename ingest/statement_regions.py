"""Titles with what stands below them: where statements, segment tables and key figures might be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.page_lines import PageLine, lines_of
from ingest.statement_items import ANATOMIES, is_single_statement
from ingest.statement_titles import Title, joined_title, of_parent_alone, read_title
from ingest.table_headings import ends_statement, read_table_heading
from rm_assistant.domain.documents import Basis, Page, StatementKind

TABLE_KINDS = frozenset({StatementKind.SEGMENTS, StatementKind.KEY_FIGURES})
"""Found by heading and rows, and judged page by page; the others are primary statements."""
_WORTH_A_LOOK = re.compile(
    r"s\s?t\s?a\s?t\s?e\s?m\s?e\s?n\s?t|b\s?a\s?l\s?a\s?n\s?c\s?e\s+s\s?h|changes in"
    r"|segment|selected|summary|highlights|[- ]year"
    r"|計\s?算\s?書|対\s?照\s?表|セグメント|指標",
    re.IGNORECASE,
)
_TOP = 9
"""A title or the beginning of the notes among this many lines stands over the page."""
_MOST_PAGES = {StatementKind.SEGMENTS: 5, StatementKind.KEY_FIGURES: 3, StatementKind.EQUITY: 7}
_MOST = 4
_DENSITY = 0.3
_ABOVE = 3
"""Lines above a title that may say whose statement it is."""
_TELLING = {StatementKind.INCOME_STATEMENT: {0, 1}, StatementKind.COMPREHENSIVE_INCOME: {2}}
"""Parts of the anatomies (see there) that only one of the two income statements has."""
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one page that belong to a region; `page` is an index into the pages."""

    page: int
    lines: tuple[PageLine, ...]

    @property
    def rows(self) -> int:
        return sum(1 for line in self.lines if line.figures)


@dataclass(frozen=True, slots=True)
class Region:
    """A statement with its pages in order. `says` is the basis as its title names it."""

    kinds: tuple[StatementKind, ...]
    says: Basis | None
    title: str
    stretches: tuple[Stretch, ...]
    bracketed: bool = False
    summary: bool = False

    @property
    def first(self) -> int:
        return self.stretches[0].page

    @property
    def rows(self) -> int:
        return sum(stretch.rows for stretch in self.stretches)

    def kinds_on(self, stretch: Stretch) -> tuple[StatementKind, ...]:
        """Of a combined statement over several pages, what each page has of it; all, where that cannot be told."""
        if len(self.kinds) == 1 or len(self.stretches) == 1:
            return self.kinds
        shown = {kind: ANATOMIES[kind].found(stretch.lines) & _TELLING[kind] for kind in self.kinds if kind in _TELLING}
        return tuple(kind for kind, parts in shown.items() if parts) or self.kinds


@dataclass(frozen=True, slots=True)
class _Landmark:
    """A line that opens a region (`title`) or only ends one."""

    line: int
    title: Title | None


@dataclass(frozen=True, slots=True)
class _Opening:
    """The title of a region, line `line` of a page."""

    page: int
    line: int
    title: Title

    def goes_on_at(self, landmark: _Landmark) -> bool:
        """Whether a landmark names the same statement again, on the same basis: no end but a repetition."""
        other = landmark.title
        return other is not None and other.kinds == self.title.kinds and other.says == self.title.says


class RegionFinder:
    """Looks through a filing's pages once; lines of a page are split when first needed."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._lines: dict[int, list[PageLine]] = {}
        self._landmarks: dict[int, list[_Landmark]] = {}

    def regions(self) -> Iterator[Region]:
        for index, page in enumerate(self._pages):
            if not _WORTH_A_LOOK.search(page.text):
                continue
            for landmark in self._landmarks_of(index):
                if landmark.title is not None:
                    region = self._region(_Opening(index, landmark.line, landmark.title))
                    if region is not None:
                        yield region

    def lines(self, index: int) -> list[PageLine]:
        if index not in self._lines:
            self._lines[index] = lines_of(self._pages[index])
        return self._lines[index]

    def _landmarks_of(self, index: int) -> list[_Landmark]:
        if index not in self._landmarks:
            self._landmarks[index] = list(_landmarks(self.lines(index)))
        return self._landmarks[index]

    def _region(self, opening: _Opening) -> Region | None:
        title = opening.title
        stretches = [Stretch(opening.page, self._below(opening))]
        while self._goes_on(opening, stretches):
            following = stretches[-1].page + 1
            stretches.append(Stretch(following, self._continuation(opening, following)))
        if title.kinds[0] in TABLE_KINDS:
            tables = [self._tabular(stretch) for stretch in stretches]
            kept = tuple(stretch for stretch in tables if _shows(title.kinds[0], (stretch,)))
        else:
            kept = tuple(stretch for stretch in stretches if stretch.rows >= _LEAST_ROWS)
        kinds = title.kinds if kept and title.kinds[0] in TABLE_KINDS else _kinds_shown(title.kinds, kept)
        if not kinds:
            return None
        text = self.lines(opening.page)[opening.line].text.strip()
        return Region(kinds, title.says, text, kept, title.bracketed, title.summary)

    def _tabular(self, stretch: Stretch) -> Stretch:
        """Only what stands in tables, where the page has any; else rows with figures."""
        tables = self._pages[stretch.page].tables
        inside = (
            line
            for line in stretch.lines
            if (any(table.start <= line.start < table.end for table in tables) if tables else line.figures)
        )
        return Stretch(stretch.page, tuple(inside))

    def _below(self, opening: _Opening) -> tuple[PageLine, ...]:
        """Lines from the title to the next landmark; the same title again does not end it."""
        lines = self.lines(opening.page)
        for other in self._landmarks_of(opening.page):
            if other.line > opening.line and not opening.goes_on_at(other):
                return tuple(lines[opening.line + 1 : other.line])
        return tuple(lines[opening.line + 1 :])

    def _continuation(self, opening: _Opening, index: int) -> tuple[PageLine, ...]:
        """Lines at the top of a page up to a landmark of something else."""
        lines = self.lines(index)
        for other in self._landmarks_of(index):
            if not opening.goes_on_at(other):
                return tuple(lines[: other.line])
        return tuple(lines)

    def _goes_on(self, opening: _Opening, stretches: Sequence[Stretch]) -> bool:
        last = stretches[-1].page
        kinds = opening.title.kinds
        if last + 1 >= len(self._pages) or len(stretches) >= _MOST_PAGES.get(kinds[0], _MOST):
            return False
        if self._ended(opening, last):
            return False
        following = self._landmarks_of(last + 1)
        if following and following[0].line < _TOP and opening.goes_on_at(following[0]):
            return True
        return _carries_on(kinds, stretches, self._continuation(opening, last + 1))

    def _ended(self, opening: _Opening, last: int) -> bool:
        """Whether something else begins on the region's last page, below its own beginning."""
        after = opening.line if last == opening.page else -1
        return any(other.line > after and not opening.goes_on_at(other) for other in self._landmarks_of(last))


def _landmarks(lines: Sequence[PageLine]) -> Iterator[_Landmark]:
    for at, line in enumerate(lines):
        title = _title_at(line, lines[at + 1].text if at + 1 < len(lines) else "")
        if title is not None and title.says is None and of_parent_alone(lines[max(0, at - _ABOVE) : at]):
            title = replace(title, says=Basis.PARENT_ONLY)
        if title is not None or ends_statement(line):
            yield _Landmark(at, title)


def _title_at(line: PageLine, following: str) -> Title | None:
    title = read_title(line.text) or joined_title(line.text, following)
    if title is not None:
        return title
    heading = read_table_heading(line)
    return Title((heading[0],), heading[1], bracketed="【" in line.text) if heading else None


def _carries_on(kinds: tuple[StatementKind, ...], so_far: Sequence[Stretch], lines: Sequence[PageLine]) -> bool:
    """Whether a page without a title of its own goes on with the statement, from its first lines on."""
    kind = kinds[0]
    if kind in TABLE_KINDS:
        return True
    if not any(stretch.rows for stretch in so_far):
        return _is_dense(lines)
    top = lines[: 3 * _TOP]
    if sum(1 for line in top if line.figures) < 3 or not _is_dense(lines):
        return False
    before = [line for stretch in so_far for line in stretch.lines]
    return any(_adds_to(each, before, lines) for each in kinds)


def _adds_to(kind: StatementKind, before: Sequence[PageLine], lines: Sequence[PageLine]) -> bool:
    """Whether the lines bring parts of a statement that has not closed yet."""
    anatomy = ANATOMIES[kind]
    had, now = anatomy.found(before), anatomy.found(lines)
    if kind is StatementKind.EQUITY:
        return 0 in now and len(now) > 1
    return bool(now - had) and (anatomy.closing not in had or not anatomy.needed <= had)


def _is_dense(lines: Sequence[PageLine]) -> bool:
    rows = sum(1 for line in lines if line.figures)
    return rows >= 3 and rows >= _DENSITY * len(lines)


def _kinds_shown(kinds: tuple[StatementKind, ...], stretches: Sequence[Stretch]) -> tuple[StatementKind, ...]:
    """Those of the titled kinds that the rows bear out; for a combined statement its income statement must be there."""
    lines = [line for stretch in stretches for line in stretch.lines]
    if not _is_dense(lines):
        return ()
    if kinds == (StatementKind.COMPREHENSIVE_INCOME,) and is_single_statement(lines):
        return (StatementKind.INCOME_STATEMENT, *kinds)
    shown = tuple(kind for kind in kinds if _shows(kind, stretches))
    return shown if shown and shown[0] is kinds[0] else ()


def _shows(kind: StatementKind, stretches: Sequence[Stretch]) -> bool:
    """Whether rows with figures have the parts that every statement of the kind has."""
    lines = [line for stretch in stretches for line in stretch.lines]
    anatomy = ANATOMIES[kind]
    return anatomy.is_whole(anatomy.found(lines), sum(1 for line in lines if line.figures))
