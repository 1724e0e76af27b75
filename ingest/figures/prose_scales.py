"""The scale of a table that states none, proven by the text beside it: $24.9 there is "$24.9 million" here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.figures.grid import TableGrid
from rm_assistant.domain.documents import Language, Page, Table
from rm_assistant.domain.figures import FigureKind, UnitKind
from rm_assistant.language.numbers import SCALES
from rm_assistant.language.printed_units import PrintedUnit

_AMOUNT = re.compile(r"(?<![\d.,])(?P<digits>\d[\d,]*(?:\.\d+)?)\s(?P<scale>million|billion|thousand)\b", re.IGNORECASE)
_TELLING = 2
"""Digits that an amount must have, zeros at the end aside: 5 million is found anywhere."""
_ENOUGH = 5
"""Digits that must agree, of all amounts together."""
_SCALES = (1, 10**3, 10**6)


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in base units, rounded to `step`, told in so many `digits`."""

    value: Decimal
    step: Decimal
    digits: int


def scale_told(grid: TableGrid) -> tuple[PrintedUnit, ...]:
    """The scale at which numbers of the table are amounts that its page tells in words, empty where none is sure."""
    if grid.page.language is not Language.ENGLISH:
        return ()
    amounts = frozenset(_amounts(grid.page, grid.table))
    if not amounts:
        return ()
    printed = frozenset(_printed(grid))
    agreed = {scale: _agreement(amounts, printed, scale) for scale in _SCALES}
    scale, digits = max(agreed.items(), key=lambda each: each[1])
    others = sum(agreed.values()) - digits
    return (PrintedUnit(None, scale),) if digits >= _ENOUGH and 2 * others < digits else ()


def _amounts(page: Page, table: Table) -> Iterator[_Amount]:
    text = f"{page.text[: table.start]}\n{page.text[table.end :]}"
    for match in _AMOUNT.finditer(text):
        number, scale = Decimal(match["digits"].replace(",", "")), SCALES[match["scale"].lower()]
        digits = len(str(number).replace(".", "").strip("0"))
        if digits >= _TELLING:
            exponent = number.as_tuple().exponent
            yield _Amount(number * scale, Decimal(scale).scaleb(int(exponent)), digits)


def _printed(grid: TableGrid) -> Iterator[Decimal]:
    for block in grid.blocks:
        for cell in (cell for row in block.rows for cell in row if cell.column not in grid.label_columns):
            value = cell.values[0]
            percent = value.unit is not None and value.unit.kind is UnitKind.PERCENT
            if value.kind is FigureKind.NUMBER and value.value and not percent:
                yield abs(value.value)


def _agreement(amounts: frozenset[_Amount], printed: frozenset[Decimal], scale: int) -> int:
    """How many digits of amounts the numbers print at this scale."""
    return sum(
        amount.digits
        for amount in amounts
        if any(abs(number * scale - amount.value) * 2 <= amount.step for number in printed)
    )
