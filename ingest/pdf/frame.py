"""Where a page's content lies: crop box, rotation, and the direction in which its text is read."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from rm_assistant.domain.layout import Rect

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1; y downwards."""
Edges = tuple[list[float], list[float], list[float], list[float]]
"""All x0, all y0, all x1, all y1 of some boxes."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The crop box in user space (y upwards), the page's quarter turns clockwise, and those that set its text upright.

    Boxes are kept "as read", after the latter turns; the page "as seen" has the former. They differ only where a page's
    text stands sideways.
    """

    left: float
    bottom: float
    right: float
    top: float
    page_turns: int
    reading_turns: int

    @property
    def width(self) -> float:
        """Of the page as seen."""
        return self._extent(self.page_turns)

    @property
    def height(self) -> float:
        """Of the page as seen."""
        return self._extent(self.page_turns + 1)

    @property
    def reading_width(self) -> float:
        return self._extent(self.reading_turns)

    @property
    def reading_height(self) -> float:
        return self._extent(self.reading_turns + 1)

    @property
    def is_turned(self) -> bool:
        """Whether the page as read differs from the page as seen."""
        return self.page_turns != self.reading_turns

    def seen(self, box: Box) -> Rect:
        """A box as read, on the page as seen."""
        x0, y0, x1, y1 = box
        match (self.page_turns - self.reading_turns) % 4:
            case 0:
                return Rect(x0, y0, x1, y1)
            case 1:
                return Rect(self.width - y1, x0, self.width - y0, x1)
            case 2:
                return Rect(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
            case _:
                return Rect(y0, self.height - x1, y1, self.height - x0)

    def read(self, left: list[float], top: list[float], right: list[float], bottom: list[float]) -> Edges:
        """Boxes of user space as read."""
        match self.reading_turns:
            case 0:
                return _minus(left, self.left), _from(self.top, top), _minus(right, self.left), _from(self.top, bottom)
            case 1:
                return (
                    _minus(bottom, self.bottom),
                    _minus(left, self.left),
                    _minus(top, self.bottom),
                    _minus(right, self.left),
                )
            case 2:
                return (
                    _from(self.right, right),
                    _minus(bottom, self.bottom),
                    _from(self.right, left),
                    _minus(top, self.bottom),
                )
            case _:
                return _from(self.top, top), _from(self.right, right), _from(self.top, bottom), _from(self.right, left)

    def _extent(self, turns: int) -> float:
        return self.top - self.bottom if turns % 2 else self.right - self.left


def frame_of(page: Any, reading_turns: int) -> Frame:
    """The frame of an open pdfium page."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page), reading_turns)


def _minus(values: list[float], origin: float) -> list[float]:
    return [value - origin for value in values]


def _from(origin: float, values: list[float]) -> list[float]:
    return [origin - value for value in values]
