"""Exact arithmetic over expressions: fractions inside, rounded once at the end, half up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, Overflow
from fractions import Fraction

from rm_assistant.domain.calculations import Average, Constant, Expression, Operand, Operation, Operator

_DIGITS = 60
"""Of the decimal that stands for a fraction without an end; more than any sum of printed figures has."""
_CONTEXT = Context(prec=_DIGITS)


def _root(of: Fraction, degree: Fraction) -> Fraction:
    """The real root of a positive number, to 60 digits: the one operation that may not be exact.

    Raises ZeroDivisionError where there is none, or none that can be written.
    """
    if of <= 0 or degree <= 0:
        raise ZeroDivisionError("no real root")
    try:
        return Fraction(_CONTEXT.power(as_decimal(of), as_decimal(1 / degree)))
    except Overflow as error:
        raise ZeroDivisionError("no root that can be written") from error


def bigger_first(left: Fraction, right: Fraction) -> tuple[Fraction, Fraction]:
    """A difference without direction is the bigger less the smaller: of two outflows, the bigger outflow."""
    both_negative = left <= 0 and right <= 0
    return (left, right) if (left < right if both_negative else left > right) else (right, left)


def _difference(left: Fraction, right: Fraction) -> Fraction:
    bigger, smaller = bigger_first(left, right)
    return bigger - smaller


_OPERATORS: Mapping[Operator, Callable[[Fraction, Fraction], Fraction]] = {
    Operator.ADD: Fraction.__add__,
    Operator.SUBTRACT: Fraction.__sub__,
    Operator.MULTIPLY: Fraction.__mul__,
    Operator.DIVIDE: Fraction.__truediv__,
    Operator.DIFFERENCE: _difference,
    Operator.ROOT: _root,
}


def evaluate(expression: Expression, value_of: Callable[[Operand], Fraction]) -> Fraction:
    """Raises ZeroDivisionError, and what `value_of` raises."""
    match expression:
        case Constant(value):
            return Fraction(value)
        case Operand():
            return value_of(expression)
        case Average(parts):
            return sum((evaluate(part, value_of) for part in parts), Fraction()) / len(parts)
        case Operation(operator, left, right):
            return _OPERATORS[operator](evaluate(left, value_of), evaluate(right, value_of))


def directed(expression: Expression, value_of: Callable[[Operand], Fraction]) -> Expression:
    """With every difference that has no direction as a subtraction, the bigger first: what a reader is shown."""
    match expression:
        case Operation(Operator.DIFFERENCE, left, right):
            left, right = directed(left, value_of), directed(right, value_of)
            values = evaluate(left, value_of), evaluate(right, value_of)
            ordered = (left, right) if bigger_first(*values) == values else (right, left)
            return Operation(Operator.SUBTRACT, *ordered)
        case Operation(operator, left, right):
            return Operation(operator, directed(left, value_of), directed(right, value_of))
        case Average(parts):
            return Average(tuple(directed(part, value_of) for part in parts))
        case Constant() | Operand():
            return expression


def as_decimal(value: Fraction) -> Decimal:
    """Exact where the fraction ends within 60 digits."""
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """2.5 → 3 and -2.5 → -3, from the exact value: never from one that was rounded before."""
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(value < 0 < whole), digits, -decimals))
