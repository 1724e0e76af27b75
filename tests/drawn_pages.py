"""PDF files made for tests, with reportlab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.samples.fonts import GOTHIC, japanese_font_file

WIDTH, HEIGHT = 595.0, 842.0

Drawing = Callable[[Canvas], None]


def write_pdf(
    path: Path, *pages: Drawing, password: str | None = None, owner_password: str = "owner", title: str | None = None
) -> Path:
    """A file of one page for each drawing. With a password it opens only by it; an empty one opens for anybody."""
    encryption = None
    if password is not None:
        encryption = StandardEncryption(password, ownerPassword=owner_password, strength=128)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=encryption, invariant=True)
    if title:
        canvas.setTitle(title)
    for drawing in pages:
        drawing(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text_page(*lines: str, top: float = 780, size: float = 10, font: str = "Helvetica") -> Drawing:
    """Lines from the top left corner down."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, line in enumerate(lines):
            canvas.drawString(60, top - 1.4 * size * number, line)

    return draw


def statement_page(*, font: str = "Helvetica") -> Drawing:
    """A balance sheet without rules, its figures aligned on the right, with brackets hanging over."""
    rows = [
        ("Cash and cash equivalents", "$", "1,577", "$", "1,321"),
        ("Accounts receivable, net", "", "438", "", "—"),
        ("Allowance", "", "(36)", "", "(41)"),
        ("Total assets", "$", "1,979", "$", "1,280"),
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(f"{font}-Bold", 14)
        canvas.drawString(60, 780, "Consolidated Balance Sheets")
        canvas.setFont(font, 10)
        canvas.drawString(60, 750, "(In millions)")
        canvas.drawCentredString(430, 764, "December 31,")
        canvas.drawRightString(400, 750, "2023")
        canvas.drawRightString(500, 750, "2022")
        for number, (label, *cells) in enumerate(rows):
            y = 730 - 14 * number
            canvas.drawString(60, y, label)
            for right, sign, value in zip((400, 500), cells[::2], cells[1::2], strict=True):
                canvas.drawString(right - 60, y, sign)
                hanging = pdfmetrics.stringWidth(")", font, 10) if value.endswith(")") else 0
                canvas.drawRightString(right + hanging, y, value)

    return draw


def ruled_page() -> Drawing:
    """A Japanese table between rules; the header of its figures stands over two columns."""
    pdfmetrics.registerFont(TTFont(GOTHIC.regular, str(japanese_font_file())))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(GOTHIC.regular, 10)
        canvas.drawString(60, 790, "５【従業員の状況】")
        canvas.grid([60, 200, 300, 400], [700, 720, 740, 760, 780])
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.rect(299, 761, 2, 18, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for y, cells in (
            (746, ["セグメント", "当期", "前期"]),
            (726, ["食品事業", "441", "△398"]),
            (706, ["合計", "1,120", "－"]),
        ):
            for x, cell in zip((65, 205, 305), cells, strict=True):
                canvas.drawString(x, y, cell)
        canvas.drawString(205, 766, "従業員数（人）")

    return draw


def image_page(image: Image.Image) -> Drawing:
    """A page that is one image, as a scanner makes it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(image, 0, 0, WIDTH, HEIGHT)

    return draw


def blank_page(_canvas: Canvas) -> None:
    """Nothing at all."""
