"""What a file is, by its first bytes: extensions are hints, not truth."""

from __future__ import annotations

import re
import stat
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from rm_assistant.domain.documents import RefusalReason, SourceRefused

_HEAD_BYTES: Final = 1 << 16
_PDF_WINDOW: Final = 1024
"""Readers of PDF look for the signature this far into the file (ISO 32000-2, annex I)."""
_TAGS: Final = re.compile(rb"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_XBRL: Final = re.compile(rb"<(?:\w+:)?(?:xbrl|schema|linkbase|manifest)[\s>]")
_COVER_MARKS: Final = tuple(
    mark.encode() for mark in ("entityregistrantname", "commission file n", "【提出書類】", "tse-ed-t:companyname")
)
_COVER_BYTES: Final = 1 << 20
_COMPANIONS: Final = frozenset({".css", ".js", ".gif", ".jpg", ".jpeg", ".png", ".svg", ".xsl"})


class FileType(StrEnum):
    PDF = "pdf"
    HTML = "html"
    ARCHIVE = "archive"
    COMPANION = "companion"
    """XBRL instances, schemas and link bases, pictures and styles: what a filing is delivered with."""
    EMPTY = "empty"
    WORD = "word"
    EXCEL = "excel"
    POWERPOINT = "powerpoint"
    OLD_OFFICE = "old_office"
    IMAGE = "image"
    SUBMISSION = "submission"
    """EDGAR's complete submission: all documents of a filing, pictures included, in one text file."""
    UNREADABLE = "unreadable"
    OTHER = "other"


_REFUSALS: Final = {
    FileType.EMPTY: (RefusalReason.EMPTY, "The file is empty. Download or copy it again."),
    FileType.WORD: (RefusalReason.UNSUPPORTED_TYPE, "A Word document. Save it as PDF and ingest that."),
    FileType.EXCEL: (
        RefusalReason.UNSUPPORTED_TYPE,
        "An Excel workbook. Ingest the filing it belongs to, as PDF or HTML, or print it to PDF.",
    ),
    FileType.POWERPOINT: (RefusalReason.UNSUPPORTED_TYPE, "A PowerPoint file. Save it as PDF and ingest that."),
    FileType.OLD_OFFICE: (
        RefusalReason.UNSUPPORTED_TYPE,
        "A file of an older Office program. Save it as PDF and ingest that.",
    ),
    FileType.IMAGE: (
        RefusalReason.UNSUPPORTED_TYPE,
        "A picture. Put scans into a PDF and ingest that with OCR on (RM_OCR).",
    ),
    FileType.SUBMISSION: (
        RefusalReason.UNSUPPORTED_TYPE,
        "An EDGAR submission in one text file. Ingest the filing's main document (.htm) instead.",
    ),
    FileType.UNREADABLE: (RefusalReason.UNREADABLE, "The file cannot be read. Check its permissions."),
    FileType.OTHER: (RefusalReason.UNSUPPORTED_TYPE, "Neither PDF, HTML nor a zip of those. Save it as PDF."),
}

_SIGNATURES: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType.OLD_OFFICE),
    (b"\x89PNG", FileType.IMAGE),
    (b"\xff\xd8\xff", FileType.IMAGE),
    (b"GIF8", FileType.IMAGE),
    (b"II*\x00", FileType.IMAGE),
    (b"MM\x00*", FileType.IMAGE),
    (b"<SEC-DOCUMENT>", FileType.SUBMISSION),
    (b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----", FileType.SUBMISSION),
)
_PACKAGE_FOLDERS: Final = (
    ("word/", FileType.WORD),
    ("xl/", FileType.EXCEL),
    ("ppt/", FileType.POWERPOINT),
    ("META-INF/", FileType.OTHER),
)


def file_type(path: Path) -> FileType:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return FileType.OTHER  # a pipe or a device: opening one may wait for ever
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return FileType.UNREADABLE
    return _content_type(path, head)


def refusal(kind: FileType, name: str) -> SourceRefused:
    """What to say of a file of a type that is not read."""
    reason, detail = _REFUSALS[kind]
    return SourceRefused(name, reason, detail)


def has_cover(path: Path) -> bool:
    """Whether an HTML file carries the cover of a filing of its own, rather than a part of one.

    Looks for what only covers have: EDGAR's registrant tag or the commission's file number, EDINET's 【提出書類】,
    TDnet's tagged company name.
    """
    with path.open("rb") as file:
        head = file.read(_COVER_BYTES).lower()
    return any(mark in head for mark in _COVER_MARKS)


def _content_type(path: Path, head: bytes) -> FileType:
    if not head:
        return FileType.EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(path)  # before the next: a PDF may be packed without compression
    if b"%PDF-" in head[:_PDF_WINDOW]:
        return FileType.PDF
    return _signed_type(head) or _text_type(path, head)


def _zip_type(path: Path) -> FileType:
    """Office documents are zips too; a zip that cannot be listed is left to the unpacker to refuse."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, MemoryError):
        return FileType.ARCHIVE
    if "[Content_Types].xml" in names or "mimetype" in names:
        return next(
            (kind for folder, kind in _PACKAGE_FOLDERS if any(name.startswith(folder) for name in names)),
            FileType.OTHER,
        )
    return FileType.ARCHIVE


def _signed_type(head: bytes) -> FileType | None:
    return next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)


def _text_type(path: Path, head: bytes) -> FileType:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    if _TAGS.search(head):
        return FileType.HTML
    if _XBRL.search(head) or path.suffix.lower() in _COMPANIONS:
        return FileType.COMPANION
    return FileType.OTHER
