"""Text of a page image through tesseract, as words with boxes."""

from __future__ import annotations

import csv
import io
import math
import shutil
import subprocess
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pypdfium2 as pdfium

from ingest.pdf.lines import Word, is_wide

LANGUAGES = "eng+jpn"
RESOLUTION = 200
"""Dots per inch of the image to recognise; tesseract asks for 150 to 300."""
_MOST_PIXELS = 40_000_000
_POINTS_PER_INCH = 72
_WORD_LEVEL = "5"
_LEAST_CONFIDENCE = 20.0
_KANJI_SPACE = 0.6
"""Between two East Asian characters, in character heights: closer ones are one word."""


class OcrUnavailableError(Exception):
    """tesseract, or its data for English and Japanese, is not installed."""


def is_available() -> bool:
    """Whether tesseract can be called."""
    return shutil.which("tesseract") is not None


def recognise(page: pdfium.PdfPage, *, seconds: float) -> list[Word]:
    """Words of a page in points from the top left corner of the page as seen, in reading order.

    Raises OcrUnavailableError, and TimeoutError when tesseract takes longer than `seconds`.
    """
    resolution = _resolution(*page.get_size())
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGES, "--dpi", str(round(resolution)), "--psm", "3", "tsv"]
    image = _png(page, resolution / _POINTS_PER_INCH)
    try:
        done = subprocess.run(command, input=image, capture_output=True, timeout=seconds, check=True)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"tesseract not done after {seconds:g} s") from error
    except FileNotFoundError as error:
        raise OcrUnavailableError("tesseract is not installed") from error
    except subprocess.CalledProcessError as error:
        raise OcrUnavailableError(error.stderr.decode(errors="replace").strip()[:300]) from error
    return read_tsv(done.stdout.decode("utf-8", errors="replace"), resolution)


def _resolution(width: float, height: float) -> float:
    """Dots per inch: less on a page too large for `_MOST_PIXELS`."""
    pixels = width * height * (RESOLUTION / _POINTS_PER_INCH) ** 2
    return RESOLUTION * min(1.0, math.sqrt(_MOST_PIXELS / max(pixels, 1.0)))


def _png(page: pdfium.PdfPage, scale: float) -> bytes:
    buffer = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def read_tsv(table: str, resolution: float) -> list[Word]:
    """Words of tesseract's TSV. It sets spaces between kanji: those are closed again."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == _WORD_LEVEL and row["text"].strip()]
    place = itemgetter("block_num", "par_num", "line_num")
    return [word for _, line in groupby(words, key=place) for word in _line(list(line), _POINTS_PER_INCH / resolution)]


def _line(rows: list[dict[str, str]], scale: float) -> Iterator[Word]:
    """Words of a line, all as high as the line's median: tesseract's boxes hug the ink."""
    rows = [row for row in rows if float(row["conf"]) >= _LEAST_CONFIDENCE]
    if not rows:
        return
    heights = sorted(int(row["height"]) for row in rows)
    height = heights[len(heights) // 2] * scale * 1.2
    previous: Word | None = None
    for row in rows:
        left, top, width, tall = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
        middle = top + tall / 2
        word = Word(row["text"].strip(), left, middle - height / 2, left + width, middle + height / 2, -1)
        if previous is not None and is_wide(previous.text[-1]) and is_wide(word.text[0]):
            word.glued = word.x0 - previous.x1 < _KANJI_SPACE * height
        yield word
        previous = word
