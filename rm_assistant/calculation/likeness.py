"""Whether figures of one item at several times are of one kind: their columns name the same besides the time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from rm_assistant.domain.calculations import BoundOperand
from rm_assistant.language.dates import find_periods
from rm_assistant.language.words import stems

_NO_KIND = frozenset(
    stems(
        "year years quarter quarters month months week weeks period periods ended end ending as of at fiscal financial "
        "restated revised recast reported actual audited unaudited see note notes adjusted january february march "
        "april may june july august september october november december change thousand thousands million millions "
        "beginning start opening closing"
    )
)
"""Words of heads that say when, or how it was printed before."""


def are_unlike(operands: Sequence[BoundOperand]) -> bool:
    """Customers at one year's end are not compared with the customers won in another year, beside it in the row."""
    return any(_is_same_item(one, other) and _differ(one, other) for one, other in combinations(operands, 2))


def _is_same_item(one: BoundOperand, other: BoundOperand) -> bool:
    asked = (one.operand.term, one.operand.words) == (other.operand.term, other.operand.words)
    return asked and one.found.row.table is not None and _table(one) == _table(other)


def _table(bound: BoundOperand) -> tuple[str, int, str | None]:
    return bound.found.document, bound.found.row.page, bound.found.row.table


def _differ(one: BoundOperand, other: BoundOperand) -> bool:
    """In a row by their columns, between rows by their labels, which may name the years."""
    if one.found.row.row == other.found.row.row:
        return _kind(one) != _kind(other)
    return _words(one.found.row.label) != _words(other.found.row.label)


def _kind(bound: BoundOperand) -> frozenset[str]:
    return _words(" ; ".join(bound.found.figure.columns))


@lru_cache(maxsize=4_096)
def _words(heads: str) -> frozenset[str]:
    for mention in reversed(find_periods(heads)):
        heads = f"{heads[: mention.start]} {heads[mention.end :]}"
    return frozenset(word for word in stems(re.sub(r"\d+", " ", heads)) if len(word) > 1 and word not in _NO_KIND)
