"""Rows of an income statement that print what is taken away as a negative number, while other expenses are positive."""

from __future__ import annotations

import re

from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FigureRow

_EXPENSE = re.compile(r"\bprovision\b|\bexpenses?\b|\btax(?:es)?\b|費用|法人税", re.IGNORECASE)
_BENEFIT_FIRST = re.compile(
    r"\(\s*(?:provision|expense)\w*\s*\)\s*(?:/|and|or)?\s*benefit|\bbenefit\s*(?:/|and|or)?\s*\(\s*(?:provision|expense)",
    re.IGNORECASE,
)
""" "(Provision) benefit for income taxes": what is printed without brackets is income."""
_RESULT = re.compile(r"\b(?:income|earnings|profit|loss)\s+(?:before|after|from)\b|利益|損失", re.IGNORECASE)
_FEWEST = 2


def is_deduction(row: FigureRow) -> bool:
    """Whether a negative number in `row` is the amount of an expense: its label says so, or all its columns agree.

    A benefit is rare in every year that a statement shows.
    """
    if row.statement is not StatementKind.INCOME_STATEMENT or not _EXPENSE.search(row.label):
        return False
    if _BENEFIT_FIRST.search(row.label):
        return True
    values = [figure.value for figure in row.figures if figure.value]
    return not _RESULT.search(row.label) and len(values) >= _FEWEST and all(value < 0 for value in values)
