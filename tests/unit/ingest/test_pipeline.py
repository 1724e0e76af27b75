from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest import pipeline
from rm_assistant.domain.documents import (
    FailedPage,
    MediaType,
    MetadataSource,
    PageFailure,
    RefusalReason,
    SourceRefused,
)
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import Overrides, Source
from tests.pdf_files import pdf

COVER = "FORM 10-K\nFor the fiscal year ended December 31, 2024\nHalden Corporation\n(Exact name of registrant)"


def source(path: Path, content: bytes, overrides: Overrides | None = None) -> Source:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Source(path, path.name, digest, len(content), overrides or Overrides())


def read(given: Source) -> ParsedFiling:
    filing = pipeline.read(given)
    assert isinstance(filing, ParsedFiling)
    return filing


def test_a_pdf_becomes_pages_passages_and_words(tmp_path: Path) -> None:
    given = source(tmp_path / "report.pdf", pdf(COVER, "Item 1. Business\nThe company makes fixtures.", ""))

    filing = read(given)

    assert (filing.id, filing.name, filing.media_type) == (given.id, "report.pdf", MediaType.PDF)
    assert [page.number for page in filing.pages] == [1, 2]
    assert [(page.number, page.reason) for page in filing.failed_pages] == [(3, PageFailure.NO_TEXT_LAYER)]
    assert any("makes fixtures" in passage.text for passage in filing.passages)
    assert all(passage.terms for passage in filing.passages)
    assert len(filing.page_terms) == 2


def test_html_becomes_the_same(tmp_path: Path) -> None:
    given = source(tmp_path / "report.htm", b"<html><body><h1>Item 1. Business</h1><p>It makes fixtures.</p>")

    filing = read(given)

    assert filing.media_type is MediaType.HTML
    assert "It makes fixtures." in filing.pages[0].text


def test_of_a_folder_its_own_files_are_read_and_no_others(tmp_path: Path) -> None:
    for name in ("1.htm", "2.htm", "draft.htm"):
        (tmp_path / name).write_text(f"<html><body><p>This is {name}.", encoding="utf-8")

    filing = read(Source(tmp_path, "folder", "0" * 64, 1, files=("1.htm", "2.htm")))

    text = "\n".join(page.text for page in filing.pages)
    assert "This is 1.htm." in text
    assert "This is 2.htm." in text
    assert "draft" not in text


def test_a_page_is_found_by_whose_it_is(tmp_path: Path) -> None:
    given = source(tmp_path / "a.pdf", pdf(COVER, "Sales rose."), Overrides(metadata={"issuer": "Zephyrine"}))

    filing = read(given)

    assert all("zephyrin" in terms for terms in filing.page_terms)


def test_the_manifest_stands_over_the_cover(tmp_path: Path) -> None:
    given = source(tmp_path / "a.pdf", pdf(COVER), Overrides(metadata={"fiscal_year": "2023", "form": "20-F"}))

    metadata = read(given).metadata

    assert (metadata.fiscal_year, metadata.form) == (2023, "20-F")
    assert metadata.sources["fiscal_year"] is MetadataSource.MANIFEST


def test_pages_that_are_skipped_are_listed_as_they_are_told(tmp_path: Path) -> None:
    given = source(tmp_path / "a.pdf", pdf("One", "Two", "Three"))
    failed = FailedPage(2, PageFailure.NOT_REACHED, "no time")

    filing = pipeline.read(given, skip=lambda number, pages: failed if number == 2 else None)

    assert isinstance(filing, ParsedFiling)
    assert [page.number for page in filing.pages] == [1, 3]
    assert filing.failed_pages == (failed,)


def test_rare_characters_are_whole_and_halves_of_them_do_no_harm(tmp_path: Path) -> None:
    """𠮷 stands beyond U+FFFF, and comes from pdfium as two halves; here the font gives one half more, alone."""
    written = pdf("Mr X owns Q shares.", letters={"X": "𠮷", "Q": "吉"}).replace(b"<5409>", b"<d842>")

    filing = read(source(tmp_path / "a.pdf", written))

    [page] = filing.pages
    assert page.text == "Mr 𠮷 owns \ufffd shares."
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 and nothing more", RefusalReason.DAMAGED),
        (b"<html><body></body></html>", RefusalReason.NO_PAGES),
        (b"plain words", RefusalReason.UNSUPPORTED_TYPE),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, content: bytes, reason: RefusalReason) -> None:
    given = source(tmp_path / "a", content)

    refused = pipeline.read(given)

    assert isinstance(refused, SourceRefused)
    assert (refused.name, refused.id, refused.reason) == ("a", given.id, reason)
