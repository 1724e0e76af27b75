"""The data folder and its one owner, kept by a lock that the kernel gives back however the owner ends."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rm_assistant.domain.errors import DataFolderBusyError, DataFolderError

LOCK_FILE = "owner.lock"
SUBFOLDERS = ("originals", "vectors", "cache")
_LEAST_PATIENCE = 0.2
"""Seconds: `owner_url` holds the lock for an instant, which must not look like an owner."""
_PAUSE = 0.02


class FileDataFolder:
    """Fills the `DataFolder` port; makes the folder. Raises DataFolderError, which says what to do.

    The lock is `flock`'s: a file system shared over a network may not keep it between machines.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            for folder in (path, *(path / name for name in SUBFOLDERS)):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (path / LOCK_FILE).touch(mode=0o600)
        except OSError as error:
            raise _unusable(path, error) from error

    @contextlib.contextmanager
    def own(self, *, url: str | None = None, wait_seconds: float = 0.0) -> Iterator[None]:
        with self._lock_file() as file:
            self._wait_for(file, time.monotonic() + max(wait_seconds, _LEAST_PATIENCE))
            owner = {"pid": os.getpid(), "url": url, "since": datetime.now(UTC).isoformat(timespec="seconds")}
            _write(file, json.dumps(owner))
            try:
                yield
            finally:
                _write(file, "")

    def owner_url(self) -> str | None:
        with self._lock_file() as file:
            if _lock(file, fcntl.LOCK_SH):
                return None
            url = _owner(file).get("url")
            return url if isinstance(url, str) else None

    @contextlib.contextmanager
    def _lock_file(self) -> Iterator[int]:
        try:
            file = os.open(self.path / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unusable(self.path, error) from error
        try:
            yield file
        finally:
            os.close(file)

    def _wait_for(self, file: int, deadline: float) -> None:
        while not _lock(file, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                raise self._busy(_owner(file))
            time.sleep(_PAUSE)

    def _busy(self, owner: dict[str, object]) -> DataFolderBusyError:
        url = owner.get("url") if isinstance(owner.get("url"), str) else None
        serving = f", which serves {url}" if url else ""
        return DataFolderBusyError(
            f"{self.path} is in use by process {owner.get('pid', 'unknown')}{serving}: "
            "stop it, or name another folder in RM_DATA_DIR",
            owner_url=str(url) if url else None,
        )


def _lock(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(file: int, text: str) -> None:
    """The lock stays with the file, so that its text is changed in place."""
    os.ftruncate(file, 0)
    os.pwrite(file, text.encode(), 0)


def _owner(file: int) -> dict[str, object]:
    """Empty while the owner has not written it yet."""
    try:
        found = json.loads(os.pread(file, 4096, 0) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _unusable(path: Path, error: OSError) -> DataFolderError:
    return DataFolderError(
        f"{path} cannot be used as the data folder ({error.strerror}): "
        "give this user write access to it, or name another folder in RM_DATA_DIR"
    )
