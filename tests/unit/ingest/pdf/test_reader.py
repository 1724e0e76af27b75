from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf import read_pdf
from ingest.pdf.page import MOST_CHARACTERS
from ingest.reading import Reading, UnreadableSourceError
from rm_assistant.domain.documents import BlockKind, FailedPage, Language, Page, PageFailure, RefusalReason, TextSource
from tests.drawn_pages import Drawing, blank_page, image_page, ruled_page, statement_page, text_page, write_pdf
from tests.page_checks import check_page
from tests.pdf_files import pdf


def pages_of(reading: Reading) -> list[str]:
    return [page.text for page in reading.pages]


def ink(path: Path, page: Page) -> set[str]:
    """The words whose rectangle on the page image holds dark pixels."""
    document = pdfium.PdfDocument(path)
    image = document[page.number - 1].render(scale=2, grayscale=True).to_pil()
    document.close()
    dark: set[str] = set()
    for word in page.words:
        box = image.crop(tuple(round(2 * edge) for edge in (word.rect.x0, word.rect.y0, word.rect.x1, word.rect.y1)))
        darkest = box.getextrema()[0]
        if isinstance(darkest, int | float) and darkest < 100:
            dark.add(page.text[word.start : word.end])
    return dark


def test_text_with_its_place_on_the_page(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", text_page("Net sales rose.", "Costs fell."))
    (page,) = read_pdf(path).pages
    assert page.text == "Net sales rose.\nCosts fell."
    assert (page.width, page.height, page.language) == (595.0, 842.0, Language.ENGLISH)
    (rect,) = page.words.rects(4, 9, page.text)
    assert (round(rect.x0), round(rect.y1)) == (78, 64)


def rewritten(path: Path, change: Callable[[PageObject], object]) -> Path:
    """The file with a change made to its first page."""
    writer = PdfWriter()
    writer.append(PdfReader(path))
    change(writer.pages[0])
    changed = path.with_stem(f"{path.stem}-changed")
    writer.write(changed)
    return changed


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_rectangles_lie_on_the_words_of_a_turned_page(tmp_path: Path, degrees: int) -> None:
    plain = write_pdf(tmp_path / "a.pdf", text_page("Net sales rose", "sharply in 2023"))
    path = rewritten(plain, lambda page: page.rotate(degrees))
    (page,) = read_pdf(path).pages
    assert page.text == "Net sales rose\nsharply in 2023"
    assert (page.width, page.height) == ((842.0, 595.0) if degrees % 180 else (595.0, 842.0))
    assert ink(path, page) == {"Net", "sales", "rose", "sharply", "in", "2023"}


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_page_of_sideways_text_is_read_as_if_it_were_turned(tmp_path: Path, degrees: int) -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(degrees)
        for number, line in enumerate(["Cash and equivalents", "Total current assets"]):
            canvas.drawString(-100, -20 * number, line)

    path = write_pdf(tmp_path / "a.pdf", sideways)
    (page,) = read_pdf(path).pages
    assert page.text == "Cash and equivalents\nTotal current assets"
    assert ink(path, page) == {"Cash", "and", "equivalents", "Total", "current", "assets"}


def test_a_crop_box_moves_the_origin(tmp_path: Path) -> None:
    plain = write_pdf(tmp_path / "a.pdf", text_page("Net sales rose"))
    cropped = rewritten(plain, lambda page: setattr(page.cropbox, "lower_left", (50, 100)))
    (page,) = read_pdf(cropped).pages
    assert (page.width, page.height) == (545.0, 742.0)
    assert ink(cropped, page) == {"Net", "sales", "rose"}


def test_a_statement_becomes_a_table(tmp_path: Path) -> None:
    (page,) = read_pdf(write_pdf(tmp_path / "a.pdf", statement_page())).pages
    (table,) = page.tables
    assert (table.title, table.unit, table.header_rows) == ("Consolidated Balance Sheets", "(In millions)", 2)
    assert page.text.splitlines()[-4:] == [
        "Cash and cash equivalents  $1,577  $1,321",
        "Accounts receivable, net  438  —",
        "Allowance  (36)  (41)",
        "Total assets  $1,979  $1,280",
    ]
    check_page(page)


def test_a_ruled_japanese_table_keeps_its_spans(tmp_path: Path) -> None:
    (page,) = read_pdf(write_pdf(tmp_path / "a.pdf", ruled_page())).pages
    (table,) = page.tables
    assert page.language is Language.JAPANESE
    assert [page.text[cell.start : cell.end] for cell in table.cells if cell.column == 1][1:] == [
        "当期",
        "441",
        "1,120",
    ]
    check_page(page)


def test_headings_and_furniture(tmp_path: Path) -> None:
    words = ["Properties", "Legal Proceedings", "Mine Safety", "Business", "Risk Factors"]

    def page(number: int) -> Drawing:
        def draw(canvas: Canvas) -> None:
            text_page("Table of Contents", size=8, top=810)(canvas)
            text_page(words[number], size=16, top=760, font="Helvetica-Bold")(canvas)
            text_page(f"{words[number]}: we own the plants in which we make our goods.", top=720)(canvas)
            canvas.drawCentredString(300, 40, str(number + 21))

        return draw

    pages = read_pdf(write_pdf(tmp_path / "a.pdf", *(page(number) for number in range(5)))).pages
    assert [page.label for page in pages] == ["21", "22", "23", "24", "25"]
    kinds = [(block.kind, pages[2].text[block.start : block.end]) for block in pages[2].blocks]
    assert kinds == [
        (BlockKind.FURNITURE, "Table of Contents"),
        (BlockKind.HEADING, "Mine Safety"),
        (BlockKind.PARAGRAPH, "Mine Safety: we own the plants in which we make our goods."),
        (BlockKind.FURNITURE, "23"),
    ]


def test_every_page_is_read_or_listed(tmp_path: Path) -> None:
    scan = image_page(Image.new("L", (80, 100), 200))
    reading = read_pdf(write_pdf(tmp_path / "a.pdf", text_page("One"), blank_page, scan, text_page("Four")))
    assert reading.page_count == 4
    assert [page.number for page in reading.pages] == [1, 4]
    assert [(failed.number, failed.reason, failed.detail) for failed in reading.failed_pages] == [
        (2, PageFailure.NO_TEXT_LAYER, "no text on the page"),
        (3, PageFailure.NO_TEXT_LAYER, "no text layer"),
    ]


def test_a_page_of_too_many_characters_is_listed(tmp_path: Path) -> None:
    lines = ["x" * 1000] * (MOST_CHARACTERS // 1000 + 1)
    reading = read_pdf(write_pdf(tmp_path / "a.pdf", text_page(*lines, size=1), text_page("Two")))
    assert [(failed.number, failed.reason) for failed in reading.failed_pages] == [(1, PageFailure.TOO_LARGE)]
    assert pages_of(reading) == ["Two"]


def test_a_page_that_takes_too_long_is_listed(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", text_page(*["some words of text"] * 40))
    reading = read_pdf(path, page_seconds=1e-5)
    assert [failed.reason for failed in reading.failed_pages] == [PageFailure.TIMED_OUT]


def test_pages_that_are_to_be_skipped_are_not_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", text_page("One"), text_page("Two"))
    failure = FailedPage(1, PageFailure.TIMED_OUT, "last time")
    reading = read_pdf(path, skip=lambda number, _count: failure if number == 1 else None)
    assert reading.failed_pages == (failure,)
    assert pages_of(reading) == ["Two"]


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    read_pdf(
        write_pdf(tmp_path / "a.pdf", text_page("One"), blank_page), lambda done, count: told.append((done, count))
    )
    assert told == [(1, 2), (2, 2)]


def test_a_file_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", text_page("Open to all"), password="", title="Annual Report")
    reading = read_pdf(path)
    assert pages_of(reading) == ["Open to all"]
    assert reading.info.title == "Annual Report"


def refusal(path: Path) -> RefusalReason:
    with pytest.raises(UnreadableSourceError) as raised:
        read_pdf(path)
    return raised.value.reason


def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path) -> None:
    assert refusal(write_pdf(tmp_path / "locked.pdf", text_page("x"), password="secret")) is RefusalReason.ENCRYPTED
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert refusal(tmp_path / "empty.pdf") is RefusalReason.EMPTY
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing of use")
    assert refusal(tmp_path / "damaged.pdf") is RefusalReason.DAMAGED
    (tmp_path / "hollow.pdf").write_bytes(pdf())
    assert refusal(tmp_path / "hollow.pdf") is RefusalReason.NO_PAGES


def test_japanese_pages_say_so_and_english_ones_too(tmp_path: Path) -> None:
    pages = read_pdf(write_pdf(tmp_path / "a.pdf", ruled_page(), text_page("Net sales rose."))).pages
    assert [page.language for page in pages] == [Language.JAPANESE, Language.ENGLISH]
    assert all(page.source is TextSource.TEXT_LAYER for page in pages)


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    def columns(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for line in range(12):
            canvas.drawString(50, 780 - 12 * line, f"Left words that fill the column of line {line}")
            canvas.drawString(310, 780 - 12 * line, f"Right words that fill the column of line {line}")

    (page,) = read_pdf(write_pdf(tmp_path / "a.pdf", columns)).pages
    lines = page.text.splitlines()
    assert [line.split()[0] for line in lines] == ["Left"] * 12 + ["Right"] * 12
    check_page(page)


@pytest.mark.data
def test_real_filings_hold_every_invariant(shared_data: Path) -> None:
    folders = ("financebench/pdfs", "edinet-pdf", "enterprise-rag-r1/pdfs")
    for folder in folders:
        smallest = sorted((shared_data / folder).glob("*.pdf"), key=lambda path: path.stat().st_size)[:2]
        for path in smallest:
            reading = read_pdf(path)
            assert reading.page_count == len(reading.pages) + len(reading.failed_pages)
            for page in reading.pages:
                check_page(page)


@pytest.mark.data
def test_balance_sheets_of_real_filings_balance_in_every_column(shared_data: Path) -> None:
    smallest = sorted((shared_data / "financebench" / "pdfs").glob("*10K*.pdf"), key=lambda path: path.stat().st_size)[
        :4
    ]
    proven = 0
    for path in smallest:
        for page in read_pdf(path).pages:
            totals = balance_totals(page)
            proven += bool(totals)
            assert all(assets == claims for assets, claims in totals)
    assert proven >= 3


def balance_totals(page: Page) -> list[tuple[str, str]]:
    """Total assets beside total liabilities and equity, for each column of a table that has both."""
    for table in page.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(page.text[cell.start : cell.end].replace("$", ""))
        assets = [cells[1:] for cells in rows.values() if cells[0].lower() == "total assets"]
        claims = [cells[1:] for cells in rows.values() if cells[0].lower().startswith("total liabilities and ")]
        if assets and claims:
            return list(zip(assets[0], claims[0], strict=True))
    return []


@pytest.mark.data
def test_hostile_files_end_in_a_result(shared_data: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from ingest.pdf import read_pdf\n"
        "from ingest.reading import UnreadableSourceError\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.pdf')):\n"
        "    try:\n"
        "        reading = read_pdf(path, page_seconds=5)\n"
        "        assert reading.page_count == len(reading.pages) + len(reading.failed_pages)\n"
        "    except UnreadableSourceError:\n"
        "        pass\n"
        "    print(path.name)\n"
    )
    folder = shared_data / "hostile-pdfs"
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], check=False, capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(list(folder.glob("*.pdf")))
