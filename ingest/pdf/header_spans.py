"""Header cells over several columns, given all the columns they head."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

from ingest.pdf.cells import Column, GridCell
from ingest.pdf.tables import PERIOD

_CENTRING = 0.25
"""Of the distance between columns: a group's middle this much farther off than the nearest may still be meant."""
_CHANGE = re.compile(r"%|\bchanges?\b|\b(?:in|de)crease", re.IGNORECASE)
_PERIOD_ALONE = re.compile(r"(?:fiscal(?: year)?\s*)?(?:19|20)\d\d(?:\s*\(\w\))*$", re.IGNORECASE)

HeaderRow = dict[int, GridCell]


def spread_headers(rows: Sequence[HeaderRow], columns: Sequence[Column]) -> None:
    """Widen the cells of header rows, top first, in place: a cell is centred over its group.

    No two cells of a row share a column, and none spans a fence: a column at which a period's group begins above.
    """
    fences: set[int] = set()
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else {}
        _spread(row, below, columns, rows[-1], fences)
        fences |= _fences(row)


def _spread(
    row: HeaderRow, below: HeaderRow, columns: Sequence[Column], lowest: HeaderRow, fences: Collection[int]
) -> None:
    places = {column for column in row if column}
    taken: set[int] = set()
    for column in sorted(places):
        cell = row[column]
        x0, x1 = min(piece.x0 for piece in cell.pieces), max(piece.x1 for piece in cell.pieces)
        barred = taken | places - {column} | _beyond(column, fences, len(columns)) | _not_compared(cell, lowest)
        first, last = _reached(column, x0, x1, columns, barred)
        grouping = row is not lowest and not _goes_on(below.get(column))
        if grouping and _may_group(cell, column, columns, lowest.get(column)):
            first, last = _widest_centred((first, last), (x0 + x1) / 2, columns, lowest, barred)
        if first != column:
            row[first] = row.pop(column)
        cell.span = last - first + 1
        taken.update(range(first, last + 1))


def _fences(row: HeaderRow) -> set[int]:
    """Where groups of columns begin that a row of headers parts by their periods."""
    groups = [(column, cell.span) for column, cell in row.items() if column and PERIOD.search(cell.text)]
    return {edge for column, span in groups if span > 1 for edge in (column, column + span)}


def _beyond(column: int, fences: Collection[int], count: int) -> set[int]:
    """The columns on the other side of the fences around `column`."""
    first = max((fence for fence in fences if fence <= column), default=1)
    end = min((fence for fence in fences if fence > column), default=count + 1)
    return {*range(1, first), *range(end, count + 1)}


def _reached(column: int, x0: float, x1: float, columns: Sequence[Column], barred: Collection[int]) -> tuple[int, int]:
    """The free columns on both sides of `column` that `x0`..`x1` lies over."""
    first = last = column
    while first > 1 and first - 1 not in barred and columns[first - 2].overlap(x0, x1) > 0:
        first -= 1
    while last < len(columns) and last + 1 not in barred and columns[last].overlap(x0, x1) > 0:
        last += 1
    return first, last


def _not_compared(cell: GridCell, lowest: HeaderRow) -> set[int]:
    """Columns that a head of changes is not over: those that a period heads."""
    if not _CHANGE.search(cell.text):
        return set()
    return {column for column, leaf in lowest.items() if column and _PERIOD_ALONE.match(leaf.text)}


def _goes_on(below: GridCell | None) -> bool:
    """Whether a head goes on in the line below it with a small letter."""
    return below is not None and below.text[:1].islower()


def _may_group(cell: GridCell, column: int, columns: Sequence[Column], leaf: GridCell | None) -> bool:
    """Whether a header cell names a group: a period, off its own column's centre, or over one named by a period."""
    piece, own = cell.pieces[0], columns[column - 1]
    pitch = min((abs(other.centre - own.centre) for other in columns if other is not own), default=float("inf"))
    off_centre = not own.x0 - 1 <= piece.centre <= own.x1 + 1 or abs(piece.centre - own.centre) > 0.3 * pitch
    return PERIOD.search(piece.text) is not None or off_centre or (leaf is not None and leaf.pieces[0].is_year)


def _widest_centred(
    span: tuple[int, int], centre: float, columns: Sequence[Column], lowest: HeaderRow, barred: Collection[int]
) -> tuple[int, int]:
    """The widest range of free columns around `span` of those whose middle is nearest to `centre`."""
    first, last = span
    starts = list(takewhile(lambda at: at not in barred, range(first, 0, -1)))
    ends = list(takewhile(lambda at: at not in barred, range(last, len(columns) + 1)))
    off = {(start, end): _off_centre(centre, columns, lowest, start, end) for start in starts for end in ends}
    most = min(off.values(), default=0.0) + _CENTRING * _pitch(columns)
    fitting = [span for span in off if off[span] <= min(most, _centring_tolerance(columns, span))]
    return max(fitting, key=lambda span: span[1] - span[0], default=(first, last))


def _off_centre(centre: float, columns: Sequence[Column], lowest: HeaderRow, first: int, last: int) -> float:
    """From the middle of the heads below, or of the columns from their currency signs or from the column before."""
    start, end = columns[first - 1], columns[last - 1]
    before = columns[first - 2].x1 if first > 1 else 2 * columns[0].edge - columns[min(1, len(columns) - 1)].edge
    ranges = [(start.outer, end.x1), (before, end.x1)]
    if first < last and first in lowest and last in lowest:
        ranges.append((lowest[first].pieces[0].x0, lowest[last].pieces[-1].x1))
    return min(abs((left + right) / 2 - centre) for left, right in ranges)


def _centring_tolerance(columns: Sequence[Column], span: tuple[int, int]) -> float:
    return max(12.0, 0.08 * (columns[span[1] - 1].x1 - columns[span[0] - 1].outer))


def _pitch(columns: Sequence[Column]) -> float:
    """The least distance between two neighbours; infinite for a single column."""
    return min((right.centre - left.centre for left, right in pairwise(columns)), default=float("inf"))
