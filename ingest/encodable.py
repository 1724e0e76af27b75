"""Text that can be written down: PDFs may hold halves of characters, which no encoding takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final

from ingest.reading import Reading

_HALVES: Final = re.compile("[\ud800-\udfff]")


def encodable(reading: Reading) -> Reading:
    """`reading` with U+FFFD in place of each half. Lengths stay, and so do offsets."""
    if any(_HALVES.search(text) for text in _texts(reading)):
        mended: Reading = _mended(reading)
        return mended
    return reading


def _texts(reading: Reading) -> Iterator[str]:
    for page in reading.pages:
        yield page.text
        yield page.label or ""
    yield from (entry.title for entry in reading.outline)
    yield from (fact.value for fact in reading.facts)
    yield from (reading.info.title or "", reading.info.author or "", *reading.warnings)
    yield from (page.detail for page in reading.failed_pages)


def _mended(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, tuple):
        return tuple(_mended(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _mended(getattr(value, item.name)) for item in fields(value)})
    return value
