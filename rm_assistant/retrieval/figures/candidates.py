"""Rows that may hold what a question asks for, out of the index of figures and inside the scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.ports import FigureIndex, Reach, RowKey
from rm_assistant.retrieval.figures.asked import FigureQuestion

_MOST_ROWS = 200
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


def find_rows(asked: FigureQuestion, reach: Reach, index: FigureIndex) -> dict[RowKey, FigureRow]:
    hits = index.search(asked.terms, reach, _MOST_ROWS, items=[item.key for item in asked.items])
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
