from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.pdf import ocr, read_pdf
from ingest.samples.scan import scanned_image
from rm_assistant.domain.documents import PageFailure, TextSource
from tests.drawn_pages import WIDTH, image_page, text_page, write_pdf
from tests.page_checks import check_page

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def tsv(*words: tuple[int, int, str, float], line: int = 1) -> str:
    """Words as tesseract lists them: left, width, text, confidence."""
    rows = [
        f"5\t1\t1\t1\t{line}\t{at}\t{left}\t100\t{width}\t30\t{conf}\t{text}"
        for at, (left, width, text, conf) in enumerate(words)
    ]
    return "\n".join([HEADER, *rows])


def texts(table: str) -> list[str]:
    return [word.text for word in ocr.read_tsv(table, 200)]


def test_places_are_points_on_the_page() -> None:
    (word,) = ocr.read_tsv(tsv((200, 100, "Sales", 90)), 200)
    assert (word.x0, word.x1) == (72.0, 108.0)


def test_spaces_between_kanji_are_closed() -> None:
    words = ocr.read_tsv(tsv((0, 30, "流動", 90), (32, 30, "資産", 90), (300, 40, "1,577", 90)), 200)
    assert [word.glued for word in words] == [False, True, False]


def test_specks_are_dropped_and_figures_kept_however_unsure() -> None:
    assert texts(tsv((0, 30, "~'", 5), (50, 40, "2,777", 5), (200, 40, "Total", 90))) == ["2,777", "Total"]


def test_a_triangle_read_as_a_letter_is_a_minus_again() -> None:
    assert texts(tsv((0, 60, "貸倒引当金", 90), (300, 40, "A98", 90), (400, 40, "人100", 90))) == [
        "貸倒引当金",
        "△98",
        "△100",
    ]
    words = ocr.read_tsv(tsv((0, 60, "減価償却累計額", 90), (300, 25, "人", 90), (330, 60, "47,276", 90)), 200)
    assert [word.text for word in words] == ["減価償却累計額", "△", "47,276"]


def test_letters_before_figures_in_english_stay() -> None:
    assert texts(tsv((0, 60, "Form", 90), (80, 60, "A98", 90))) == ["Form", "A98"]


def test_a_dash_alone_is_a_dash() -> None:
    assert texts(tsv((0, 60, "Preferred", 90), (80, 60, "stock", 90), (300, 20, "=", 90)))[-1] == "—"


@pytest.mark.ocr
def test_a_scanned_page_is_recognised_when_asked_for(tmp_path: Path) -> None:
    if not ocr.is_available():
        pytest.skip("tesseract is not installed")
    lines = [
        "Notes to Consolidated Financial Statements",
        "",
        "Total assets were 1,577 million dollars.",
        "",
        "流動資産合計は大きく増加した。",
    ]
    scan = Image.open(scanned_image(lines, WIDTH / 842))
    path = write_pdf(tmp_path / "a.pdf", text_page("A page of text."), image_page(scan))
    assert [failed.reason for failed in read_pdf(path).failed_pages] == [PageFailure.NO_TEXT_LAYER]
    first, second = read_pdf(path, ocr=True, page_seconds=60).pages
    assert (first.source, second.source) == (TextSource.TEXT_LAYER, TextSource.OCR)
    assert "Total assets were 1,577 million dollars." in second.text
    assert "流動資産合計" in second.text
    check_page(second)


def test_without_tesseract_the_pages_stay_listed_and_a_warning_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    scan = image_page(Image.new("L", (80, 100), 200))
    reading = read_pdf(write_pdf(tmp_path / "a.pdf", scan, scan), ocr=True)
    assert [failed.reason for failed in reading.failed_pages] == [PageFailure.NO_TEXT_LAYER] * 2
    assert reading.warnings == ("pages without text were not recognised: tesseract is not installed",)
