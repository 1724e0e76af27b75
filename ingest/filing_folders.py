"""Which HTML files of a folder are one filing, as EDGAR, EDINET and TDnet deliver them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.file_types import FileType, file_type, has_cover
from ingest.html.folder import SUFFIXES

_PARTS: Final = frozenset({"publicdoc", "auditdoc", "summary", "attachment"})
"""Subfolders into which EDINET and TDnet divide one filing, in lower case."""
_WRAPPERS: Final = frozenset({*_PARTS, "xbrl", "xbrldata"})
"""Folders whose names say nothing of the filing in them."""
_IGNORED: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What lies in a folder, by name. `filing` are the HTML files, sorted by path, of the one filing that it is.

    Its own, unless PDFs or several covers lie there (then each file is a filing), and those of its parts.
    """

    files: Mapping[Path, FileType]
    folders: tuple[Path, ...]
    parts: Mapping[Path, FileType]
    """The files of those subfolders that are parts of this filing."""
    filing: tuple[Path, ...]


def list_folder(folder: Path) -> FolderListing:
    """Raises OSError where the folder cannot be listed."""
    children = _children(folder)
    files = {child: file_type(child) for child in children if not child.is_dir()}
    part_folders = {child for child in children if child.is_dir() and child.name.lower() in _PARTS}
    parts = {path: file_type(path) for part in part_folders for path in _children(part) if not path.is_dir()}
    filing = sorted(_of_one_filing(files) + _html(parts))
    folders = tuple(child for child in children if child.is_dir() and not (filing and child in part_folders))
    return FolderListing(files, folders, parts if filing else {}, tuple(filing))


def html_files(folder: Path) -> tuple[Path, ...]:
    """The HTML files of the filing that `folder` is, sorted by path. Raises OSError where it cannot be listed."""
    return list_folder(folder).filing


def filing_name(folder: Path) -> str:
    """The folder's name as people know the filing by it: that of the folder above, where it is a mere wrapper."""
    named = next((part for part in (folder, *folder.parents) if part.name.lower() not in _WRAPPERS), folder)
    return named.name.removesuffix(".zip") or folder.name


def _of_one_filing(files: Mapping[Path, FileType]) -> list[Path]:
    html = _html(files)
    if FileType.PDF in files.values() or sum(has_cover(path) for path in html) > 1:
        return []
    return html


def _html(files: Mapping[Path, FileType]) -> list[Path]:
    return [path for path, kind in files.items() if kind is FileType.HTML and path.suffix.lower() in SUFFIXES]


def _children(folder: Path) -> list[Path]:
    children = sorted(folder.iterdir(), key=lambda child: child.name)
    return [child for child in children if not child.name.startswith(".") and child.name.lower() not in _IGNORED]
