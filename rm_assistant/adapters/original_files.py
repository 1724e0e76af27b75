"""The bytes of every filing as it was ingested: `originals/<id>/<name>`, a file or a folder of HTML files."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rm_assistant.domain.documents import DocumentId, folder_id
from rm_assistant.domain.errors import NotFoundError, SourceError
from rm_assistant.ports import Source

_CHUNK_BYTES: Final = 1 << 20
_UNFINISHED: Final = ".unfinished-"
_STAGING: Final = ".staging-"
_HASH_LENGTH: Final = 64


class OriginalFiles:
    """Fills the `Originals` port in one folder, which the owner of the data folder alone writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def staging(self) -> Iterator[Path]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_STAGING, dir=self._folder, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def keep(self, source: Source) -> Path:
        home = self._folder / source.id
        if home.is_dir():
            return self.path(source.id)
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._folder))
        try:
            self._take(source, unfinished / source.path.name)
            _sync_folders(unfinished)
            _rename(unfinished, home)
        except OSError as error:
            raise SourceError(f"{source.name} cannot be kept in the data folder: {error.strerror}.") from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _sync(self._folder)
        return self.path(source.id)

    def path(self, document: DocumentId) -> Path:
        home = self._folder / document
        if len(document) != _HASH_LENGTH or not document.isalnum() or not home.is_dir():
            raise NotFoundError(f"There is no document {document}")
        return next(home.iterdir())

    def ids(self) -> list[DocumentId]:
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if not path.name.startswith("."))

    def discard(self, document: DocumentId) -> None:
        home = self._folder / document
        if not home.is_dir():
            return
        doomed = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._folder))
        home.rename(doomed / document)
        shutil.rmtree(doomed)

    def clear_leftovers(self) -> None:
        """Remove what a killed process left half done. For the owner of the data folder, at start."""
        if self._folder.is_dir():
            for path in self._folder.glob(".*"):
                shutil.rmtree(path, ignore_errors=True)

    def _take(self, source: Source, target: Path) -> None:
        """Raises SourceError where the bytes changed since they were identified."""
        take = _move if self._folder in source.path.parents else _copy
        if source.files:
            digest = folder_id({name: take(source.path / name, target / name) for name in source.files})
        else:
            digest = take(source.path, target)
        if digest != source.id:
            raise SourceError(f"{source.name} changed while it was read. Ingest it again.")


def _move(path: Path, target: Path) -> str:
    """From staging: no copy is made. Returns the SHA-256 of the bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(path: Path, target: Path) -> str:
    """A copy and no link: the owner of the file may write to it, and what was cited must stay as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("rb") as file, target.open("xb") as copy:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _rename(unfinished: Path, home: Path) -> None:
    """Another thread may have kept the same filing meanwhile: then its copy stands."""
    try:
        unfinished.rename(home)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise


def _sync_folders(top: Path) -> None:
    for folder in (top, *(path for path in top.rglob("*") if path.is_dir())):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Make the folder's entries durable: fsync(2) on a file does not reach its name."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
