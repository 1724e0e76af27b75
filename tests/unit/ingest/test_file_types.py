from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from ingest.file_types import FileType, file_type, has_cover, refusal
from rm_assistant.domain.documents import RefusalReason


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


CONTENTS = [
    (b"%PDF-1.7\n...", FileType.PDF),
    (b"\x00junk before it\n%PDF-1.4", FileType.PDF),
    (b"<!DOCTYPE html><p>x", FileType.HTML),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", FileType.HTML),
    (b"<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<HTML><BODY>", FileType.HTML),
    ("<html><body>".encode("utf-16"), FileType.HTML),
    (b"<body bgcolor=white>old", FileType.HTML),
    (b"<?xml version='1.0'?><xbrli:xbrl xmlns:xbrli='x'>", FileType.COMPANION),
    (b"<?xml version='1.0'?><link:linkbase xmlns:link='x'>", FileType.COMPANION),
    (b"<?xml version='1.0'?><schema targetNamespace='x'>", FileType.COMPANION),
    (zipped("a.pdf"), FileType.ARCHIVE),
    (b"PK\x03\x04 and no more", FileType.ARCHIVE),
    (zipped("[Content_Types].xml", "word/document.xml"), FileType.WORD),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), FileType.EXCEL),
    (zipped("[Content_Types].xml", "ppt/presentation.xml"), FileType.POWERPOINT),
    (zipped("mimetype", "content.xml"), FileType.OTHER),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", FileType.OLD_OFFICE),
    (b"\x89PNG\r\n", FileType.IMAGE),
    (b"\xff\xd8\xff\xe0", FileType.IMAGE),
    (b"<SEC-DOCUMENT>0001.txt\n<html>", FileType.SUBMISSION),
    (b"", FileType.EMPTY),
    (b"plain words", FileType.OTHER),
]


@pytest.mark.parametrize(("content", "expected"), CONTENTS)
def test_a_file_is_what_its_bytes_are(tmp_path: Path, content: bytes, expected: FileType) -> None:
    for name in ("report.pdf", "report.htm", "report"):
        path = tmp_path / name
        path.write_bytes(content)

        assert file_type(path) is expected


def test_pictures_and_styles_beside_a_filing_are_told_by_their_names_where_bytes_do_not(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("p { margin: 0 }", encoding="utf-8")

    assert file_type(tmp_path / "style.css") is FileType.COMPANION


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert file_type(tmp_path / "missing") is FileType.UNREADABLE


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")

    assert file_type(tmp_path / "pipe.pdf") is FileType.OTHER


@pytest.mark.parametrize("kind", set(FileType) - {FileType.PDF, FileType.HTML, FileType.ARCHIVE, FileType.COMPANION})
def test_every_type_that_is_not_read_says_why_and_what_to_do(kind: FileType) -> None:
    refused = refusal(kind, "file")

    assert refused.name == "file"
    assert refused.reason in {RefusalReason.UNSUPPORTED_TYPE, RefusalReason.EMPTY, RefusalReason.UNREADABLE}
    assert refused.detail.count(".") >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<ix:nonNumeric name='dei:EntityRegistrantName'>Halden</ix:nonNumeric>", True),
        ("<p>Commission File Number: 1-2345</p>", True),
        ("<p>【提出書類】</p><p>有価証券報告書</p>", True),
        ("<p>annual report on Form 10-K</p>", False),
    ],
)
def test_covers_are_told_from_exhibits(tmp_path: Path, text: str, expected: bool) -> None:
    (tmp_path / "a.htm").write_text(f"<html>{text}", encoding="utf-8")

    assert has_cover(tmp_path / "a.htm") is expected
