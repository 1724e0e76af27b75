"""Where text stands on a page.

Coordinates are PDF points (1/72 inch) from the top left corner of the page as a reader sees it: crop box applied,
rotation applied, y downwards. The page image has the same axes, so that a rectangle is drawn by scaling alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BOX_UNITS_PER_POINT = 10
_WIDE_CODEPOINT = 0x2E80


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points; `x0 <= x1`, `y0 <= y1`."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __or__(self, other: Rect) -> Rect:
        return Rect(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters drawn together: page text `[start, end)` and its rectangle."""

    start: int
    end: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a page, packed: three parallel tuples in reading order.

    `boxes` holds four integers a word (x0, y0, x1, y1) in tenths of a point. `starts` rises strictly, and words do not
    overlap. A page without positions (HTML) has none.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    boxes: tuple[int, ...] = ()

    @classmethod
    def pack(cls, words: Iterable[Word]) -> Words:
        starts: list[int] = []
        ends: list[int] = []
        boxes: list[int] = []
        for word in words:
            starts.append(word.start)
            ends.append(word.end)
            rect = word.rect
            boxes.extend(round(edge * BOX_UNITS_PER_POINT) for edge in (rect.x0, rect.y0, rect.x1, rect.y1))
        return cls(tuple(starts), tuple(ends), tuple(boxes))

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Word]:
        return (self._word(index) for index in range(len(self.starts)))

    def left_edge(self, start: int) -> float | None:
        """Where the word at or after page text `start` begins, in points; None where there is none."""
        index = bisect_right(self.ends, start)
        return self.boxes[4 * index] / BOX_UNITS_PER_POINT if index < len(self.starts) else None

    def rects(self, start: int, end: int, text: str) -> tuple[Rect, ...]:
        """One rectangle for each line that page text `[start, end)` touches, in reading order.

        `text` is the page's text: a range that cuts through a word takes its share of the word's width, with wide
        (East Asian) characters counted twice.
        """
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        lines: list[_Edges] = []
        for index in range(first, last):
            edges = self._edges(index, start, end, text)
            if lines and _same_line(lines[-1], edges):
                lines[-1] = _joined(lines[-1], edges)
            else:
                lines.append(edges)
        return tuple(Rect(*(edge / BOX_UNITS_PER_POINT for edge in edges)) for edges in lines)

    def _edges(self, index: int, start: int, end: int, text: str) -> _Edges:
        """In tenths of a point: one call looks at hundreds of words, and most need no arithmetic."""
        x0, y0, x1, y1 = self.boxes[4 * index : 4 * index + 4]
        word_start, word_end = self.starts[index], self.ends[index]
        if start <= word_start and word_end <= end:
            return x0, y0, x1, y1
        before, until = _shares(text[word_start:word_end], start - word_start, end - word_start)
        return x0 + (x1 - x0) * before, y0, x0 + (x1 - x0) * until, y1

    def _word(self, index: int) -> Word:
        x0, y0, x1, y1 = (edge / BOX_UNITS_PER_POINT for edge in self.boxes[4 * index : 4 * index + 4])
        return Word(self.starts[index], self.ends[index], Rect(x0, y0, x1, y1))


_Edges = tuple[float, float, float, float]


def _shares(text: str, start: int, end: int) -> tuple[float, float]:
    """Where `[start, end)` of a word lies, as shares of its width."""
    widths = [2 if ord(character) >= _WIDE_CODEPOINT else 1 for character in text]
    total = sum(widths) or 1
    return sum(widths[: max(0, start)]) / total, sum(widths[: max(0, end)]) / total


def _joined(line: _Edges, edges: _Edges) -> _Edges:
    left, top, right, bottom = line
    x0, y0, x1, y1 = edges
    return (
        left if left < x0 else x0,
        top if top < y0 else y0,
        right if right > x1 else x1,
        bottom if bottom > y1 else y1,
    )


def _same_line(line: _Edges, edges: _Edges) -> bool:
    left, top, _, bottom = line
    x0, y0, _, y1 = edges
    if x0 < left - BOX_UNITS_PER_POINT:
        return False
    overlap = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
    height = bottom - top if bottom - top < y1 - y0 else y1 - y0
    return overlap > 0.5 * height
