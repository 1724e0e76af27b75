"""Lists that questions ask for, looked up among the figures of the filings in scope: sales by segment, maturities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import Listed
from rm_assistant.domain.documents import Document
from rm_assistant.domain.figures import FigureRow, FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.listings import Listing, find_listing
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import index_terms
from rm_assistant.ports import Catalog, FigureIndex, Reach
from rm_assistant.retrieval.cell_periods import ANNUAL_FORMS
from rm_assistant.retrieval.listing_layouts import FEWEST_PARTS, Layout, Wanted, is_about, layouts, whole_table
from rm_assistant.retrieval.naming import Names
from rm_assistant.retrieval.parts import parts_of
from rm_assistant.retrieval.periods import ENOUGH_FIT, period_fit
from rm_assistant.retrieval.query import query_of

_MOST_DOCUMENTS, _MOST_ROWS, _MOST_TABLES, _MOST_PERIODS = 4, 120, 30, 3
_SAME_OF_A_PART = {"revenue": "segment_revenue", "operating_income": "segment_income"}
"""What the line of the whole company is called in tables of its parts."""
_EXTERNAL = ("external revenue", "external sales", "revenues from external customers", "外部収益", "外部売上収益")
"""Names that sales have in tables of segments alone."""


class ListFinder:
    """Looks only into filings in scope, and inside the asker's walls."""

    def __init__(self, figures: FigureIndex, catalog: Catalog) -> None:
        self._figures = figures
        self._catalog = catalog

    def find(self, question: ResolvedQuestion, principal: Principal) -> tuple[Listed, ...]:
        """One for each part and period of the question; none where it asks for no list, or none is printed."""
        listing = find_listing(question.text)
        if listing is None:
            return ()
        parts = [each for part in parts_of(question) for each in _by_period(part)]
        found = (self._of_part(part, listing, principal) for part in parts)
        return tuple(each for each in found if each.figures)

    def _of_part(self, question: ResolvedQuestion, listing: Listing, principal: Principal) -> Listed:
        names = _names(listing, question) if listing.item else None
        if listing.item and names is None:
            return Listed(())
        periods = question.scope.periods
        documents = [self._catalog.get(each, principal) for each in question.scope.documents]
        for document in sorted(documents, key=lambda each: _order(each, periods))[:_MOST_DOCUMENTS]:
            of_another = bool(periods) and period_fit(document, periods) < ENOUGH_FIT
            if of_another and not listing.item:
                continue
            wanted = Wanted(listing, names, _period(document, periods), question.scope.companies, dated=of_another)
            figures = self._within(document, wanted, principal)
            if figures:
                return Listed(_only_first(figures) if listing.first.search(question.text) else tuple(figures))
        return Listed(())

    def _within(self, document: Document, wanted: Wanted, principal: Principal) -> Sequence[FoundFigure]:
        tables = list(self._tables(document, wanted, principal))
        if wanted.listing.whole:
            whole = (whole_table(document.id, rows) for rows in tables)
            return next((figures for figures in whole if len(figures) >= FEWEST_PARTS), [])
        found: list[Layout] = [each for rows in tables for each in layouts(document.id, rows, wanted)]
        return max(found, key=lambda each: each.score).figures if found else ()

    def _tables(self, document: Document, wanted: Wanted, principal: Principal) -> Iterator[list[FigureRow]]:
        """The rows of each table that may print the list, the likeliest table first."""
        names = (*wanted.names.english, *wanted.names.japanese) if wanted.names else ()
        terms = dict.fromkeys(term for text in (*names, wanted.listing.words) for term in index_terms(text))
        hits = self._figures.search(tuple(terms), Reach(principal, (document.id,)), _MOST_ROWS)
        rows = self._figures.rows([hit.key for hit in hits], principal)
        tables = dict.fromkeys(row.table for row in rows if row.table and is_about(row, wanted.listing))
        for table in list(tables)[:_MOST_TABLES]:
            yield [row for _, row in self._figures.table(document.id, table, principal)]


def _by_period(question: ResolvedQuestion) -> list[ResolvedQuestion]:
    """The question once for each of its latest periods; itself where it has none."""
    scope = question.scope
    periods = scope.periods[-_MOST_PERIODS:]
    return [replace(question, scope=replace(scope, periods=(period,))) for period in periods] or [question]


def _only_first(figures: Sequence[FoundFigure]) -> tuple[FoundFigure, ...]:
    return tuple(each for each in figures if each.row == figures[0].row)


def _names(listing: Listing, question: ResolvedQuestion) -> Names | None:
    """The names of the item that is asked for; None where the question names none."""
    known = {term.key: term for term in glossary()}
    bare = known.get(listing.item_of(question.text) or "")
    terms = glossary().find(listing.without(question.text)) or ([bare] if bare else query_of(question).asked)
    if not terms:
        return None
    term = terms[0]
    same = known.get(_SAME_OF_A_PART.get(term.key, ""))
    names = [*_all_names(term), *(_all_names(same) if same else ())]
    external = _EXTERNAL if "segment_revenue" in {term.key, same.key if same else ""} else ()
    return Names.of(names[0], (*names[1:], *external), listing.words)


def _all_names(term: Term) -> tuple[str, ...]:
    return (*term.english, *term.japanese)


def _period(document: Document, periods: Sequence[Period]) -> Period | None:
    if periods:
        return periods[-1]
    year = document.metadata.fiscal_year
    return Period(year, document.metadata.fiscal_quarter) if year else None


def _order(document: Document, periods: Sequence[Period]) -> tuple[bool, ...]:
    """Filings of the asked period, then annual ones; the order of the scope holds among equals."""
    annual = document.metadata.form in ANNUAL_FORMS
    quarter = any(period.quarter for period in periods)
    return bool(periods) and period_fit(document, periods) < ENOUGH_FIT, not quarter and not annual
