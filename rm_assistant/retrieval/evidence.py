"""Evidence for a question: sentences and table rows that may be cited, best first, within a budget of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceCell, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Document, DocumentId, Page, Section
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.ports import Catalog
from rm_assistant.retrieval.rows import Row, pick_cell
from rm_assistant.retrieval.search import RankedPage, Retriever, query_of
from rm_assistant.retrieval.spans import FoundSpan, columns_by_table, spans_of
from rm_assistant.retrieval.tokens import estimate_tokens

__all__ = ["EvidenceFinder", "pick_cell"]

FEWEST_PAGES, MOST_PAGES = 10, 24
"""Pages that evidence is taken from, by the budget."""
_TOKENS_A_PAGE = 400
_LEADING = 12
"""Spans that stand first, in the order of their score alone; the rest stand together with their table."""
_PAGE_SHARE = 0.5
"""How much a span's page counts beside the span itself."""
_STATEMENT_SHARE = 0.1
"""What a row gains on the statement that the question needs: the same item stands in discussions and notes too."""
_BEST_OF_EACH_PAGE = 3
_SPAN_OVERHEAD = 8
"""Tokens of an id and the line about its place, shared with its neighbours."""


@dataclass(frozen=True, slots=True)
class _Scored:
    """A span on its page; `score` counts both."""

    ranked: RankedPage
    rank: int
    span: FoundSpan
    score: float

    @property
    def text(self) -> str:
        return self.ranked.page.text[self.span.start : self.span.end]

    @property
    def cost(self) -> int:
        return estimate_tokens(self.text) + _SPAN_OVERHEAD

    @property
    def place(self) -> tuple[int, str, int]:
        """Its page's rank, its table, and where it stands: spans of one table follow each other."""
        table = self.span.row.table.id if self.span.row else ""
        return self.rank, table, self.span.start


class EvidenceFinder:
    """Turns the best pages into spans with ids of one request."""

    def __init__(self, retriever: Retriever, catalog: Catalog) -> None:
        self._retriever = retriever
        self._catalog = catalog

    def find(self, question: ResolvedQuestion, principal: Principal, nonce: str, token_budget: int) -> EvidenceSet:
        """Spans best first: those that fit the question, then the rest of their tables and pages within the budget.

        Ids are `nonce-n`, n from 1. Every ranked page gets its best spans in before any page gets all of its own.
        """
        limit = max(FEWEST_PAGES, min(MOST_PAGES, token_budget // _TOKENS_A_PAGE))
        pages = self._retriever.read_pages(question, principal, limit)
        chosen = _within(_scored(pages, question), token_budget)
        documents = {page.document: self._catalog.get(page.document, principal) for page in pages}
        sections = {document: self._catalog.sections(document, principal) for document in documents}
        numbers = count(1)
        writer = _Writer(documents, sections)
        return EvidenceSet(tuple(writer.write(item, f"{nonce}-{next(numbers)}") for item in chosen))


def _scored(pages: Sequence[RankedPage], question: ResolvedQuestion) -> list[list[_Scored]]:
    """The spans of each page, best first."""
    query = query_of(question)
    wanted = frozenset(question.scope.statements)
    top = max((page.score for page in pages), default=1.0) or 1.0
    found = []
    for rank, ranked in enumerate(pages):
        spans = spans_of(ranked.page, query, question.scope.periods)
        share = _PAGE_SHARE * ranked.score / top
        row_share = _STATEMENT_SHARE if wanted.intersection(ranked.page.statements) else 0.0
        scored = [_Scored(ranked, rank, span, span.score + share + (row_share if span.row else 0.0)) for span in spans]
        found.append(sorted(scored, key=lambda item: (-item.score, item.span.start)))
    return found


def _within(pages: Sequence[Sequence[_Scored]], token_budget: int) -> list[_Scored]:
    chosen: dict[tuple[int, str, int], _Scored] = {}
    spent = 0
    for item in _in_order_of_need(pages):
        if item.place not in chosen and spent + item.cost <= token_budget:
            chosen[item.place] = item
            spent += item.cost
    best_first = sorted(chosen.values(), key=lambda item: (-item.score, item.place))
    return [*best_first[:_LEADING], *sorted(best_first[_LEADING:], key=lambda item: item.place)]


def _in_order_of_need(pages: Sequence[Sequence[_Scored]]) -> Iterator[_Scored]:
    """The best spans of every page; the tables that the very best are rows of; then page after page."""
    for spans in pages:
        yield from spans[:_BEST_OF_EACH_PAGE]
    best = sorted((item for spans in pages for item in spans), key=lambda item: -item.score)[:_LEADING]
    yield from best
    tables = dict.fromkeys((item.rank, item.span.row.table.id) for item in best if item.span.row)
    for rank, table in tables:
        yield from _of_table(pages[rank], table)
    for spans in pages:
        yield from spans


def _of_table(spans: Iterable[_Scored], table: str) -> Iterator[_Scored]:
    rows = [item for item in spans if item.span.row and item.span.row.table.id == table]
    yield from sorted(rows, key=lambda item: item.span.start)


class _Writer:
    """Writes spans out with what a reader needs to know of their place."""

    def __init__(
        self, documents: Mapping[DocumentId, Document], sections: Mapping[DocumentId, Sequence[Section]]
    ) -> None:
        self._documents = documents
        self._sections = sections
        self._columns: dict[tuple[DocumentId, int], Mapping[str, Mapping[int, tuple[str, ...]]]] = {}

    def write(self, item: _Scored, span_id: str) -> EvidenceSpan:
        page, found = item.ranked.page, item.span
        document = self._documents[item.ranked.document]
        span = EvidenceSpan(
            id=span_id,
            kind=found.kind,
            document=document.id,
            document_name=document.name,
            issuer=document.metadata.issuer or document.client,
            form=document.metadata.form,
            fiscal_label=fiscal_label(document),
            page=page.number,
            text=item.text,
            start=found.start,
            end=found.end,
            page_label=page.label,
            rects=page.words.rects(found.start, found.end, page.text),
            anchor=_anchor(page, found.start),
            section=_section_title(self._sections[document.id], page.number, found.start),
            basis=page.basis,
            score=round(item.score, 4),
        )
        return self._with_row(span, page, found.row) if found.row else span

    def _with_row(self, span: EvidenceSpan, page: Page, row: Row) -> EvidenceSpan:
        key = (span.document, page.number)
        if key not in self._columns:
            self._columns[key] = columns_by_table(page)
        table = row.table
        return replace(
            span,
            anchor=span.anchor if len(page.words) else row.cells[0].id,
            table_id=table.id,
            table_title=table.title,
            unit=table.unit,
            basis=table.basis or page.basis,
            cells=_cells(page, row, self._columns[key][table.id]),
        )


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


def _section_title(sections: Sequence[Section], page: int, start: int) -> str | None:
    """The innermost section that holds the place."""
    holding = [
        section
        for section in sections
        if section.first_page <= page <= section.last_page and (section.first_page < page or section.start <= start)
    ]
    return (
        max(holding, key=lambda section: (section.level, section.first_page, section.start)).title if holding else None
    )
