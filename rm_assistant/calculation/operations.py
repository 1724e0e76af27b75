"""What the words of change, growth, average and share mean, as expressions over moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce

from rm_assistant.calculation.moments import Moment, earliest_first
from rm_assistant.domain.calculations import Average, Constant, Expression, Operand, Operation, Operator

At = Callable[[Moment], Expression]
"""What is reckoned with, at a moment."""
OverTime = Callable[[At, Sequence[Moment]], Expression]

ONE = Constant(Decimal(1))


def add(left: Expression, right: Expression) -> Expression:
    return Operation(Operator.ADD, left, right)


def subtract(left: Expression, right: Expression) -> Expression:
    return Operation(Operator.SUBTRACT, left, right)


def apart(left: Expression, right: Expression) -> Expression:
    return Operation(Operator.DIFFERENCE, left, right)


def divide(left: Expression, right: Expression) -> Expression:
    return Operation(Operator.DIVIDE, left, right)


def total(parts: Sequence[Expression]) -> Expression:
    return reduce(add, parts)


def average(parts: Sequence[Expression]) -> Expression:
    return Average(tuple(parts)) if len(parts) > 1 else parts[0]


def change(of: At, moments: Sequence[Moment]) -> Expression:
    """The last of the moments less the first, in whatever order they were named."""
    first, *_, last = earliest_first(moments)
    return subtract(of(last), of(first))


def distance(of: At, moments: Sequence[Moment]) -> Expression:
    """How far the first and the last of the moments lie apart."""
    first, *_, last = earliest_first(moments)
    return apart(of(last), of(first))


def growth(of: At, moments: Sequence[Moment]) -> Expression:
    """The change as a share of where it began."""
    first, *_, last = earliest_first(moments)
    return divide(subtract(of(last), of(first)), of(first))


def as_growth(expression: Expression) -> Expression:
    """A change of one item, asked for in percent, is the share by which it grew; other expressions stay."""
    match expression:
        case Operation(Operator.SUBTRACT, Operand() as last, Operand() as first) if last.term == first.term:
            return expression if is_rate(last) else divide(expression, first)
        case Operation(Operator.DIFFERENCE, Operand() as last, Operand() as first) if last.term == first.term:
            return expression if is_rate(last) else divide(subtract(last, first), first)
        case _:
            return expression


def is_rate(expression: Expression) -> bool:
    """Of a line by itself: whether its name says that it is a rate, whose movement is told in points."""
    return isinstance(expression, Operand) and bool(_RATE.search(expression.words or expression.term))


_RATE = re.compile(r"%|\bpercent|\bratio\b|\brate\b|\bmargin\b|率|割合|比率", re.IGNORECASE)


def compound_growth(of: At, moments: Sequence[Moment], years: int) -> Expression:
    """The yearly rate that leads from the first of the moments to the last."""
    first, *_, last = earliest_first(moments)
    ratio = divide(of(last), of(first))
    return subtract(Operation(Operator.ROOT, ratio, Constant(Decimal(years))), ONE)
