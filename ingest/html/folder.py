"""The HTML files of a filing in the order a reader meets them."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from ingest.html.document import decode

SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
_FIRST_FOLDERS = ("summary", "publicdoc")
"""Of a 決算短信 and of a 有価証券報告書; attachments and audit reports follow."""
_MAX_MANIFEST_BYTES = 1024 * 1024
_NAMED_FILE = re.compile(r"[\w.-]+\.x?html?", re.IGNORECASE | re.ASCII)


def html_files(folder: Path) -> list[Path]:
    """All HTML files below `folder`, links not followed: by manifest or index where there is one, else by name."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    folders.sort(key=lambda path: _folder_order(path.relative_to(folder)))
    return [file for each in folders for file in _files_in(each)]


def _folder_order(path: Path) -> list[tuple[int, str]]:
    return [(0 if part.lower() in _FIRST_FOLDERS else 1, part) for part in path.parts]


def _files_in(folder: Path) -> list[Path]:
    files = [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file()]
    listed = {name: position for position, name in enumerate(_listed_names(folder))}
    inside = [path for path in files if not path.is_symlink()]
    return sorted(inside, key=lambda path: (listed.get(path.name, len(listed)), path.name))


def _listed_names(folder: Path) -> list[str]:
    for manifest in sorted(folder.glob("manifest*.xml")):
        if names := _manifest_names(manifest):
            return names
    index = folder / "index.txt"
    if index.is_file() and index.stat().st_size <= _MAX_MANIFEST_BYTES:
        return _NAMED_FILE.findall(decode(index.read_bytes()))
    return []


def _manifest_names(manifest: Path) -> list[str]:
    """Inline XBRL documents in order, by EDINET's manifest schema; none where it cannot be read."""
    if manifest.stat().st_size > _MAX_MANIFEST_BYTES:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(manifest.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return []
    return [element.text.strip() for element in root.iter("{*}ixbrl") if element.text]
