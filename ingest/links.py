"""Links of the file system that lead nowhere, or back to where the search came from: refused by name."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from rm_assistant.domain.documents import RefusalReason, SourceRefused

_FAULTS: Final = {
    errno.ENOENT: "It is a link to {}, which is not there. Correct or remove the link.",
    errno.ENOTDIR: "It is a link to {}, which is not there. Correct or remove the link.",
    errno.ELOOP: "It is a link that leads back to itself, by way of {}. Remove the link.",
}


def broken_link(path: Path) -> SourceRefused | None:
    """None where `path` is no link, or leads somewhere."""
    if not path.is_symlink():
        return None
    try:
        path.stat()
    except OSError as error:
        fault = _FAULTS.get(error.errno or 0)
        if fault is not None:
            return SourceRefused(path.name, RefusalReason.UNREADABLE, fault.format(as_text(path.readlink())))
    return None


def link_upwards(path: Path, name: str) -> SourceRefused | None:
    """None where the folder at `path` is not one that it lies in itself. `name` is what the operator knows it by."""
    real, above = path.resolve(), path.parent.resolve()
    if real != above and real not in above.parents:
        return None
    detail = f"It is a link back to {as_text(real.name)}, the folder that it lies in. Remove the link."
    return SourceRefused(name, RefusalReason.UNREADABLE, detail)


def as_text(path: Path | str) -> str:
    """File names are bytes on Linux; what is no UTF-8 in them shows as question marks."""
    return str(path).encode("utf-8", "replace").decode()
