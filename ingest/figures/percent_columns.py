"""Columns of percentages that print the sign on the first line and the last alone: reconciliations of tax rates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.figures.grid import GridCell
from ingest.figures.values import PrintedValue
from rm_assistant.domain.figures import FigureKind, UnitKind

_FEWEST = 3
_RATE = re.compile(r"率$")
_ALL = Decimal(100)
_NONE = Decimal(0)


def percent_columns(rows: Sequence[Sequence[GridCell]], labels: frozenset[int]) -> frozenset[int]:
    """Those in which every number between two percentages prints as many decimals as they do, and no unit.

    The last may be one by its label alone: 税効果会計適用後の法人税等の負担率.
    """
    columns: dict[int, list[PrintedValue]] = {}
    ends: dict[int, str] = {}
    for row in rows:
        for cell in row:
            if cell.column not in labels and cell.values[0].kind is FigureKind.NUMBER:
                columns.setdefault(cell.column, []).append(cell.values[0])
                ends[cell.column] = row[0].text
    rates = {column for column, label in ends.items() if _RATE.search(label.strip())}
    return frozenset(
        column for column, values in columns.items() if _are_percentages(values, ends_in_rate=column in rates)
    )


def _are_percentages(values: Sequence[PrintedValue], *, ends_in_rate: bool) -> bool:
    ends = _is_percentage(values[-1]) or ends_in_rate
    if len(values) < _FEWEST or not (_is_percentage(values[0]) and ends):
        return False
    bare = [value for value in values if not _is_percentage(value)]
    alike = {_decimals(value) for value in values}
    plain = all(value.unit is None and value.currency is None for value in bare)
    return plain and len(alike) == 1 and (alike != {0} or _make_up_all(values))


def _make_up_all(values: Sequence[PrintedValue]) -> bool:
    """Shares that add up to the 100 % below them, but for rounding."""
    *parts, whole = [value.value or _NONE for value in values]
    return whole == _ALL and abs(sum(parts, _NONE) - _ALL) <= len(parts) // 2


def _is_percentage(value: PrintedValue) -> bool:
    return value.unit is not None and value.unit.kind is UnitKind.PERCENT


def _decimals(value: PrintedValue) -> int:
    exponent = value.value.as_tuple().exponent if value.value is not None else 0
    return -exponent if isinstance(exponent, int) else 0
