"""Evidence for a question: sentences and table rows that may be cited, best first, within a budget of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Document, DocumentId
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.terms import Term
from rm_assistant.language.topics import NEAR, OWN, Topic
from rm_assistant.ports import Catalog, FigureIndex
from rm_assistant.retrieval.concepts import Text
from rm_assistant.retrieval.figure_spans import FigureSpans, PlacedSpan, cited, cited_lists
from rm_assistant.retrieval.label_fit import name_fit
from rm_assistant.retrieval.listings import ListFinder
from rm_assistant.retrieval.parts import parts_of
from rm_assistant.retrieval.places import FRONT_PAGES, Places
from rm_assistant.retrieval.query import Query, query_of
from rm_assistant.retrieval.reckoning import Reckoner
from rm_assistant.retrieval.rows import column_names, label_of
from rm_assistant.retrieval.search import RankedPage, Retriever
from rm_assistant.retrieval.span_writer import SpanWriter
from rm_assistant.retrieval.spans import FoundSpan, spans_of
from rm_assistant.retrieval.tokens import estimate_tokens

FEWEST_PAGES, MOST_PAGES = 10, 24
"""Pages that evidence is taken from, by the budget."""
_TOKENS_A_PAGE = 400
_LEADING = 12
"""Spans that stand first, in the order of their score alone; the rest stand together with their table."""
_PAGE_SHARE = 0.5
"""How much a span's page counts beside the span itself."""
_STATEMENT_SHARE = 0.1
"""What a row gains on the statement that the question needs: the same item stands in discussions and notes too."""
_OWN_SECTION, _SECTION_SHARE = 1.2, 0.6
"""What a span counts in a section that is about the question's topic; what it gains elsewhere by speaking of it."""
_CAPTION, _PAGE_INTO_SECTION = 0.2, 0.03
_ROWS_OF_AN_ITEM, _NAMES_IT = 4, 0.6
"""Rows taken first for each of several items, and how well a label must name it."""
_TELLS = 1.0
"""What a sentence or row gains that says the particular that the question asks for."""
_COVERS = 3
"""Filings of which the cover is read where covers tell what is asked."""
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
    def label(self) -> str:
        return label_of(self.span.row, self.ranked.page.text) if self.span.row else ""

    @property
    def names(self) -> Iterator[str]:
        """Of a row, its label and the columns of its cells."""
        if self.span.row:
            columns = column_names(self.span.row.table, self.ranked.page.text)
            yield self.label
            yield from (name for cell in self.span.row.cells for name in columns.get(cell.column, ()))

    @property
    def cost(self) -> int:
        return estimate_tokens(self.text) + _SPAN_OVERHEAD

    @property
    def place(self) -> tuple[int, str, int]:
        """Its page's rank, its table, and where it stands: spans of one table follow each other."""
        table = self.span.row.table.id if self.span.row else ""
        return self.rank, table, self.span.start


class EvidenceFinder:
    """Turns figures that were looked up, and the best pages, into spans with ids of one request."""

    def __init__(self, retriever: Retriever, catalog: Catalog, reckoner: Reckoner, figures: FigureIndex) -> None:
        self._retriever = retriever
        self._catalog = catalog
        self._reckoner = reckoner
        self._figures = figures
        self._lists = ListFinder(figures, catalog)

    def find(self, question: ResolvedQuestion, principal: Principal, nonce: str, token_budget: int) -> EvidenceSet:
        """Spans best first: rows of figures that were looked up, those that fit the question, then the rest of their
        tables and pages within the budget.

        Ids are `nonce-n`, n from 1. Every ranked page gets its best spans in before any page gets all of its own.
        """
        query, parts = query_of(question), parts_of(question)
        places = Places(self._catalog, principal, query.topic)
        figures = FigureSpans(self._figures, self._catalog, principal)
        reckoned = self._reckoner.reckon(question, principal)
        listed = self._lists.find(question, principal)
        looked_up = figures.of(reckoned, listed)
        chosen = _together([self._best(part, places, principal, token_budget // len(parts)) for part in parts])
        placed = [PlacedSpan(each.ranked.document, each.ranked.page, each.span, each.score) for each in chosen]
        once = {place.key: place for place in (*looked_up, *placed)}
        spans = tuple(self._written(once.values(), SpanWriter(places), figures, principal, nonce))
        return EvidenceSet(spans, self._retriever.weigh(query), cited(reckoned, spans), cited_lists(listed, spans))

    def _written(
        self, placed: Iterable[PlacedSpan], writer: SpanWriter, figures: FigureSpans, principal: Principal, nonce: str
    ) -> Iterator[EvidenceSpan]:
        documents: dict[DocumentId, Document] = {}
        for number, each in enumerate(placed, start=1):
            if each.document not in documents:
                documents[each.document] = self._catalog.get(each.document, principal)
            span = writer.write(documents[each.document], each.page, each.span, f"{nonce}-{number}", score=each.score)
            yield figures.with_figures(span)

    def _best(
        self, question: ResolvedQuestion, places: Places, principal: Principal, token_budget: int
    ) -> list[_Scored]:
        limit = max(FEWEST_PAGES, min(MOST_PAGES, token_budget // _TOKENS_A_PAGE))
        pages = self._retriever.read_pages(question, principal, limit)
        pages += self._covers(question, pages, principal)
        return _within(_scored(pages, question, places), query_of(question).asked, token_budget)

    def _covers(
        self, question: ResolvedQuestion, pages: Sequence[RankedPage], principal: Principal
    ) -> Iterator[RankedPage]:
        """The covers of the filings asked of, where the question's topic is one that covers tell."""
        topic = query_of(question).topic
        known = {(page.document, page.page.number) for page in pages}
        for document in question.scope.preferred[:_COVERS] if topic and topic.cover else ():
            for number in self._front(document, principal):
                if (document, number) not in known:
                    yield RankedPage(document, self._catalog.page(document, number, principal), 0.0)

    def _front(self, document: DocumentId, principal: Principal) -> list[int]:
        """The first pages that could be read: before the cover there may be a sheet."""
        found = self._catalog.get(document, principal)
        failed = {page.number for page in found.failed_pages}
        return [number for number in range(1, min(FRONT_PAGES, found.page_count) + 1) if number not in failed]


def _together(parts: Sequence[Sequence[_Scored]]) -> list[_Scored]:
    """The leading spans of the parts by turns, then the rest of each; what two parts found is there once."""
    leading = [item for turn in zip_longest(*(part[:_LEADING] for part in parts)) for item in turn if item]
    rest = [item for part in parts for item in part[_LEADING:]]
    once: dict[tuple[DocumentId, int, int], _Scored] = {}
    for item in (*leading, *rest):
        once.setdefault((item.ranked.document, item.ranked.page.number, item.span.start), item)
    return list(once.values())


def _scored(pages: Sequence[RankedPage], question: ResolvedQuestion, places: Places) -> list[list[_Scored]]:
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
        if query.topic:
            scored = [_raised(item, places, query, query.topic) for item in scored]
        found.append(sorted(scored, key=lambda item: (-item.score, item.span.start)))
    return found


def _raised(item: _Scored, places: Places, query: Query, topic: Topic) -> _Scored:
    """In a section about the topic as a whole, by what else is asked; elsewhere by speaking of the topic.

    What speaks of it counts more where it is likely to stand. Where nothing else is asked, a section is read from its
    beginning.
    """
    if topic.is_particular:
        return replace(item, score=item.score + _TELLS * topic.is_told(item.text, item.names))
    text, place = Text.of(item.text), (item.ranked.document, item.ranked.page.number, item.span.start)
    fit = places.are_about(*place)
    if fit != OWN:
        named = any(concept.word == topic.key and concept.is_in(text) for concept in query.concepts)
        return replace(item, score=item.score + _SECTION_SHARE * (fit or NEAR / 2) * named)
    own = _OWN_SECTION + _CAPTION * (topic.captions and item.span.caption)
    others = [concept for concept in query.concepts if concept.word != topic.key]
    if not others:
        return replace(item, score=own + _PAGE_SHARE - _PAGE_INTO_SECTION * places.pages_into(*place))
    spoken = sum(concept.is_in(text) for concept in others) / len(others)
    return replace(item, score=item.score - item.span.score + spoken + own)


def _within(pages: Sequence[Sequence[_Scored]], asked: Sequence[Term], token_budget: int) -> list[_Scored]:
    chosen: dict[tuple[int, str, int], _Scored] = {}
    spent = 0
    for item in (*_of_each_item(pages, asked), *_in_order_of_need(pages)):
        if item.place not in chosen and spent + item.cost <= token_budget:
            chosen[item.place] = item
            spent += item.cost
    best_first = sorted(chosen.values(), key=lambda item: (-item.score, item.place))
    return [*best_first[:_LEADING], *sorted(best_first[_LEADING:], key=lambda item: item.place)]


def _of_each_item(pages: Sequence[Sequence[_Scored]], asked: Sequence[Term]) -> Iterator[_Scored]:
    """Where several items are asked for, the rows that name each best: the rows of one must not leave out another."""
    rows = [item for spans in pages for item in spans if item.span.row]
    for term in asked if len(asked) > 1 else ():
        fits = [(name_fit(item.label, term), item) for item in rows]
        named = [(fit + item.score, item) for fit, item in fits if fit >= _NAMES_IT]
        yield from (item for _, item in sorted(named, key=lambda pair: -pair[0])[:_ROWS_OF_AN_ITEM])


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
