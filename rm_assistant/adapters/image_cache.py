"""Page images on disk, the ones not used for longest going where the room is needed."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from rm_assistant.domain.documents import DocumentId

_SHARE_LEFT: Final = 0.9
"""What making room leaves of the limit, so that not every image that comes must make room again."""
_SUFFIX: Final = ".jpg"


class _Kept(NamedTuple):
    used_at: float
    size: int
    path: Path


class ImageCache:
    """Files `<document>/<page>-<width>.jpg` in `folder`, `limit_bytes` at most. A broken disk means no cache."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._held: int | None = None
        """Bytes on disk; None until they are counted."""

    def get(self, document: DocumentId, page: int, width: int) -> bytes | None:
        path = self._path(document, page, width)
        try:
            image = path.read_bytes()
            os.utime(path)  # says that it was used just now
        except OSError:
            return None
        return image

    def put(self, document: DocumentId, page: int, width: int, image: bytes) -> None:
        if len(image) > self._limit:
            return
        with self._lock, suppress(OSError):
            self._write(self._path(document, page, width), image)
            self._held = self._count() if self._held is None else self._held + len(image)
            if self._held > self._limit:
                self._held = self._make_room()

    def forget(self, document: DocumentId) -> None:
        with self._lock:
            shutil.rmtree(self._folder / document, ignore_errors=True)
            self._held = None

    def _path(self, document: DocumentId, page: int, width: int) -> Path:
        return self._folder / document / f"{page}-{width}{_SUFFIX}"

    def _write(self, path: Path, image: bytes) -> None:
        """Whole or not at all: a reader may come at any moment."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(image)
        Path(file.name).replace(path)

    def _count(self) -> int:
        return sum(kept.size for kept in self._kept())

    def _make_room(self) -> int:
        """Returns the bytes that are left."""
        everything = sorted(self._kept())
        held = sum(kept.size for kept in everything)
        for kept in everything:
            if held <= self._limit * _SHARE_LEFT:
                break
            kept.path.unlink(missing_ok=True)
            held -= kept.size
        return held

    def _kept(self) -> Iterator[_Kept]:
        """Files that a killed process left unfinished count too, and go in their turn."""
        for path in self._folder.glob("*/*"):
            found = path.stat()
            yield _Kept(found.st_mtime, found.st_size, path)
