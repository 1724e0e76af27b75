"""Figures as evidence: the rows that looked-up figures stand in, and what was read of the numbers of other rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSpan, Listed, Reckoned
from rm_assistant.domain.calculations import Result
from rm_assistant.domain.documents import DocumentId, Page, SpanKind
from rm_assistant.domain.figures import FigureRow, FoundFigure
from rm_assistant.ports import Catalog, FigureIndex
from rm_assistant.retrieval.rows import rows_of
from rm_assistant.retrieval.spans import FoundSpan


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A span on the page that holds it."""

    document: DocumentId
    page: Page
    span: FoundSpan
    score: float

    @property
    def key(self) -> tuple[DocumentId, int, int]:
        """Two spans that begin at one place are one."""
        return self.document, self.page.number, self.span.start


class FigureSpans:
    """Of one request: pages and tables are fetched once."""

    def __init__(self, index: FigureIndex, catalog: Catalog, principal: Principal) -> None:
        self._index = index
        self._catalog = catalog
        self._principal = principal
        self._pages: dict[tuple[DocumentId, int], Page] = {}
        self._rows: dict[tuple[DocumentId, str], dict[str, FigureRow]] = {}
        self._told: dict[tuple[DocumentId, int, int], FigureRow] = {}

    def of(self, reckoned: Sequence[Reckoned], listed: Sequence[Listed] = ()) -> list[PlacedSpan]:
        """The rows and sentences that lists and operands stand in, in the order of the list or calculation."""
        found = [*(figure for each in listed for figure in each.figures), *_found(reckoned)]
        sentences = (each for each in found if each.row.table is None)
        self._told = {(each.document, each.row.page, each.row.start): each.row for each in sentences}
        return [self._placed(each) for each in found]

    def with_figures(self, span: EvidenceSpan) -> EvidenceSpan:
        """Of a table's row, or of a sentence that a figure was looked up in."""
        told = self._told.get((span.document, span.page, span.start))
        if told is not None:
            return _holding(span, told)
        if span.table_id is None:
            return span
        rows = self._rows_of(span.document, span.table_id)
        row = next((rows[cell.id] for cell in span.cells if cell.id in rows), None)
        return span if row is None else _holding(span, row)

    def _placed(self, found: FoundFigure) -> PlacedSpan:
        page = self._page(found.document, found.row.page)
        return PlacedSpan(found.document, page, _span_of(found, page), score=1.0)

    def _page(self, document: DocumentId, number: int) -> Page:
        key = (document, number)
        if key not in self._pages:
            self._pages[key] = self._catalog.page(document, number, self._principal)
        return self._pages[key]

    def _rows_of(self, document: DocumentId, table: str) -> dict[str, FigureRow]:
        """The rows of a table by the cells of their figures."""
        key = (document, table)
        if key not in self._rows:
            rows = [row for _, row in self._index.table(document, table, self._principal)]
            self._rows[key] = {figure.cell: row for row in rows for figure in row.figures if figure.cell}
        return self._rows[key]


def _holding(span: EvidenceSpan, row: FigureRow) -> EvidenceSpan:
    return replace(span, figures=tuple(FoundFigure(span.document, row, figure) for figure in row.figures))


def cited(reckoned: Sequence[Reckoned], spans: Sequence[EvidenceSpan]) -> tuple[Reckoned, ...]:
    """With the ids of the spans that the operands stand in."""
    return tuple(replace(each, spans=dict(_places(_found([each]), spans))) for each in reckoned)


def cited_lists(listed: Sequence[Listed], spans: Sequence[EvidenceSpan]) -> tuple[Listed, ...]:
    """With the ids of the spans that their figures stand in."""
    return tuple(replace(each, spans=dict(_places(each.figures, spans))) for each in listed)


def _places(figures: Sequence[FoundFigure], spans: Sequence[EvidenceSpan]) -> Iterator[tuple[str, str]]:
    holders = {(span.document, span.page, span.start): span.id for span in reversed(spans)}
    by_cell = {(span.document, cell.id): span.id for span in spans for cell in span.cells}
    for found in figures:
        in_cell = by_cell.get((found.document, found.figure.cell or ""))
        yield found.id, in_cell or holders[found.document, found.row.page, found.row.start]


def _found(reckoned: Sequence[Reckoned]) -> list[FoundFigure]:
    results = [each.outcome for each in reckoned if isinstance(each.outcome, Result)]
    found = [bound.found for result in results for bound in result.operands]
    words = [each.words for each in reckoned if each.words]
    return list({each.id: each for each in (*found, *words)}.values())


def _span_of(found: FoundFigure, page: Page) -> FoundSpan:
    """The table's row, or the sentence."""
    table = next((table for table in page.tables if table.id == found.row.table), None)
    rows = rows_of(table) if table else iter(())
    row = next((row for row in rows if any(cell.id == found.figure.cell for cell in row.cells)), None)
    if row is None:
        return FoundSpan(SpanKind.SENTENCE, found.row.start, found.row.end, 1.0)
    return FoundSpan(SpanKind.ROW, row.start, row.end, 1.0, row)
