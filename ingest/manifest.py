"""Manifests: what the operator says of filings, and which client and wall they belong to.

A CSV or JSON file whose rows name files by `path`, a pattern relative to the manifest or a bare file name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rm_assistant.domain.documents import (
    FilingForm,
    FilingMetadata,
    Identifier,
    IdentifierKind,
    Language,
    MetadataSource,
)
from rm_assistant.domain.errors import SourceError
from rm_assistant.domain.ingestion import written
from rm_assistant.ports import Overrides

FILE_NAMES: Final = ("manifest.csv", "manifest.json")
"""Picked up by themselves where they lie in a folder that is ingested."""
_MAX_BYTES: Final = 16 << 20
_OWN_COLUMNS: Final = ("path", "client", "wall")
_WALL_LETTERS: Final = 200


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """`place` says where it stands ("row 3"), for messages."""

    place: str
    pattern: str
    overrides: Overrides

    def matches(self, relative: PurePosixPath) -> bool:
        return fnmatchcase(str(relative), self.pattern) or fnmatchcase(relative.name, self.pattern)


@dataclass(frozen=True, slots=True)
class Manifest:
    path: Path
    rows: tuple[ManifestRow, ...]

    def find(self, logical: Path) -> ManifestRow | None:
        """The first row that names the file at `logical`, the path as the operator sees it."""
        return next((row for row in self.rows if self.names(row, logical)), None)

    def names(self, row: ManifestRow, logical: Path) -> bool:
        return row.matches(_relative(logical, self.path.parent))


def load(path: Path) -> Manifest:
    """Raises SourceError that names the row and what is allowed there."""
    text = _text(path)
    rows = _json_rows(path, text) if path.suffix.lower() == ".json" else _csv_rows(path, text)
    filled = ((place, values) for place, values in rows if any(text.strip() for text in values.values()))
    return Manifest(path, tuple(_row(path, place, values) for place, values in filled))


def apply(overrides: Overrides, metadata: FilingMetadata) -> FilingMetadata:
    """`metadata` with the manifest's fields in place of those read; `overrides` were checked by `load`."""
    values: dict[str, Any] = {}
    identifiers = list(metadata.identifiers)
    for column, text in overrides.metadata.items():
        if column in _IDENTIFIERS:
            kind = IdentifierKind(column)
            identifiers = [known for known in identifiers if known.kind is not kind] + [Identifier(kind, text)]
            values["identifiers"] = tuple(identifiers)
        else:
            values[column] = _FIELDS[column](text)
    sources = metadata.sources | dict.fromkeys(values, MetadataSource.MANIFEST)
    return replace(metadata, **values, sources=sources)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SourceError(f"{path.name}: larger than {_MAX_BYTES >> 20} MiB is no manifest.")
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"The manifest {path} cannot be read: {error.strerror}.") from error
    for encoding in ("utf-8-sig", "cp932"):  # the second is what Excel writes in Japan
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(f"{path.name}: not a text file. Save it as CSV in UTF-8.")


def _csv_rows(path: Path, text: str) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Row 1 is the first line, which names the columns."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        for values in reader:
            place = f"row {reader.line_num}"
            if None in values or None in values.values():
                raise SourceError(f"{path.name}, {place}: its number of fields differs from that of the columns.")
            yield place, values
    except csv.Error as error:
        raise SourceError(f"{path.name}: not a CSV file: {error}.") from error


def _json_rows(path: Path, text: str) -> Iterable[tuple[str, Mapping[str, str]]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path.name}: not JSON: {error}.") from error
    if not isinstance(rows, list):
        raise SourceError(f"{path.name}: must be a list of objects, each with a path.")
    for number, values in enumerate(rows, start=1):
        place = f"row {number}"
        if not isinstance(values, dict) or any(isinstance(value, dict | list) for value in values.values()):
            raise SourceError(f"{path.name}, {place}: must be an object of plain values.")
        yield place, {key: _plain(value) for key, value in values.items()}


def _plain(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _row(path: Path, place: str, values: Mapping[str, str]) -> ManifestRow:
    fields = {column.strip().lower(): text.strip() for column, text in values.items() if text.strip()}
    _reject_unknown_columns(path, place, fields)
    pattern = fields.pop("path", "")
    if not pattern:
        raise SourceError(f"{path.name}, {place}: no path. Give a file name, or a pattern such as 2024/*.pdf.")
    client, wall = fields.pop("client", None), fields.pop("wall", None)
    if wall is not None and (len(wall) > _WALL_LETTERS or not wall.isprintable()):
        raise SourceError(f"{path.name}, {place}: wall takes a name of up to {_WALL_LETTERS} printable letters.")
    metadata = {column: _checked(path, place, column, text) for column, text in fields.items()}
    return ManifestRow(place, pattern.replace("\\", "/").removeprefix("./"), Overrides(client, wall, metadata))


def _reject_unknown_columns(path: Path, place: str, columns: Iterable[str]) -> None:
    """A misspelt column would silently do nothing, and the wall is one of them."""
    known = (*_OWN_COLUMNS, *_FIELDS, *_IDENTIFIERS)
    for column in columns:
        if column not in known:
            raise SourceError(f"{path.name}, {place}: {column!r} is no column. There are: {', '.join(known)}.")


def _checked(path: Path, place: str, column: str, text: str) -> str:
    """The value in its one written form: forms and languages as the catalog names them, dates as ISO 8601."""
    try:
        return written(_FIELDS.get(column, str)(text))
    except ValueError as error:
        raise SourceError(f"{path.name}, {place}: {column} is {text!r}: {_EXPECTED[column]}.") from error


def _form(text: str) -> FilingForm:
    forms = {form.value.lower(): form for form in FilingForm}
    return forms[text.lower()] if text.lower() in forms else FilingForm(text)


def _truth(text: str) -> bool:
    values = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.lower() not in values:
        raise ValueError(text)
    return values[text.lower()]


def _year(text: str) -> int:
    year = int(text)
    if not 1900 <= year <= 2999:
        raise ValueError(text)
    return year


def _quarter(text: str) -> int:
    quarter = int(text)
    if not 1 <= quarter <= 4:
        raise ValueError(text)
    return quarter


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _language(text: str) -> Language:
    return Language(text.lower())


def _relative(logical: Path, folder: Path) -> PurePosixPath:
    path = logical.relative_to(folder) if logical.is_relative_to(folder) else Path(logical.name)
    return PurePosixPath(path.as_posix())


_FIELDS: Final[Mapping[str, Callable[[str], Any]]] = {
    "issuer": str,
    "issuer_names": _names,
    "form": _form,
    "language": _language,
    "period_start": date.fromisoformat,
    "period_end": date.fromisoformat,
    "fiscal_year": _year,
    "fiscal_quarter": _quarter,
    "fiscal_label": str,
    "filed_on": date.fromisoformat,
    "amends": _truth,
    "title": str,
}
_IDENTIFIERS: Final = tuple(kind.value for kind in IdentifierKind)
_EXPECTED: Final = {
    "form": "it takes " + ", ".join(form.value for form in FilingForm),
    "language": "it takes en or ja",
    "period_start": "it takes a date such as 2024-03-31",
    "period_end": "it takes a date such as 2024-03-31",
    "filed_on": "it takes a date such as 2024-06-28",
    "fiscal_year": "it takes a year such as 2024",
    "fiscal_quarter": "it takes 1, 2, 3 or 4",
    "amends": "it takes true or false",
}
