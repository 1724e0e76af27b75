"""What a PDF says of itself, through pypdf: outline, page labels, title, author, date.

pypdf is slow on damaged files and raises whatever the damage leads to. All of this is a convenience: what cannot be
read in time is left out with a warning, and never costs the file.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from ingest.pdf.deadline import deadline
from ingest.reading import OutlineEntry, SourceInfo

SECONDS = 10.0
MOST_ENTRIES = 5000
_LONGEST_TITLE = 500
_DEEPEST = 12
_SPACE = re.compile(r"\s+")
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Structure:
    """`labels` has one label a page, or is empty where the file has none worth showing."""

    outline: tuple[OutlineEntry, ...] = ()
    labels: tuple[str, ...] = ()
    info: SourceInfo = field(default_factory=SourceInfo)
    warnings: tuple[str, ...] = ()


def read_structure(path: Path, page_count: int, *, seconds: float = SECONDS) -> Structure:
    """Never raises for what is wrong with the file."""
    from pypdf import PdfReader  # noqa: PLC0415  loaded in the worker alone

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    warnings: list[str] = []
    no_outline: tuple[OutlineEntry, ...] = ()
    no_labels: tuple[str, ...] = ()

    def attempt(what: str, read: Callable[[], _Part], otherwise: _Part) -> _Part:
        try:
            with deadline(seconds):
                return read()
        except Exception as error:  # noqa: BLE001 - a hostile file makes pypdf raise anything
            warnings.append(f"{what} not read: {type(error).__name__}")
            return otherwise

    with path.open("rb") as file:
        reader = attempt("document structure", lambda: _opened(PdfReader(file)), None)
        if reader is None:
            return Structure(warnings=tuple(warnings))
        outline = attempt("outline", lambda: tuple(_outline(reader, page_count)), no_outline)
        labels = attempt("page labels", lambda: _labels(reader, page_count), no_labels)
        info = attempt("document information", lambda: _info(reader), SourceInfo())
    return Structure(outline, labels, info, tuple(warnings))


def _opened(reader: Any) -> Any:
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _outline(reader: Any, page_count: int) -> Iterator[OutlineEntry]:
    if "/Outlines" not in reader.root_object:
        return
    for count, (level, item) in enumerate(_flattened(reader.outline, 1)):
        if count >= MOST_ENTRIES:
            return
        page = reader.get_destination_page_number(item)
        title = _SPACE.sub(" ", str(item.title or "")).strip()[:_LONGEST_TITLE]
        if title and page is not None and 0 <= page < page_count:
            yield OutlineEntry(title, page + 1, level)


def _flattened(items: list[Any], level: int) -> Iterator[tuple[int, Any]]:
    """pypdf nests the children of an entry in a list after it."""
    for item in items:
        if isinstance(item, list):
            if level < _DEEPEST:
                yield from _flattened(item, level + 1)
        else:
            yield level, item


def _labels(reader: Any, page_count: int) -> tuple[str, ...]:
    """Page labels; none where they only count the pages."""
    if "/PageLabels" not in reader.root_object:
        return ()
    labels = tuple(str(label) for label in reader.page_labels[:page_count])
    counts = labels == tuple(str(number) for number in range(1, len(labels) + 1))
    return () if counts or len(labels) != page_count else labels


def _info(reader: Any) -> SourceInfo:
    found = reader.metadata
    if found is None:
        return SourceInfo()
    return SourceInfo(_clean(found.title), _clean(found.author), _date(found.creation_date))


def _clean(value: object) -> str | None:
    text = _SPACE.sub(" ", str(value)).strip() if value else ""
    return text[:_LONGEST_TITLE] or None


def _date(value: datetime | None) -> date | None:
    if value is None:
        return None
    return value.astimezone(UTC).date() if value.tzinfo else value.date()
