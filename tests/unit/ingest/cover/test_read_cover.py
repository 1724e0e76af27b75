"""Covers of whole readings: which witness is heard, and real filings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.cover import read_cover
from ingest.html import read_html
from ingest.reading import Reading, SourceInfo, TaggedFact
from rm_assistant.domain.documents import FilingForm, FilingMetadata, Language, MediaType, MetadataSource, Page
from rm_assistant.language.words import detect_language

COVER = (
    "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549\nFORM 10-K\n"
    "For the fiscal year ended February 3, 2024\nCommission file number 001-12345\nKESTREL, INC.\n"
    "(Exact name of registrant as specified in its charter)\n"
)


def reading(*pages: str, facts: tuple[TaggedFact, ...] = (), title: str | None = None) -> Reading:
    made = tuple(Page(number, text, detect_language(text)) for number, text in enumerate(pages, start=1))
    return Reading(MediaType.PDF, len(made), made, facts=facts, info=SourceInfo(title=title))


def test_tagged_facts_are_heard_before_the_cover() -> None:
    metadata = read_cover(reading(COVER, facts=(TaggedFact("DocumentFiscalYearFocus", "2023"),)), "x.pdf")

    assert (metadata.issuer, metadata.period_end, metadata.fiscal_year) == ("KESTREL, INC.", date(2024, 2, 3), 2023)
    assert metadata.sources["fiscal_year"] is MetadataSource.XBRL
    assert metadata.sources["issuer"] is MetadataSource.COVER


def test_the_file_name_is_heard_last() -> None:
    metadata = read_cover(reading(COVER), "OSPREY_2019_10Q.pdf")

    assert (metadata.issuer, metadata.form, metadata.fiscal_year) == ("KESTREL, INC.", FilingForm.FORM_10K, 2024)


def test_the_file_name_is_heard_where_nothing_else_speaks() -> None:
    metadata = read_cover(reading("Some text without a cover."), "OSPREY_2019_10K.pdf")

    assert (metadata.issuer, metadata.form, metadata.fiscal_year) == ("OSPREY", FilingForm.FORM_10K, 2019)
    assert set(metadata.sources.values()) == {MetadataSource.HINT}


def test_an_annual_report_that_wraps_a_form_is_an_annual_report() -> None:
    metadata = read_cover(reading("2023 Annual Report", COVER), "x.pdf")

    assert (metadata.form, metadata.issuer) == (FilingForm.ANNUAL_REPORT, "KESTREL, INC.")


def test_a_picture_of_a_cover_leaves_the_language_to_the_pages_behind() -> None:
    metadata = read_cover(reading("", "【提出書類】 有価証券報告書\n【会社名】 みなと精機株式会社\n"), "x.pdf")

    assert (metadata.language, metadata.issuer) == (Language.JAPANESE, "みなと精機株式会社")


def test_a_reading_without_text_is_unknown() -> None:
    assert read_cover(reading(""), "scan.pdf").issuer is None
    assert read_cover(reading(), "scan.pdf") == FilingMetadata()


@pytest.mark.data
def test_real_annual_reports_are_named_as_their_index_names_them(shared_data: Path) -> None:
    """The index gives type and year of each filing; the first pages alone must give the same."""
    folder = shared_data / "financebench"
    index = (folder / "data" / "financebench_document_information.jsonl").read_text(encoding="utf-8").splitlines()
    known = {entry["doc_name"]: entry for entry in map(json.loads, index) if entry["doc_type"] == "10k"}
    files = [path for path in sorted((folder / "pdfs").iterdir()) if path.stem in known][::3]

    found = {path.stem: read_cover(reading(*_first_pages(path)), "x.pdf") for path in files}

    assert found
    assert {name for name, metadata in found.items() if metadata.form is not FilingForm.FORM_10K} == set()
    assert {name for name, metadata in found.items() if metadata.fiscal_year != known[name]["doc_period"]} == set()


def _first_pages(path: Path, count: int = 30) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [document[index].get_textpage().get_text_range() for index in range(min(count, len(document)))]
    finally:
        document.close()


@pytest.mark.data
def test_real_securities_reports_state_every_field(shared_data: Path) -> None:
    for folder in sorted((shared_data / "edinet-u4" / "reports").iterdir())[:3]:
        metadata = read_cover(read_html(folder), folder.name)

        assert metadata.form is FilingForm.YUHO
        assert metadata.issuer is not None
        assert "株式会社" in metadata.issuer
        assert metadata.period_end is not None
        assert metadata.fiscal_year == metadata.period_end.year
        assert metadata.filed_on is not None
        assert metadata.filed_on > metadata.period_end
