from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.page_image import MAX_PIXELS, MAX_SIDE, render_jpeg
from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import RefusalReason
from tests.pdf_files import HEIGHT, WIDTH, pdf


def drawn(path: Path, content: bytes, *, page: int = 1, width: int = 612) -> Image.Image:
    path.write_bytes(content)
    return Image.open(io.BytesIO(render_jpeg(path, page, width)))


@pytest.mark.parametrize("width", [50, 100, 333, 612, 999, 1600])
def test_a_page_is_exactly_as_wide_as_asked(tmp_path: Path, width: int) -> None:
    picture = drawn(tmp_path / "a.pdf", pdf("Sales rose."), width=width)

    assert picture.width == width


def test_text_stands_where_its_rectangles_say(tmp_path: Path) -> None:
    """A point of the page is a pixel at this width: the only line starts 72 points from the left and the top."""
    picture = drawn(tmp_path / "a.pdf", pdf("Sales rose."), width=WIDTH).convert("L")

    left, top, _, bottom = picture.point(lambda value: 255 if value < 128 else 0).getbbox() or (0, 0, 0, 0)
    assert left == pytest.approx(72, abs=3)
    assert top == pytest.approx(72 - 8, abs=4)
    assert bottom == pytest.approx(72, abs=4)
    assert picture.height == HEIGHT


def test_a_very_long_page_is_drawn_smaller(tmp_path: Path) -> None:
    long_page = pdf("Sales rose.").replace(f"[0 0 {WIDTH} {HEIGHT}]".encode(), b"[0 0 60 14400]")

    picture = drawn(tmp_path / "a.pdf", long_page, width=4000)

    assert picture.width < 4000
    assert picture.height <= MAX_SIDE + 1


def test_a_very_large_page_is_drawn_smaller(tmp_path: Path) -> None:
    large_page = pdf("Sales rose.").replace(f"[0 0 {WIDTH} {HEIGHT}]".encode(), b"[0 0 7200 36000]")

    picture = drawn(tmp_path / "a.pdf", large_page, width=4000)

    assert picture.width * picture.height <= MAX_PIXELS * 1.01


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_named(tmp_path: Path, page: int) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        drawn(tmp_path / "a.pdf", pdf("Sales rose."), page=page)
    assert caught.value.reason is RefusalReason.NO_PAGES


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"<html>"])
def test_what_is_no_pdf_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        drawn(tmp_path / "a.pdf", content)
    assert caught.value.reason is RefusalReason.DAMAGED
