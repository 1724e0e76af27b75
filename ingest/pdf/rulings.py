"""Cells drawn on a page, as boxes side by side or between rules, and the grid that their edges make."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pdf.frame import Box, Frame
from ingest.pdf.lines import Word

MOST_OBJECTS = 3000
FEW_OBJECTS = 500
"""A page that places every letter by itself has thousands of objects: looking at each would cost more than it gives."""
_THICKEST_RULE = 5.0
_SHORTEST_RULE = 6.0
_TOUCHING = 2.5
_MOST_PLACES = 5000

Span = tuple[int, int, int, int]
"""First row and column of a cell, and the row and column after its last."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A grid of edges from left to right and from top to bottom, and the cells on it."""

    xs: list[float]
    ys: list[float]
    owners: dict[tuple[int, int], Span]
    """The cell at each row and column."""
    filled: bool
    """Made of boxes: as often as not the shading of some rows, not a table's cells."""

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_of(self, word: Word) -> Span | None:
        x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        return self.owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def drawn_boxes(page: Any, frame: Frame, most: int) -> list[Box]:
    """The boxes of all paths on a page, as read, in the order drawn; none where there are more than `most` objects."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > most:
        return []
    edges = tuple(ctypes.c_float() for _ in range(4))
    left, bottom, right, top = (ctypes.byref(edge) for edge in edges)
    bounds: list[tuple[float, ...]] = []
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        drawn = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH
        if drawn and pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            bounds.append(tuple(edge.value for edge in edges))
    if not bounds:
        return []
    lefts, bottoms, rights, tops = (list(values) for values in zip(*bounds, strict=True))
    return list(zip(*frame.read(lefts, tops, rights, bottoms), strict=True))


def find_rulings(boxes: Sequence[Box]) -> list[Ruling]:
    """Grids of at least two rows and two columns; none overlaps another."""
    cells = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) >= _THICKEST_RULE]
    rules = [box for box in boxes if _is_rule(box)]
    found: list[Ruling] = []
    for group, read in [(run, _of_cells) for run in _runs(cells)] + [(run, _of_rules) for run in _joined(_runs(rules))]:
        ruling = read(group)
        if ruling is not None and not any(_touch(ruling.box, other.box, -_TOUCHING) for other in found):
            found.append(ruling)
    return found


def _is_rule(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) < _THICKEST_RULE and max(width, height) >= max(_SHORTEST_RULE, 2 * min(width, height))


def _touch(box: Box, other: Box, margin: float = _TOUCHING) -> bool:
    across = box[0] <= other[2] + margin and box[2] >= other[0] - margin
    return across and box[1] <= other[3] + margin and box[3] >= other[1] - margin


def _around(boxes: Sequence[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _runs(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Runs of boxes of which each touches those before: a table is drawn cell after cell."""
    run: list[Box] = []
    around: Box = (0.0, 0.0, 0.0, 0.0)
    for box in boxes:
        if run and _touch(box, around):
            if box != run[-1]:
                run.append(box)
                around = _around([around, box])
        else:
            if run:
                yield run
            run, around = [box], box
    if run:
        yield run


def _joined(runs: Iterable[list[Box]]) -> list[list[Box]]:
    """Runs that touch made one: the rules of a table may be drawn left sides first."""
    groups: list[tuple[Box, list[Box]]] = []
    for run in runs:
        around, members = _around(run), run
        apart: list[tuple[Box, list[Box]]] = []
        for other, theirs in groups:
            if _touch(around, other):
                around, members = _around([around, other]), theirs + members
            else:
                apart.append((other, theirs))
        groups = [*apart, (around, members)]
    return [members for _, members in groups]


def _distinct(edges: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > _TOUCHING:
            kept.append(edge)
    return kept


def _place(edges: Sequence[float], edge: float) -> int:
    return bisect_right(edges, edge + _TOUCHING) - 1


def _of_cells(cells: Sequence[Box]) -> Ruling | None:
    """Boxes that cover a grid without overlapping."""
    xs = _distinct(edge for cell in cells for edge in (cell[0], cell[2]))
    ys = _distinct(edge for cell in cells for edge in (cell[1], cell[3]))
    places = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 3 or len(ys) < 3 or places > _MOST_PLACES:
        return None
    owners: dict[tuple[int, int], Span] = {}
    for x0, y0, x1, y1 in cells:
        span = (_place(ys, y0), _place(xs, x0), _place(ys, y1), _place(xs, x1))
        for place in _places(span):
            if place in owners:
                return None
            owners[place] = span
    return Ruling(xs, ys, owners, filled=True) if len(owners) > 0.9 * places else None


def _of_rules(rules: Sequence[Box]) -> Ruling | None:
    """Cells between upright and level rules in a closed frame; where a rule is missing, both sides are one."""
    upright = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    level = [rule for rule in rules if rule[3] - rule[1] <= rule[2] - rule[0]]
    xs = _distinct(
        [*((rule[0] + rule[2]) / 2 for rule in upright), *(edge for rule in level for edge in (rule[0], rule[2]))]
    )
    ys = _distinct(
        [*((rule[1] + rule[3]) / 2 for rule in level), *(edge for rule in upright for edge in (rule[1], rule[3]))]
    )
    if len(xs) < 3 or len(ys) < 3 or not upright or (len(xs) - 1) * (len(ys) - 1) > _MOST_PLACES:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = {(row, _place(xs, (x0 + x1) / 2)) for x0, y0, x1, y1 in upright for row in _covered(ys, y0, y1)}
    floors = {(_place(ys, (y0 + y1) / 2), column) for x0, y0, x1, y1 in level for column in _covered(xs, x0, x1)}
    frame = {(row, side) for row in range(rows) for side in (0, columns)} - walls
    if frame or {(side, column) for column in range(columns) for side in (0, rows)} - floors:
        return None
    owners: dict[tuple[int, int], Span] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in owners:
                span = _room(row, column, rows, columns, walls, floors, owners)
                owners |= dict.fromkeys(_places(span), span)
    return Ruling(xs, ys, owners, filled=False)


def _covered(edges: Sequence[float], start: float, end: float) -> range:
    """Places between edges that a rule from `start` to `end` passes from one side to the other."""
    first = bisect_right(edges, start - _TOUCHING)
    return range(first, max(first, bisect_right(edges, end + _TOUCHING) - 1))


def _room(
    row: int,
    column: int,
    rows: int,
    columns: int,
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
    owners: dict[tuple[int, int], Span],
) -> Span:
    right = column + 1
    while right < columns and (row, right) not in walls and (row, right) not in owners:
        right += 1
    bottom = row + 1
    while bottom < rows and not any((bottom, at) in floors or (bottom, at) in owners for at in range(column, right)):
        bottom += 1
    return row, column, bottom, right


def _places(span: Span) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = span
    return ((row, column) for row in range(top, bottom) for column in range(left, right))
