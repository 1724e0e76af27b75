"""Spans written out with what a reader needs to know of their place: whose, where, under which headings and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import BlockKind, Document, DocumentId, Page, Table
from rm_assistant.language.topics import OWN
from rm_assistant.retrieval.places import Places
from rm_assistant.retrieval.row_paths import Path, row_paths
from rm_assistant.retrieval.rows import Row, column_names
from rm_assistant.retrieval.spans import FoundSpan


@dataclass(frozen=True, slots=True)
class _Around:
    """What a table says of its columns and over its rows, by their numbers."""

    columns: Mapping[int, tuple[str, ...]]
    paths: Mapping[int, Path]


class SpanWriter:
    """What tables say of columns and headings is read once a table."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._around: dict[tuple[DocumentId, int, str], _Around] = {}

    def write(
        self, document: Document, page: Page, found: FoundSpan, span_id: str, *, score: float = 0.0
    ) -> EvidenceSpan:
        sections = self._places.holding(document.id, page.number, found.start)
        span = EvidenceSpan(
            id=span_id,
            kind=found.kind,
            document=document.id,
            document_name=document.name,
            issuer=document.metadata.issuer or document.client,
            form=document.metadata.form,
            fiscal_label=fiscal_label(document),
            page=page.number,
            text=page.text[found.start : found.end],
            start=found.start,
            end=found.end,
            page_label=page.label,
            period_end=document.metadata.period_end,
            rects=page.words.rects(found.start, found.end, page.text),
            anchor=_anchor(page, found.start),
            section=sections[-1].title if sections else None,
            heading=_heading(page, found.start),
            basis=page.basis,
            score=round(score, 4),
            on_topic=self._places.are_about(document.id, page.number, found.start) == OWN,
        )
        return self._with_row(span, page, found.row) if found.row else span

    def _with_row(self, span: EvidenceSpan, page: Page, row: Row) -> EvidenceSpan:
        table = row.table
        around = self._around_rows(span.document, page, table)
        return replace(
            span,
            anchor=span.anchor if len(page.words) else row.cells[0].id,
            table_id=table.id,
            table_title=table.title,
            statement=table.statement,
            unit=table.unit,
            path=around.paths.get(row.index, ()),
            basis=table.basis or page.basis,
            cells=_cells(page, row, around.columns),
        )

    def _around_rows(self, document: DocumentId, page: Page, table: Table) -> _Around:
        key = (document, page.number, table.id)
        if key not in self._around:
            self._around[key] = _Around(column_names(table, page.text), row_paths(page, table))
        return self._around[key]


def _cells(page: Page, row: Row, columns: Mapping[int, tuple[str, ...]]) -> tuple[EvidenceCell, ...]:
    return tuple(
        EvidenceCell(
            id=cell.id,
            text=page.text[cell.start : cell.end],
            columns=columns.get(cell.column, ()),
            rects=page.words.rects(cell.start, cell.end, page.text),
        )
        for cell in row.cells
    )


def fiscal_label(document: Document) -> str:
    """The period as the filing prints it, led by the year that names it; empty where neither is known."""
    metadata = document.metadata
    year = f"FY{metadata.fiscal_year}" if metadata.fiscal_year else ""
    quarter = f" Q{metadata.fiscal_quarter}" if year and metadata.fiscal_quarter else ""
    printed = metadata.fiscal_label or ""
    return f"{year}{quarter} ({printed})" if year and printed else year + quarter or printed


def _anchor(page: Page, start: int) -> str | None:
    inside = [block.anchor for block in page.blocks if block.anchor and block.start <= start < block.end]
    return inside[-1] if inside else None


def _heading(page: Page, start: int) -> str | None:
    above = [block for block in page.blocks if block.kind is BlockKind.HEADING and block.end <= start]
    return " ".join(page.text[above[-1].start : above[-1].end].split()) if above else None
