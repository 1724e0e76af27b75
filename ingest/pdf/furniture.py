"""Running headers, footers and printed page numbers: what repeats at the edges of neighbouring pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.pdf.layout import PageLayout
from ingest.pdf.lines import Line
from ingest.pdf.tables import is_row, names_periods, unit_in

REACH = 3
"""Pages looked at before and after a page."""
_EDGE_LINES = 4
_REPEATS = 2
_SAME_HEIGHT = 6.0
"""Points between the heights of a header on one page and the next."""
_EDGE_SHARE = 0.2
_NUMBER = re.compile(
    r"""
    [-–—―－|｜\s]*(?:page|p\.|pg\.?|ページ)?\s*
    (?P<prefix>[A-Z]{1,3}\s?[-–]\s?)?(?P<number>1[0-8]\d\d|\d{1,3})
    (?:\s*(?:of|/|／)\s*\d{1,4})?\s*(?:ページ|頁)?[-–—―－|｜.\s]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Below 1900: years at the head of a column count on from page to page too."""
_ROMAN = re.compile(r"[-–—\s]*(?P<roman>[ivxl]{1,7})[-–—\s]*")
_AT_END = re.compile(r"(?:^|[\s|｜–—-])(?P<number>1[0-8]\d\d|\d{1,3})$")
_AT_START = re.compile(r"^(?P<number>1[0-8]\d\d|\d{1,3})(?=[\s|｜])")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the top or bottom of a page."""

    text: str
    middle: float
    line: int
    """Identity of the line on its own page."""
    place: int
    """Lines from the top, from 1; from the bottom, from -1."""
    numbers: tuple[PrintedNumber, ...]
    may_repeat: bool


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A page number as it might be: "F-12" is prefix "F-" and value 12."""

    prefix: str
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class PageEdges:
    """The lines at the edges of a page: what its neighbours are compared with."""

    edges: tuple[_Edge, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines of a page (by `id`) that are furniture, and the page number as printed."""

    lines: frozenset[int]
    numbered: frozenset[int]
    """Those of the lines that carry the page number."""
    label: str | None


def edges_of(layout: PageLayout) -> PageEdges:
    """The outermost lines of a page, near its top and bottom."""
    lines = sorted((line for region in layout.regions for line in region if line.text), key=lambda line: line.y0)
    height = layout.frame.reading_height
    top = [line for line in lines[:_EDGE_LINES] if line.y0 < _EDGE_SHARE * height or len(lines) <= 2 * _EDGE_LINES]
    bottom = [line for line in lines[-_EDGE_LINES:] if line not in top]
    edges = [_edge(line, place) for place, line in enumerate(top, 1)]
    edges += [_edge(line, place) for place, line in enumerate(bottom, -len(bottom))]
    return PageEdges(tuple(edges))


def find_furniture(page: PageEdges, neighbours: Sequence[tuple[int, PageEdges]]) -> Furniture:
    """`neighbours` are the pages nearby with their distance (-1 the page before)."""
    label, numbered = _printed_label(page, neighbours)
    repeated = {edge.line for edge in page.edges if edge.may_repeat and _repeats(edge, neighbours)}
    return Furniture(frozenset(repeated | numbered), frozenset(numbered), label)


def _edge(line: Line, place: int) -> _Edge:
    text = line.text
    may_repeat = not is_row(line) and not names_periods(line) and unit_in(text) is None
    return _Edge(text, (line.y0 + line.y1) / 2, id(line), place, tuple(_numbers(line)), may_repeat)


def _repeats(edge: _Edge, neighbours: Sequence[tuple[int, PageEdges]]) -> bool:
    """Whether the text stands on neighbouring pages too, as high, or as last (pages may end where their text does)."""
    found = sum(
        any(
            edge.text == other.text
            and (abs(edge.middle - other.middle) < _SAME_HEIGHT or (edge.place < 0 and edge.place == other.place))
            for other in page.edges
        )
        for _, page in neighbours
    )
    return found >= min(_REPEATS, max(1, len(neighbours)))


def _printed_label(page: PageEdges, neighbours: Sequence[tuple[int, PageEdges]]) -> tuple[str | None, set[int]]:
    """The number that counts on with its neighbours, and the lines that print it."""
    sought = [
        (distance, other, number) for distance, near in neighbours for other in near.edges for number in other.numbers
    ]
    best: tuple[int, bool] = (0, False)
    found: tuple[str | None, set[int]] = (None, set())
    for edge in page.edges:
        for number in edge.numbers:
            agreeing = {
                distance
                for distance, other, theirs in sought
                if theirs.prefix == number.prefix
                and theirs.value == number.value + distance
                and (other.place == edge.place or abs(other.middle - edge.middle) < _SAME_HEIGHT)
            }
            rank = (len(agreeing), number.text == edge.text)
            if agreeing and rank > best:
                best, found = rank, (number.text, {edge.line})
    return found


def _numbers(line: Line) -> Iterator[PrintedNumber]:
    text = line.text
    if len(text) > 150:
        return
    for candidate in dict.fromkeys([text, line.pieces[0].text, line.pieces[-1].text]):
        whole = _NUMBER.fullmatch(candidate)
        if whole:
            prefix = (whole["prefix"] or "").replace(" ", "")
            yield PrintedNumber(prefix, int(whole["number"]), f"{prefix}{int(whole['number'])}")
        elif roman := _ROMAN.fullmatch(candidate):
            yield PrintedNumber("roman", _roman_value(roman["roman"]), roman["roman"])
    for part in (_AT_START.search(text), _AT_END.search(text)):
        if part:
            yield PrintedNumber("", int(part["number"]), part["number"])


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
