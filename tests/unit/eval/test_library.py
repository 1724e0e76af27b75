"""A suite's index is filled once, used again, and read anew where another version of the reader filled it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eval.library import open_library
from eval.suite import DataError, Options
from rm_assistant.adapters.data_folder import FileDataFolder
from rm_assistant.adapters.sqlite_catalog_schema import CATALOG_FILE

FILING = "<html><body><h1>Halden plc</h1><p>Net sales were 1,284 million dollars in fiscal 2024.</p></body></html>"


@pytest.fixture
def filings(tmp_path: Path) -> Path:
    folder = tmp_path / "filings"
    folder.mkdir()
    (folder / "halden.htm").write_text(FILING)
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def told(filings: Path, index: Path) -> tuple[str, dict[str, str]]:
    """What the run says, and the notes of its result."""
    lines: list[str] = []
    with open_library(Options(filings, index, say=lines.append), filings) as library:
        return "\n".join(lines), dict(library.notes)


def alter(index: Path, statement: str) -> None:
    with closing(sqlite3.connect(index / CATALOG_FILE)) as catalog, catalog:
        catalog.execute(statement)


def test_an_index_is_filled_once(filings: Path, index: Path) -> None:
    first, notes = told(filings, index)
    again, later = told(filings, index)

    assert "1 of 1: halden.htm read, 1 pages" in first
    assert notes["filings searched"] == later["filings searched"] == "1"
    assert "halden.htm" not in again
    assert later["filings"] == "taken in before"


def test_what_another_version_read_is_read_anew_and_told(filings: Path, index: Path) -> None:
    told(filings, index)
    alter(index, """UPDATE documents SET body = replace(body, '"parser_version":"', '"parser_version":"older ')""")

    said, notes = told(filings, index)

    assert "1 of 1: halden.htm read anew" in said
    assert notes["filings"] == "1 read, 1 of them anew, 0 refused"
    assert "halden.htm" not in told(filings, index)[0]


def test_what_is_refused_is_told_with_the_reason(filings: Path, index: Path) -> None:
    (filings / "broken.pdf").write_bytes(b"%PDF-1.7 nothing follows")

    said, notes = told(filings, index)

    assert "broken.pdf refused: " in said
    assert notes["filings"] == "1 read, 0 of them anew, 1 refused"


def test_filings_of_other_folders_in_the_index_are_counted(filings: Path, index: Path, tmp_path: Path) -> None:
    told(filings, index)
    others = tmp_path / "others"
    others.mkdir()
    (others / "northwind.htm").write_text(FILING.replace("Halden", "Northwind"))

    assert told(others, index)[1]["filings searched"] == "2"


def test_an_index_of_a_newer_version_cannot_be_used(filings: Path, index: Path) -> None:
    told(filings, index)
    alter(index, "PRAGMA user_version = 99")

    with pytest.raises(DataError, match="written by a newer version"):
        told(filings, index)


def test_an_index_in_use_cannot_be_used(filings: Path, index: Path) -> None:
    index.mkdir()
    with FileDataFolder(index).own(), pytest.raises(DataError, match="use"):
        told(filings, index)


def test_a_folder_without_filings_is_told(index: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is missing"):
        told(tmp_path / "none", index)
