"""Rows that may hold what is looked up, out of the index of figures and inside the scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rm_assistant.domain.documents import DocumentId, StatementKind
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.terms import Term
from rm_assistant.ports import FigureIndex, Reach, RowHit, RowKey
from rm_assistant.retrieval.figures.asked import FigureQuestion

Rows = dict[RowKey, FigureRow]

_MOST_ROWS = 120
_MOST_ROWS_OF_A_MEMBER = 200
"""A member's id is not among the words that filings print: more rows are looked at for its name."""
_MOST_FURTHER_ROWS = 60
"""Of the filings that are not of the asked period."""
_FEW_ROWS = 100
"""So many are read whatever their score."""
_LEAST_SHARE = 0.4
"""Of the score of the likeliest row. Rows that say less of what is asked hold the right figure so seldom that reading
them costs more than it finds."""
_ON_EVERY = {
    StatementKind.INCOME_STATEMENT: ("net_income", "pretax_income", "revenue", "income_taxes"),
    StatementKind.COMPREHENSIVE_INCOME: ("comprehensive_income", "net_income"),
    StatementKind.BALANCE_SHEET: ("total_assets", "current_assets"),
    StatementKind.CASH_FLOW: ("operating_cash_flow", "financing_cash_flow"),
}
_FEW_OF_STATEMENTS = 60
_MOST_FILINGS = 6
"""Of one company the filings nearest to the asked period: later ones show it for comparison."""


def scoped(reach: Reach, question: ResolvedQuestion) -> Reach:
    """`reach` with the nearest documents of the question's scope alone."""
    inside = question.scope.documents
    if reach.documents is not None:
        inside = tuple(document for document in inside if document in reach.documents)
    if question.scope.companies:
        inside = inside[:_MOST_FILINGS]
    return replace(reach, documents=inside)


def find_rows(asked: FigureQuestion, reach: Reach, index: FigureIndex, own: Sequence[DocumentId] = ()) -> Rows:
    """The likeliest rows in `reach`. Filings of the asked period, `own`, and the others do not crowd each other out."""
    within = reach.documents or ()
    first = tuple(document for document in within if document in own) or within
    further = tuple(document for document in within if document not in first)
    items = [item.key for item in asked.items]
    most = _MOST_ROWS if asked.member is None else _MOST_ROWS_OF_A_MEMBER
    hits = _likely(index.search(asked.terms, replace(reach, documents=first), most, items=items))
    if further:
        hits += _likely(index.search(asked.terms, replace(reach, documents=further), _MOST_FURTHER_ROWS, items=items))
    return _read(hits, reach, index)


def rows_of_item(terms: Sequence[str], item: Term | None, reach: Reach, index: FigureIndex, most: int) -> Rows:
    """The likeliest rows for an item and the words of its names."""
    return _read(index.search(terms, reach, most, items=(item.key,) if item else ()), reach, index)


def rows_of_statements(kinds: Collection[StatementKind], reach: Reach, index: FigureIndex) -> Rows:
    """All rows of the statements of these kinds, which are found by what nearly every one of them prints."""
    items = [item for kind in kinds for item in _ON_EVERY.get(kind, ())]
    found = _read(index.search((), reach, _FEW_OF_STATEMENTS, items=items), reach, index) if items else {}
    tables = dict.fromkeys((key[0], row.table) for key, row in found.items() if row.table and row.statement in kinds)
    return {
        key: row
        for document, table in tables
        for key, row in index.table(document, table, reach.principal)
        if row.statement in kinds
    }


def rows_of_table(table: str, documents: Sequence[DocumentId], reach: Reach, index: FigureIndex) -> Rows:
    """All rows of the table, in the first of `documents` that has it."""
    for document in documents:
        rows = dict(index.table(document, table, reach.principal))
        if rows:
            return rows
    return {}


def _likely(hits: Sequence[RowHit]) -> list[RowHit]:
    """`hits` are best first."""
    least = _LEAST_SHARE * hits[0].score if hits else 0.0
    return [hit for place, hit in enumerate(hits) if place < _FEW_ROWS or hit.score >= least]


def _read(hits: Iterable[RowHit], reach: Reach, index: FigureIndex) -> Rows:
    keys = [hit.key for hit in hits]
    return dict(zip(keys, index.rows(keys, reach.principal), strict=True))
