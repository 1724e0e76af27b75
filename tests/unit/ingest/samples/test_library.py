"""The sample filings as files."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from ingest.html import read_html
from ingest.pdf import read_pdf
from ingest.samples import fonts
from ingest.samples.__main__ import main
from ingest.samples.fonts import SamplesUnavailableError, japanese_font_file
from ingest.samples.library import samples, write_samples
from ingest.sections import find_sections
from ingest.statements import recognise
from rm_assistant.domain.documents import Basis, Page, PageFailure, StatementKind


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("samples")


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[Path]:
    return write_samples(folder)


def digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def statement_pages(pages: tuple[Page, ...], kind: StatementKind, basis: Basis) -> list[int]:
    return [page.number for page in recognise(pages) if kind in page.statements and page.basis is basis]


def test_they_are_the_same_bytes_on_every_run(folder: Path, paths: list[Path], tmp_path: Path) -> None:
    write_samples(tmp_path)
    assert digest(tmp_path) == digest(folder)


def test_there_are_two_years_in_each_language_an_amendment_and_a_manifest(paths: list[Path]) -> None:
    names = {path.name for path in paths}
    assert {"quillfeather-10-K-2023.pdf", "quillfeather-10-K-2024.pdf", "quillfeather-10-K-2023-amended.pdf"} <= names
    assert {"tsukigahama-yuho-2023.pdf", "tsukigahama-yuho-2024.pdf", "asanagiko-yuho-2024", "manifest.csv"} <= names


def test_the_manifest_names_every_filing(folder: Path, paths: list[Path]) -> None:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == [sample.file for sample in samples()]
    assert all((folder / row["path"]).exists() and row["client"] and row["wall"] for row in rows)


def test_an_american_filing_reads_like_one(folder: Path, paths: list[Path]) -> None:
    reading = read_pdf(folder / "quillfeather-10-K-2024.pdf")
    assert "(Exact name of registrant as specified in its charter)" in reading.pages[0].text
    assert {"PART I", "Item 7A. Quantitative and Qualitative Disclosures About Market Risk"} <= {
        entry.title for entry in reading.outline
    }
    balance_sheet = statement_pages(reading.pages, StatementKind.BALANCE_SHEET, Basis.CONSOLIDATED)
    assert len(balance_sheet) == 1
    page = reading.pages[balance_sheet[0] - 1]
    assert page.label != str(page.number)
    assert "item_1a" in {section.key for section in find_sections(reading.pages, reading.outline)}


def test_one_page_is_only_an_image(folder: Path, paths: list[Path]) -> None:
    reading = read_pdf(folder / "quillfeather-10-K-2024.pdf")
    (failed,) = reading.failed_pages
    assert (failed.number, failed.reason) == (reading.page_count, PageFailure.NO_TEXT_LAYER)


def test_risk_factors_change_from_year_to_year(folder: Path, paths: list[Path]) -> None:
    texts = {
        year: "\n".join(page.text for page in read_pdf(folder / f"quillfeather-10-K-{year}.pdf").pages)
        for year in ("2023", "2024")
    }
    assert "Inflation in freight" in texts["2023"]
    assert "Inflation in freight" not in texts["2024"]
    assert "Tariffs and export controls" in texts["2024"]


def test_a_japanese_filing_has_group_and_parent_statements(folder: Path, paths: list[Path]) -> None:
    pages = read_pdf(folder / "tsukigahama-yuho-2024.pdf").pages
    for kind in (StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT):
        group, parent = (statement_pages(pages, kind, basis) for basis in (Basis.CONSOLIDATED, Basis.PARENT_ONLY))
        assert group
        assert parent
        assert max(group) < min(parent)
    assert any("△" in page.text for page in pages)


def test_the_html_filing_is_a_folder_as_edinet_publishes_it(folder: Path, paths: list[Path]) -> None:
    filing = folder / "asanagiko-yuho-2024"
    names = sorted(path.name for path in filing.iterdir())
    assert names[0] == "0000000_header_jpcrp030000-asr-001_E99902-000_2024-03-31_01_2024-06-27.htm"
    pages = read_html(filing).pages
    keys = {section.key for section in find_sections(pages, ())}
    assert {"第2-事業等のリスク", "第5-連結財務諸表等-連結財政状態計算書", "第5-財務諸表等-貸借対照表"} <= keys


def test_each_says_that_it_is_fictional(folder: Path, paths: list[Path]) -> None:
    for path in paths:
        if path.suffix == ".pdf":
            first = read_pdf(path).pages[0].text
            assert "fictional" in first or "架空" in first


def test_the_command_lists_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "new" / "folder")]) == 0
    assert "manifest.csv" in capsys.readouterr().out


def test_without_the_packages_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(SamplesUnavailableError, match="samples"):
        japanese_font_file()
    assert main([str(tmp_path)]) == 1
    assert "dependency group" in capsys.readouterr().err
