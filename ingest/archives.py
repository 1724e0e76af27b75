"""Unpacking of zip archives that nobody vouches for.

What is refused: members that point outside the folder, links, encryption, more bytes or members than a delivery of
filings has, compression no document reaches, archives inside archives inside archives.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, Final

from ingest.file_types import FileType, file_type
from ingest.reading import UnreadableSourceError
from rm_assistant.domain.documents import RefusalReason

MAX_MEMBERS: Final = 10_000
MAX_DEPTH: Final = 2
"""An archive in an archive is unpacked, one more is not."""
MAX_FILES_OF_FULL_SIZE: Final = 4
"""All that is unpacked may reach this many times the largest file allowed."""
MAX_RATIO: Final = 200
"""Text compresses to a tenth, repeated mark-up to a fiftieth; bombs to a thousandth."""
_SMALL_BYTES: Final = 10 << 20
"""Below this a high ratio does no harm."""
_CHUNK_BYTES: Final = 1 << 20
_ENCRYPTED_FLAG: Final = 0x1
_UTF8_FLAG: Final = 0x800


@dataclass(slots=True)
class _Allowance:
    """What may still be unpacked, over all archives inside one; `file_bytes` is for each file."""

    file_bytes: int
    bytes: int
    members: int = MAX_MEMBERS


def unpack(archive: Path, folder: Path, max_file_bytes: int) -> None:
    """Unpack into `folder`, which must not exist, archives inside included.

    Raises UnreadableSourceError with the reason, and leaves what was unpacked until then.
    """
    _unpack(archive, folder, _Allowance(max_file_bytes, max_file_bytes * MAX_FILES_OF_FULL_SIZE), depth=1)


def _unpack(archive: Path, folder: Path, allowance: _Allowance, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _unsafe(f"Archives are nested more than {MAX_DEPTH} deep. Unpack it yourself and ingest the folder.")
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(archive) as opened:
            unpacked = [_extract(opened, member, folder, allowance) for member in _files(opened, allowance)]
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError) as error:
        raise UnreadableSourceError(
            RefusalReason.DAMAGED, f"The archive is damaged: {error}. Download or pack it again."
        ) from error
    for path in unpacked:
        if file_type(path) is FileType.ARCHIVE:
            inner = path.rename(path.with_name(path.name + ".packed"))
            _unpack(inner, path, allowance, depth + 1)
            inner.unlink()


def _files(archive: zipfile.ZipFile, allowance: _Allowance) -> Iterator[zipfile.ZipInfo]:
    for member in archive.infolist():
        allowance.members -= 1
        if allowance.members < 0:
            raise _unsafe(f"More than {MAX_MEMBERS:,} members. Unpack it yourself and ingest the folder.")
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableSourceError(
                RefusalReason.ENCRYPTED, "The archive needs a password. Unpack it yourself and ingest the folder."
            )
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _unsafe(f"{member.filename!r} is a link.")
        if not member.is_dir():
            yield member


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, allowance: _Allowance) -> Path:
    path = folder / _safe_name(member)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, path.open("xb") as file:
            _copy(packed, file, member, allowance)  # type: ignore[arg-type]  # an IO[bytes], read from only
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise _unsafe(f"{member.filename!r} is in it twice.") from error
    return path


def _copy(packed: BinaryIO, file: BinaryIO, member: zipfile.ZipInfo, allowance: _Allowance) -> None:
    """Counts what comes out: what the archive says of its members' sizes is not believed."""
    written = 0
    while chunk := packed.read(_CHUNK_BYTES):
        written += len(chunk)
        allowance.bytes -= len(chunk)
        if allowance.bytes < 0 or written > allowance.file_bytes:
            raise _unsafe("It unpacks to more than the limit (RM_INGEST_MAX_MB). Unpack it and ingest in parts.")
        if written > _SMALL_BYTES and written > MAX_RATIO * max(1, member.compress_size):
            raise _unsafe(f"{member.filename!r} unpacks to more than {MAX_RATIO} times its size.")
        file.write(chunk)


def _safe_name(member: zipfile.ZipInfo) -> Path:
    name = _decoded_name(member).replace("\\", "/")
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or PureWindowsPath(name).drive or not name.isprintable():
        raise _unsafe(f"{member.filename!r} points outside the archive or cannot be a file's name.")
    return Path(*parts)


def _decoded_name(member: zipfile.ZipInfo) -> str:
    """Archives packed on Japanese Windows name their members in its code page and do not say so."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return member.filename


def _unsafe(detail: str) -> UnreadableSourceError:
    return UnreadableSourceError(RefusalReason.UNSAFE_ARCHIVE, detail)
