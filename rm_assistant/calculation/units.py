"""What a calculation's units come to, and which figures do not mix."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rm_assistant.calculation.likeness import are_unlike
from rm_assistant.domain.calculations import (
    Average,
    BoundOperand,
    Constant,
    Expression,
    Obstacle,
    Operand,
    Operation,
    Operator,
)
from rm_assistant.domain.figures import Figure, FigureKind, Unit, UnitKind

PURE = Unit(UnitKind.PURE)
RATIO = Unit(UnitKind.RATIO)

_NUMBERS = frozenset({UnitKind.PURE, UnitKind.RATIO, UnitKind.PERCENT})
"""Units of a bare number: they mix."""
_PRODUCTS = {frozenset({UnitKind.SHARES, UnitKind.PER_SHARE}): UnitKind.CURRENCY}
_QUOTIENTS = {
    (UnitKind.CURRENCY, UnitKind.SHARES): UnitKind.PER_SHARE,
    (UnitKind.CURRENCY, UnitKind.PER_SHARE): UnitKind.SHARES,
    (UnitKind.CURRENCY, UnitKind.PEOPLE): UnitKind.CURRENCY,
    (UnitKind.CURRENCY, UnitKind.COUNT): UnitKind.CURRENCY,
}


class UnitsDifferError(ValueError):
    """The message names both units."""


def unit_of(expression: Expression, unit_of_operand: Callable[[Operand], Unit | None]) -> Unit | None:
    """None where a unit that it takes is not printed. Raises UnitsDifferError where yen meet dollars, people shares."""
    match expression:
        case Constant():
            return PURE
        case Operand():
            return unit_of_operand(expression)
        case Average(parts):
            return _common([unit_of(part, unit_of_operand) for part in parts])
        case Operation(operator, left, right):
            return _combined(operator, unit_of(left, unit_of_operand), unit_of(right, unit_of_operand))


def _combined(operator: Operator, left: Unit | None, right: Unit | None) -> Unit | None:
    if operator in {Operator.ADD, Operator.SUBTRACT, Operator.DIFFERENCE}:
        return _common([left, right])
    if operator is Operator.ROOT:
        return left
    if left is None or right is None:
        return None
    return _product(left, right) if operator is Operator.MULTIPLY else _quotient(left, right)


def _common(units: Sequence[Unit | None]) -> Unit | None:
    """A percentage, kept as a hundredth of what is printed, does not meet a number of which no unit is known."""
    known = [unit for unit in units if unit is not None]
    if len(known) < len(units) and any(unit.kind is UnitKind.PERCENT for unit in known):
        raise UnitsDifferError(UnitKind.PERCENT.value)
    for unit in known[1:]:
        _require_same(known[0], unit)
    telling = [unit for unit in known if unit.kind is not UnitKind.PURE] or known
    return telling[0] if telling else None


def _require_same(one: Unit, other: Unit) -> None:
    numbers = one.kind in _NUMBERS and other.kind in _NUMBERS
    kinds = one.kind is other.kind or numbers
    currencies = not one.currency or not other.currency or one.currency == other.currency
    if not kinds or not currencies:
        raise UnitsDifferError(f"{_name(one)}, {_name(other)}")


def _product(left: Unit, right: Unit) -> Unit | None:
    """A ratio times 100, or days, is a ratio no more."""
    if {left.kind, right.kind} == {UnitKind.RATIO, UnitKind.PURE}:
        return PURE
    for one, other in ((left, right), (right, left)):
        if one.kind in _NUMBERS:
            return other
    kind = _PRODUCTS.get(frozenset({left.kind, right.kind}))
    return Unit(kind, left.currency or right.currency) if kind else None


def _quotient(left: Unit, right: Unit) -> Unit | None:
    if right.kind in _NUMBERS:
        return RATIO if left.kind in _NUMBERS else left
    if left.kind is right.kind:
        _require_same(left, right)
        return RATIO
    kind = _QUOTIENTS.get((left.kind, right.kind))
    return Unit(kind, left.currency) if kind else None


def _name(unit: Unit) -> str:
    return unit.currency or unit.measure or unit.kind.value


def mixing_obstacle(operands: Sequence[BoundOperand]) -> Obstacle | None:
    """Why the figures must not meet in one calculation, whatever it is; None where they may."""
    figures = [bound.found.figure for bound in operands]
    if len({figure.basis for figure in figures if figure.basis}) > 1:
        return Obstacle.BASES
    if len({figure.period.months for figure in figures if figure.period.months}) > 1:
        return Obstacle.PERIOD_LENGTHS
    amounts = [figure for figure in figures if figure.kind is FigureKind.NUMBER and _is_scaled(figure.unit)]
    if len({figure.scale is None for figure in amounts}) > 1:
        return Obstacle.SCALES
    return Obstacle.AMBIGUOUS if are_unlike(operands) else None


_WHOLE = 10**6
_CENTS = -2


def is_scale_open(operands: Sequence[BoundOperand]) -> bool:
    """Whether amounts of money may be thousands or millions: nothing says, and none is big or exact enough to tell."""
    money = [bound.found.figure for bound in operands if _is_money(bound.found.figure)]
    return bool(money) and all(figure.scale is None for figure in money) and not any(map(_tells_itself, money))


def _is_money(figure: Figure) -> bool:
    return figure.kind is FigureKind.NUMBER and figure.unit is not None and figure.unit.kind is UnitKind.CURRENCY


def _tells_itself(figure: Figure) -> bool:
    """1,226,114 is no number of thousands, and 20.53 a price."""
    exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
    cents = isinstance(exponent, int) and exponent <= _CENTS
    return cents or (figure.value is not None and abs(figure.value) >= _WHOLE)


def _is_scaled(unit: Unit | None) -> bool:
    return unit is None or unit.kind is UnitKind.CURRENCY
