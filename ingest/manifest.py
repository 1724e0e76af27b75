"""Manifests: what the operator says of filings, and which client and wall they belong to.

A CSV or JSON file whose rows name files by `path`, a pattern relative to the manifest or a bare file name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
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

    def __str__(self) -> str:
        return f"{self.place} ({self.pattern})"

    def matches(self, relative: PurePosixPath) -> bool:
        return fnmatchcase(str(relative), self.pattern) or fnmatchcase(relative.name, self.pattern)


@dataclass(frozen=True, slots=True)
class UnusedRows:
    """Rows that name no file, and rows whose files are all named by rows above them."""

    idle: tuple[str, ...]
    shadowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    path: Path
    rows: tuple[ManifestRow, ...]

    def find(self, logical: Path) -> ManifestRow | None:
        """The first row that names the file at `logical`, the path as the operator sees it."""
        return next((row for row in self.rows if self.names(row, logical)), None)

    def names(self, row: ManifestRow, logical: Path) -> bool:
        return row.matches(_relative(logical, self.path.parent))

    def unused(self, met: Sequence[Path]) -> UnusedRows:
        """Those that say nothing of the files at `met`, logical paths."""
        in_force = {row.place for path in met if (row := self.find(path))}
        idle, shadowed = list[str](), list[str]()
        for row in self.rows:
            if row.place not in in_force:
                named = any(self.names(row, path) for path in met)
                (shadowed if named else idle).append(str(row))
        return UnusedRows(tuple(idle), tuple(shadowed))


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
    """Row 1 is the header, the first line, which names the columns."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(path, header)
        for cells in reader:
            if cells:
                place = f"row {reader.line_num}"
                yield place, _by_column(path, place, header, cells)
    except csv.Error as error:
        raise SourceError(f"{path.name}: not a CSV file: {error}.") from error


def _check_header(path: Path, header: Sequence[str]) -> None:
    named = [name for name in header if name]
    if not named:
        raise SourceError(f"{path.name}, header: the first line names no columns, for instance path,client,wall.")
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise SourceError(f"{path.name}, header: put commas between the columns. It is {header[0]!r}.")
    _reject_unknown_columns(path, "header", named)
    twice = [name for name in named if named.count(name) > 1]
    if twice:
        raise SourceError(f"{path.name}, header: the column {twice[0]!r} is there twice.")
    if "path" not in named:
        raise SourceError(f"{path.name}, header: there is no column path, which says what file a row is about.")


def _by_column(path: Path, place: str, header: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    """Columns without a name, as spreadsheets leave them at the right, must be empty."""
    if len(cells) != len(header):
        raise SourceError(f"{path.name}, {place}: it has {len(cells)} fields, and the header {len(header)}.")
    stray = next((cell for name, cell in zip(header, cells, strict=True) if not name and cell.strip()), None)
    if stray is not None:
        raise SourceError(f"{path.name}, {place}: {stray!r} stands in a column without a name.")
    return {name: cell for name, cell in zip(header, cells, strict=True) if name}


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
