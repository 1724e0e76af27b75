"""A page as a scanner leaves it: grey, a little askew, without a text layer."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from ingest.samples.fonts import japanese_font_file

_PIXELS_WIDE = 1100
_PAPER = 244
_INK = 38


def scanned_image(lines: Sequence[str], ratio: float) -> BytesIO:
    """A PNG of `lines`, `ratio` wide for its height. An empty line is a gap."""
    height = round(_PIXELS_WIDE / ratio)
    sheet = Image.new("L", (_PIXELS_WIDE, height), _PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(japanese_font_file()), 25)
    for number, line in enumerate(lines):
        draw.text((110, 110 + 44 * number), line, font=font, fill=_INK)
    _specks(draw, height)
    skewed = sheet.rotate(0.6, resample=Image.Resampling.BILINEAR, fillcolor=_PAPER)
    file = BytesIO()
    skewed.save(file, "PNG")
    file.seek(0)
    return file


def _specks(draw: ImageDraw.ImageDraw, height: int) -> None:
    """Dust, always in the same places: a linear congruential sequence."""
    state = 20240331
    for _ in range(260):
        state = (1103515245 * state + 12345) % 2**31
        draw.point((state % _PIXELS_WIDE, (state // _PIXELS_WIDE) % height), fill=150)
