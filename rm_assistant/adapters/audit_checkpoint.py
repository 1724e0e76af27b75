"""How far the audit log had come, noted beside it: what a cut tail no longer tells.

The note is as safe as the folder: who can write both files can set both back. A note kept elsewhere is a later step.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SIZE = 256
"""Bytes: less than a disk's sector, so that a note is written whole or not at all."""
_NO_SEQUENCE = 1 << 63
"""SQLite counts to one less."""
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last record known to be durable."""

    sequence: int
    hash: str


class CheckpointFile:
    """Raises OSError where the file cannot be read or written, and ValueError where it holds no note."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Checkpoint | None:
        """None where there is no file."""
        try:
            with self.path.open("rb") as file:
                note = file.read(_SIZE + 1)
        except FileNotFoundError:
            return None
        try:
            return _checkpoint(json.loads(note))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{self.path.name} holds no checkpoint") from error

    def write(self, checkpoint: Checkpoint) -> None:
        note = json.dumps({"sequence": checkpoint.sequence, "hash": checkpoint.hash}).ljust(_SIZE - 1) + "\n"
        if not self.path.exists():
            self._create(note)
            return
        with self.path.open("r+b", buffering=0) as file:
            file.write(note.encode())

    def _create(self, note: str) -> None:
        """The first note must be durable with its name: a log without one counts as cut."""
        unfinished = self.path.with_suffix(".new")
        with unfinished.open("wb") as file:
            file.write(note.encode())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _checkpoint(note: Any) -> Checkpoint:
    """Raises KeyError, TypeError or ValueError where `note` is no JSON object of ours."""
    sequence, digest = note["sequence"], note["hash"]
    if type(sequence) is not int or not 0 <= sequence < _NO_SEQUENCE or not _HASH.fullmatch(digest):
        raise ValueError(f"no end of a log: {note}")
    return Checkpoint(sequence, digest)
