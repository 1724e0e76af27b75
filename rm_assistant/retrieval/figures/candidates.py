"""Rows that may hold what a question asks for, out of the index of figures and inside the scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.ports import FigureIndex, Reach, RowKey
from rm_assistant.retrieval.figures.asked import FigureQuestion

_MOST_ROWS = 120
_MOST_ROWS_OF_A_MEMBER = 200
"""A member's id is not among the words that filings print: more rows are looked at for its name."""
_MOST_FURTHER_ROWS = 60
"""Of the filings that are not of the asked period."""
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


def find_rows(
    asked: FigureQuestion, reach: Reach, index: FigureIndex, own: Sequence[DocumentId] = ()
) -> dict[RowKey, FigureRow]:
    """The likeliest rows in `reach`. Filings of the asked period, `own`, and the others do not crowd each other out."""
    within = reach.documents or ()
    first = tuple(document for document in within if document in own) or within
    further = tuple(document for document in within if document not in first)
    items = [item.key for item in asked.items]
    most = _MOST_ROWS if asked.member is None else _MOST_ROWS_OF_A_MEMBER
    hits = index.search(asked.terms, replace(reach, documents=first), most, items=items)
    if further:
        hits += index.search(asked.terms, replace(reach, documents=further), _MOST_FURTHER_ROWS, items=items)
    keys = [hit.key for hit in hits]
    return dict(zip(keys, index.rows(keys, reach.principal), strict=True))


def rows_of_table(
    table: str, documents: Sequence[DocumentId], reach: Reach, index: FigureIndex
) -> dict[RowKey, FigureRow]:
    """All rows of the table, in the first of `documents` that has it."""
    for document in documents:
        rows = dict(index.table(document, table, reach.principal))
        if rows:
            return rows
    return {}
