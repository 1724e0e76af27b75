"""Amounts that proofs add up, the rounding that they allow, and the sum as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from rm_assistant.domain.figures import Figure, FigureKind, Unit, UnitKind

_ADDITIVE: Final = frozenset({UnitKind.CURRENCY, UnitKind.SHARES, UnitKind.PEOPLE, UnitKind.COUNT})
_CUT_OFF: Final = "JPY"
"""Japanese issuers may leave the digits below the unit off rather than round them (連結財務諸表規則 第11条)."""
_SMALL: Final = 20
"""Multiple of the rounding below which any sum would do for a total: it must then be exact."""
ZERO: Final = Decimal(0)


class Amount(NamedTuple):
    """The figure at `place` in row number `row`. `value` is as printed, a dash nothing; `step` the last digit's worth;
    `cut` whether digits below it may have been left off; `whole` whether there were none.
    """

    row: int
    place: int
    value: Decimal
    step: Decimal
    unit: Unit | None
    cut: bool
    whole: bool


def amount(row: int, place: int, figure: Figure) -> Amount | None:
    """None for words, percentages and all else that does not add up."""
    unit = figure.unit
    if figure.part or (unit is not None and unit.kind not in _ADDITIVE):
        return None
    step = _step(figure.text, figure.scale)
    if figure.kind is FigureKind.NIL:
        return Amount(row, place, ZERO, step, unit, cut=False, whole=False)
    if figure.kind is not FigureKind.NUMBER or figure.value is None:
        return None
    cut = unit is not None and unit.currency == _CUT_OFF
    return Amount(row, place, figure.value, step, unit, cut, figure.scale == 1 and step == 1)


def _step(text: str, scale: int | None) -> Decimal:
    return _worth(len(text.partition(".")[2].rstrip(")） %")), scale or 1) if "." in text else _worth(0, scale or 1)


@lru_cache(maxsize=1_000)
def _worth(decimals: int, scale: int) -> Decimal:
    return Decimal(scale).scaleb(-decimals)


def rounding(parts: Sequence[Amount], total: Amount) -> Decimal:
    """The most by which a sum of rounded parts may miss its rounded total: half a printed unit each, or a whole unit a
    part where digits were left off.
    """
    steps = sum((part.step for part in parts), ZERO)
    return max(steps, (steps + total.step) / 2) if total.cut else (steps + total.step) / 2


def is_sum(off: Decimal, parts: Sequence[Amount], total: Amount) -> bool:
    """Whether `parts`, which miss `total` by `off`, are its parts."""
    if not off:
        return True
    most = rounding(parts, total)
    return not total.whole and abs(off) <= most and abs(total.value) >= _SMALL * most


def sum_text(signed: Iterable[Decimal], total: Decimal, step: Decimal, *, passed: bool) -> str:
    """1,200 − 377 = 823, in units of `step`; ≈ where rounding is in between."""
    values = list(signed)
    text = _number(values[0], step) + "".join(_signed(value, step) for value in values[1:])
    sign = "=" if sum(values, ZERO) == total else "≈" if passed else "≠"
    return f"{text} {sign} {_number(total, step)}"


def _signed(value: Decimal, step: Decimal) -> str:
    return f" {'−' if value < 0 else '+'} {_number(abs(value), step)}"


def _number(value: Decimal, step: Decimal) -> str:
    """In printed digits: steps of 10⁶ are a number in millions, of 0.1 one with one decimal."""
    exponent = step.adjusted()
    places = max(0, -exponent)
    shown = value if exponent <= 0 else value.scaleb(-exponent)
    return f"{shown:,.{places}f}".replace("-", "−")
