"""How a country's filings look on paper: faces, sizes, margins, running heads and printed page numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from reportlab.lib import pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from ingest.samples.document import Align, Layout
from ingest.samples.fonts import GOTHIC, TIMES, Faces

_Side = Literal[0, 1, 2, 4]
"""Left, centred, right, justified, as reportlab numbers them."""
_SIDES: dict[Align, _Side] = {
    Align.CENTRE: 1,
    Align.TITLE: 1,
    Align.RIGHT: 2,
    Align.BODY: 4,
    Align.BULLET: 4,
}


@dataclass(frozen=True, slots=True)
class PageLook:
    """What is drawn on each page: `heads` at the top right, the printed number at the foot."""

    heads: tuple[str, ...]
    printed: Callable[[Layout, int, int], str]
    """The printed page number from layout, physical page and the first physical page of the body."""


@dataclass(frozen=True, slots=True)
class House:
    """`japanese` chooses frames around tables, line breaking and the language of headings."""

    faces: Faces
    size: float
    leading: float
    page_size: tuple[float, float]
    margin: float
    japanese: bool
    look: PageLook

    def paragraph_style(self, align: Align) -> ParagraphStyle:
        size = self.size + {Align.SMALL: -1.5, Align.TITLE: 8.0}.get(align, 0.0)
        bold = align is Align.TITLE
        return ParagraphStyle(
            f"{align}",
            fontName=self.faces.bold if bold else self.faces.italic if align is Align.ITALIC else self.faces.regular,
            fontSize=size,
            leading=self.leading * size / self.size,
            alignment=_SIDES.get(align, 0),
            spaceAfter=0 if align is Align.CENTRE else 4 if self.japanese else 6,
            firstLineIndent=self.size if self.japanese and align is Align.BODY else 0,
            leftIndent=18 if align is Align.BULLET else 0,
            bulletIndent=6,
            wordWrap="CJK" if self.japanese else None,
        )

    def heading_style(self, level: int) -> ParagraphStyle:
        size = self.size + max(0.0, (4.0 if self.japanese else 2.5) - (level - 1))
        return ParagraphStyle(
            f"heading{level}",
            fontName=self.faces.italic if level > 3 and not self.japanese else self.faces.bold,
            fontSize=size,
            leading=size * 1.35,
            alignment=1 if level == 1 and not self.japanese else 0,
            leftIndent=max(0, level - 3) * 8 if self.japanese else 0,
            spaceBefore=6,
            spaceAfter=5,
            keepWithNext=1,
            wordWrap="CJK" if self.japanese else None,
        )

    def cell_style(self, *, bold: bool, align: Align = Align.BODY) -> ParagraphStyle:
        size = self.size - (0.5 if self.japanese else 1.0)
        return ParagraphStyle(
            "cell",
            fontName=self.faces.bold if bold else self.faces.regular,
            fontSize=size,
            leading=size * 1.2,
            alignment=0 if align is Align.BODY else _SIDES.get(align, 0),
            wordWrap="CJK" if self.japanese else None,
        )

    def draw(self, canvas: Canvas, layout: Layout, *, physical: int, body_start: int, pages: int) -> None:
        """Running heads and foot of one page; nothing on an American cover."""
        if layout is Layout.COVER and not self.japanese:
            return
        width, height = canvas._pagesize  # type: ignore[attr-defined]  # noqa: SLF001 - reportlab's only way to ask
        canvas.setFont(self.faces.regular, 8)
        for line, text in enumerate(self.look.heads):
            canvas.drawRightString(width - self.margin + 18, height - 26 - 10 * line, text)
        number = self.look.printed(layout, physical, body_start).replace("{pages}", str(pages))
        canvas.drawCentredString(width / 2, 30, number)


def american() -> House:
    """Letter paper, Times, roman numbers before the first page of the body, which is 1."""
    return House(TIMES, 10.5, 13.2, pagesizes.letter, 64, japanese=False, look=PageLook((), _american_number))


def japanese(*, heads: tuple[str, ...]) -> House:
    """A4, gothic, the filer named at the top right, `page/pages` at the foot."""
    return House(GOTHIC, 9, 14.5, pagesizes.A4, 58, japanese=True, look=PageLook(heads, _edinet_number))


def _american_number(layout: Layout, physical: int, body_start: int) -> str:
    if layout is Layout.FRONT:
        return ("", "i", "ii", "iii", "iv")[min(physical - 1, 4)]
    return str(physical - body_start + 1)


def _edinet_number(_layout: Layout, physical: int, _body_start: int) -> str:
    return f"{physical}/{{pages}}"
