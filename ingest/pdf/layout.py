"""A page laid out in lines, before its text is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.pdf.lines import Line, Word
from rm_assistant.domain.documents import TextSource
from rm_assistant.domain.layout import Rect


@dataclass(slots=True)
class PageLayout:
    """Regions in reading order, upright as read; sideways words are set apart.

    `width` and `height` are those of the page as seen, `turns` the quarter turns clockwise from the reading direction to
    the page as seen: 0 but for pages of sideways text.
    """

    number: int
    width: float
    height: float
    regions: list[list[Line]]
    sideways: list[Word] = field(default_factory=list)
    turns: int = 0
    source: TextSource = TextSource.TEXT_LAYER

    def seen(self, word: Word) -> Rect:
        """A word's rectangle on the page as seen."""
        return turned(Rect(word.x0, word.y0, word.x1, word.y1), self.turns, self.width, self.height)

    @property
    def reading_height(self) -> float:
        return self.width if self.turns % 2 else self.height


def turned(rect: Rect, turns: int, width: float, height: float) -> Rect:
    """`rect` after quarter turns clockwise, on a page that then has this width and height."""
    match turns % 4:
        case 0:
            return rect
        case 1:
            return Rect(width - rect.y1, rect.x0, width - rect.y0, rect.x1)
        case 2:
            return Rect(width - rect.x1, height - rect.y1, width - rect.x0, height - rect.y0)
        case _:
            return Rect(rect.y0, height - rect.x1, rect.y1, height - rect.x0)
