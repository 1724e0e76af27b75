from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle

from ingest.pdf.structure import read_structure
from ingest.reading import OutlineEntry
from tests.drawn_pages import text_page, write_pdf


@pytest.fixture
def writer(tmp_path: Path) -> PdfWriter:
    writer = PdfWriter()
    writer.append(PdfReader(write_pdf(tmp_path / "plain.pdf", *(text_page(f"Page {number}") for number in range(4)))))
    return writer


def test_the_outline_with_its_levels_and_pages(tmp_path: Path, writer: PdfWriter) -> None:
    part = writer.add_outline_item(title="PART  I", page_number=1)
    writer.add_outline_item(title="Item 1. Business", page_number=2, parent=part)
    writer.write(tmp_path / "a.pdf")
    assert read_structure(tmp_path / "a.pdf", 4).outline == (
        OutlineEntry("PART I", 2, 1),
        OutlineEntry("Item 1. Business", 3, 2),
    )


def test_page_labels_that_say_more_than_the_count(tmp_path: Path, writer: PdfWriter) -> None:
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 3, style=PageLabelStyle.DECIMAL, start=1)
    writer.write(tmp_path / "a.pdf")
    assert read_structure(tmp_path / "a.pdf", 4).labels == ("i", "ii", "1", "2")


def test_page_labels_that_only_count_are_none(tmp_path: Path, writer: PdfWriter) -> None:
    writer.set_page_label(0, 3, style=PageLabelStyle.DECIMAL, start=1)
    writer.write(tmp_path / "a.pdf")
    assert read_structure(tmp_path / "a.pdf", 4).labels == ()


def test_title_author_and_date(tmp_path: Path, writer: PdfWriter) -> None:
    writer.add_metadata({"/Title": "Annual Report", "/Author": "Quillfeather", "/CreationDate": "D:20240330120000Z"})
    writer.write(tmp_path / "a.pdf")
    info = read_structure(tmp_path / "a.pdf", 4).info
    assert (info.title, info.author, info.created) == ("Annual Report", "Quillfeather", date(2024, 3, 30))


def test_what_pypdf_cannot_read_costs_a_warning_and_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 of no use")
    structure = read_structure(tmp_path / "a.pdf", 4)
    assert structure.outline == ()
    assert len(structure.warnings) == 1
    assert "document structure not read" in structure.warnings[0]


def test_an_entry_that_points_nowhere_is_left_out(tmp_path: Path, writer: PdfWriter) -> None:
    writer.add_outline_item(title="Nowhere", page_number=None)
    writer.add_outline_item(title="Business", page_number=0)
    writer.write(tmp_path / "a.pdf")
    assert [entry.title for entry in read_structure(tmp_path / "a.pdf", 4).outline] == ["Business"]
