"""Uploaded files, kept under names that cannot lead out of their folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import UploadFile

from rm_assistant.domain.errors import SourceError

_LONGEST_NAME = 120
_SEPARATORS = re.compile(r"[/\\]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f:]")


def keep_uploads(uploads: Sequence[UploadFile | str], folder: Path) -> tuple[Path, ...]:
    """Copy `uploads` into `folder`; gives what stands at its top: each file and each folder is a source.

    Raises SourceError where there is no file, or two of one name.
    """
    files = [upload for upload in uploads if isinstance(upload, UploadFile)]
    if not files:
        raise SourceError("An upload has at least one file, in the field `files`.")
    for upload in files:
        path = folder.joinpath(*safe_parts(upload.filename or ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as kept:
                shutil.copyfileobj(upload.file, kept)
        except OSError as error:
            raise SourceError(f"{path.name} cannot be kept: {error.strerror}") from error
    return tuple(sorted(folder.iterdir()))


def safe_parts(name: str) -> list[str]:
    """The parts of an uploaded file's path: nothing absolute, nothing that climbs, nothing too long for a disk."""
    parts = [_UNSAFE.sub("_", part).strip() for part in _SEPARATORS.split(name)]
    kept = [part[-_LONGEST_NAME:] for part in parts if part.strip(". ")]
    return kept or ["unnamed"]
