"""Text of a page image through tesseract, as words with boxes."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import pypdfium2 as pdfium

from ingest.pdf.lines import Word, is_wide

LANGUAGES = "eng+jpn"
RESOLUTION = 200
"""Dots per inch of the image to recognise; tesseract asks for 150 to 300."""
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
"""Its threads wait for each other more than they help."""
_MOST_PIXELS = 40_000_000
_POINTS_PER_INCH = 72
_WORD_LEVEL = "5"
_LEAST_CONFIDENCE = 20.0
_INK_TO_SIZE = 1.2
_FIGURE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*")
_MISREAD_SIGN = re.compile(r"[A人ムへ八]{1,2}")
"""What tesseract makes of the △ before a figure."""
_MISREAD_MINUS = re.compile(rf"^{_MISREAD_SIGN.pattern}(?={_FIGURE.pattern}$)")
_DASHES = {"=": "—", "一": "—", "ー": "—", "ュー": "—", "二": "—"}
"""And, in English, of a dash that stands alone."""
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
        done = subprocess.run(  # noqa: S603 - the command is our own
            command, input=image, capture_output=True, timeout=seconds, check=True, env=os.environ | _ONE_THREAD
        )
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
    rows = [row for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE) if _is_word(row)]
    place = itemgetter("block_num", "par_num", "line_num")
    words = [word for _, line in groupby(rows, key=place) for word in _line(list(line), _POINTS_PER_INCH / resolution)]
    if 4 * sum(is_wide(word.text[0]) for word in words) > len(words):
        _restore_minus(words)
    else:
        for word in words:
            word.text = _DASHES.get(word.text, word.text)
    return words


def _restore_minus(words: Sequence[Word]) -> None:
    """Put back the △ before a figure, whether read as part of it or as a letter before it."""
    for word in words:
        word.text = _MISREAD_MINUS.sub("△", word.text)
    for sign, figure in pairwise(words):
        near = -sign.size < figure.x0 - sign.x1 < sign.size and abs(figure.y0 - sign.y0) < sign.size / 2
        if near and _MISREAD_SIGN.fullmatch(sign.text) and _FIGURE.fullmatch(figure.text):
            sign.text = "△"
            figure.glued = True


def _is_word(row: dict[str, str]) -> bool:
    """Not a speck of dust; a figure is kept however unsure, since one lost would pass for blank."""
    text = row["text"].strip()
    sure = row["level"] == _WORD_LEVEL and float(row["conf"]) >= _LEAST_CONFIDENCE
    return bool(text) and (sure or (row["level"] == _WORD_LEVEL and any(map(str.isdigit, text))))


def _line(rows: Sequence[dict[str, str]], scale: float) -> Iterator[Word]:
    """Words of a line, all as high as the line's median: tesseract's boxes hug the ink."""
    heights = sorted(int(row["height"]) for row in rows)
    height = heights[len(heights) // 2] * scale * _INK_TO_SIZE
    previous: Word | None = None
    for row in rows:
        left, top, width, tall = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
        middle = top + tall / 2
        text = "".join(row["text"].split())
        word = Word(text, left, middle - height / 2, left + width, middle + height / 2, -1)
        if previous is not None and is_wide(previous.text[-1]) and is_wide(word.text[0]):
            word.glued = word.x0 - previous.x1 < _KANJI_SPACE * height
        yield word
        previous = word
