"""Totals that equal the rows above them, column by column of a table.

Rows wait in a stack. A row that may be a total takes from its top the run of rows that add up to it, and stands for
them in what follows: so totals of totals add up too. Where none does, but a heading says which rows belong to the
total, the proof has failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby, takewhile
from operator import sub
from typing import Final

from ingest.figures.proofs.amounts import ZERO, Amount, amount, is_sum, rounding, sum_text
from ingest.figures.proofs.labels import Bearing, Line, bearing_of, heading_of, line_of
from ingest.figures.proofs.ledger import Ledger
from rm_assistant.domain.figures import CheckKind, FigureCheck, FigureRow, Role

_LEAST_PARTS: Final = 2
_MOST_PARTS: Final = 60
"""Rows above a total that are looked through."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An amount, and how it counts in a total below it. `first` is the first row that it stands for."""

    amount: Amount
    bearing: Bearing
    first: int
    unproven: bool = False


_Column = list[_Waiting]
"""The rows of one column that no total stands for yet."""


@dataclass(frozen=True, slots=True)
class _Run:
    """The last `length` of a column that add up, with the sign of each."""

    length: int
    signed: tuple[Decimal, ...]


def prove_sums(rows: Sequence[FigureRow], ledger: Ledger) -> None:
    numbered = ((number, row) for number, row in enumerate(rows) if row.table is not None)
    for _, group in groupby(numbered, key=lambda each: (each[1].page, each[1].table)):
        lines = [(number, row, line_of(row.label, row.role, row.item, row.statement)) for number, row in group]
        if any(line is not Line.PART for _, _, line in lines):
            _Table(rows, ledger).read(lines)


class _Table:
    def __init__(self, rows: Sequence[FigureRow], ledger: Ledger) -> None:
        self._rows = rows
        self._ledger = ledger
        self._columns: dict[int, _Column] = {}
        self._first = 0

    def read(self, lines: Sequence[tuple[int, FigureRow, Line]]) -> None:
        self._first = lines[0][0]
        for number, row, line in lines:
            if row.role is Role.COMPONENT:
                continue
            for place, figure in enumerate(row.figures):
                found = amount(number, place, figure)
                if found is not None:
                    self._add(self._columns.setdefault(figure.column, []), found, row, line)

    def _add(self, column: _Column, found: Amount, row: FigureRow, line: Line) -> None:
        bearing = bearing_of(row.label, row.attribution, row.statement)
        first, unproven = found.row, False
        if line is not Line.PART:
            run = _run(column, found, line)
            if run is not None:
                first = self._proven(column, found, run)
            else:
                unproven = line is Line.TOTAL
                self._under_heading(column, found)
        column.append(_Waiting(found, bearing, first, unproven))

    def _proven(self, column: _Column, total: Amount, run: _Run) -> int:
        """Takes the parts off the stack; the first row that the total stands for."""
        parts = column[-run.length :]
        del column[-run.length :]
        if run.length >= _LEAST_PARTS:
            self._enter(run.signed, _amounts(parts), total, passed=True)
        return parts[0].first

    def _under_heading(self, column: _Column, total: Amount) -> None:
        """A total that names the heading over its parts: it has failed if they do not add up."""
        parts = self._parts(column, total)
        direct = [part for part in parts if self._stands_directly(part, total)]
        for tried in (parts, direct):
            if len(tried) >= _LEAST_PARTS and is_sum(_off(tried, total), _amounts(tried), total):
                self._enter(_values(tried), _amounts(tried), total, passed=True)
                return
        if len(parts) >= _LEAST_PARTS and parts == direct and self._fails(parts, total):
            self._enter(_values(parts), _amounts(parts), total, passed=False)

    def _parts(self, column: _Column, total: Amount) -> list[_Waiting]:
        """What stands below the heading that the total names, without what another amount there consists of."""
        heading = heading_of(self._rows[total.row].label)
        first = total.row
        while heading and first > self._first and heading in map(heading_of, self._rows[first - 1].path):
            first -= 1
        parts = [part for part in column if part.first >= first]
        labels = {self._rows[part.amount.row].label for part in parts}
        return [part for part in parts if not labels.intersection(self._rows[part.amount.row].path)]

    def _stands_directly(self, part: _Waiting, total: Amount) -> bool:
        """A total stands a level above its own parts."""
        row = self._rows[part.amount.row]
        path = [heading_of(label) for label in row.path]
        own = heading_of(row.label)
        if own in path and part.first != part.amount.row:
            path = path[: path.index(own)]
        return bool(path) and path[-1] == heading_of(self._rows[total.row].label)

    def _fails(self, parts: Sequence[_Waiting], total: Amount) -> bool:
        """Whether nothing but addition was meant, of what was read in one unit: outside the statements what is netted
        often does not say so.
        """
        if any(part.unproven or not _alike(part.amount, total) for part in parts):
            return False
        off, near = _off(parts, total), rounding(_amounts(parts), total)
        if self._rows[total.row].statement is None and any(abs(off + 2 * value) <= near for value in _values(parts)):
            return False
        return abs(off) > near

    def _enter(self, signed: Sequence[Decimal], parts: Sequence[Amount], total: Amount, *, passed: bool) -> None:
        detail = sum_text(signed, total.value, total.step, passed=passed)
        self._ledger.enter(FigureCheck(CheckKind.ADDS_UP, passed, detail), [*parts, total])
        if passed:
            self._ledger.totals.add(total.row)


def _amounts(parts: Sequence[_Waiting]) -> list[Amount]:
    return [part.amount for part in parts]


def _values(parts: Sequence[_Waiting]) -> list[Decimal]:
    return [part.amount.value for part in parts]


def _off(parts: Sequence[_Waiting], total: Amount) -> Decimal:
    return total.value - sum(_values(parts), ZERO)


def _alike(part: Amount, total: Amount) -> bool:
    """Of one unit; a dash is nothing of any."""
    return part.unit == total.unit or not part.value


def _run(stack: Sequence[_Waiting], total: Amount, line: Line) -> _Run | None:
    """An exact one before one that is off by rounding, a shorter before a longer."""
    least = 1 if line is Line.TOTAL else _LEAST_PARTS
    close: _Run | None = None
    for run in _runs(_alike_above(stack, total), total, line):
        off = total.value - sum(run.signed, ZERO)
        if not off and run.length >= least:
            return run
        if close is None and run.length >= _LEAST_PARTS:
            close = run if is_sum(off, _amounts(stack[-run.length :]), total) else None
    return close


def _alike_above(stack: Sequence[_Waiting], total: Amount) -> list[_Waiting]:
    """Nearest first."""
    return list(takewhile(lambda part: _alike(part.amount, total), reversed(stack[-_MOST_PARTS:])))


def _runs(parts: Sequence[_Waiting], total: Amount, line: Line) -> Iterator[_Run]:
    """The runs that come close to `total`: as signed by any of the ways in which such a line adds up."""
    near = 2 * _MOST_PARTS * total.step
    for signs in _RESULT_SIGNS if line is Line.RESULT else _TOTAL_SIGNS:
        values = [signs(part) for part in parts]
        for length, off in enumerate(accumulate(values, sub, initial=total.value)):
            if length and -near < off < near:
                yield _Run(length, tuple(reversed(values[:length])))
    if line is Line.RESULT:
        yield from _remainders(_values(parts), total, near)


def _remainders(values: Sequence[Decimal], total: Amount, near: Decimal) -> Iterator[_Run]:
    """What is left of the first row after all below it, though no word in them says that they are costs."""
    left = total.value
    for length, value in enumerate(values, start=1):
        if length >= _LEAST_PARTS and -near < left - value < near:
            yield _Run(length, (value, *(-cost for cost in reversed(values[: length - 1]))))
        left += value


def _as_printed(part: _Waiting) -> Decimal:
    return -part.amount.value if part.bearing is Bearing.LESS and part.amount.value > 0 else part.amount.value


def _expenses_lessen(part: _Waiting) -> Decimal:
    return -part.amount.value if part.bearing is not Bearing.ADDS else part.amount.value


def _positive_expenses_lessen(part: _Waiting) -> Decimal:
    lessens = part.bearing is not Bearing.ADDS and part.amount.value > 0
    return -part.amount.value if lessens else part.amount.value


_TOTAL_SIGNS: Final = (_as_printed,)
_RESULT_SIGNS: Final = (_as_printed, _expenses_lessen, _positive_expenses_lessen)
