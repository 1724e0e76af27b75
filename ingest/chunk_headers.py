"""The lines above a passage that say whose it is: searched and embedded with it, never quoted."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.section_headings import slug
from rm_assistant.domain.documents import FilingForm, FilingMetadata, Section, Table

_DOT = " · "
_LONGEST_REPEATED = 300
_LONGEST_HEADING = 120


class Headers:
    """Headers of one filing's passages. Sections are given by index, -1 for none."""

    def __init__(self, sections: Sequence[Section], metadata: FilingMetadata) -> None:
        self._sections = sections
        self._filing = _filing_line(metadata)
        self._paths = _paths(sections)

    def key(self, section: int) -> str | None:
        return self._sections[section].key if section >= 0 else None

    def of(self, section: int, heading: str | None, table: Table | None, repeated: str) -> str:
        """Issuer, period, form and section; then heading, or the table's title and unit; then its header rows."""
        path = self._paths[section] if section >= 0 else ()
        lines = [_DOT.join(part for part in (self._filing, *path) if part)]
        lines.append(_DOT.join(_particulars(heading, table, path)))
        lines.append(repeated[:_LONGEST_REPEATED])
        return "\n".join(line for line in lines if line)


def _filing_line(metadata: FilingMetadata) -> str:
    names = (metadata.issuer, *metadata.issuer_names)
    parts = [" / ".join(dict.fromkeys(name for name in names if name)), _period(metadata)]
    if metadata.form is not FilingForm.OTHER:
        parts.append(metadata.form.value)
    return _DOT.join(part for part in parts if part)


def _period(metadata: FilingMetadata) -> str:
    """FY2018 Q2 (quarter ended June 30, 2018): the year as it is asked for, and as printed."""
    year = f"FY{metadata.fiscal_year}" if metadata.fiscal_year else ""
    if year and metadata.fiscal_quarter:
        year += f" Q{metadata.fiscal_quarter}"
    if not metadata.fiscal_label:
        return year
    return f"{year} ({metadata.fiscal_label})" if year else metadata.fiscal_label


def _paths(sections: Sequence[Section]) -> list[tuple[str, ...]]:
    """Titles of the section and of the highest two above it that are no mere part."""
    above: list[Section] = []
    paths: list[tuple[str, ...]] = []
    for section in sections:
        above = [other for other in above if other.level < section.level]
        above.append(section)
        named = [other.title for other in above if other.level > 1] or [section.title]
        paths.append(tuple(dict.fromkeys([*named[:2], named[-1]])))
    return paths


def _particulars(heading: str | None, table: Table | None, path: Sequence[str]) -> list[str]:
    parts = [table.title if table and table.title else heading]
    if table and table.unit:
        parts.append(table.unit)
    short = [" ".join(part.split())[:_LONGEST_HEADING] for part in parts if part]
    known = {slug(title) for title in path}
    return [part for part in dict.fromkeys(short) if not any(slug(part) in title for title in known)]
