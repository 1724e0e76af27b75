"""A result's formula over plain names, with each operand as its cell prints it: what a claim states and checks read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from rm_assistant.calculation.notation import with_operands, write
from rm_assistant.calculation.printing import printed_value
from rm_assistant.domain.calculations import BoundOperand, Operand, Result

_NOT_IN_NAMES = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class NamedOperand:
    """`value` is in the scale that its cell is printed in, signed as it enters the sum."""

    name: str
    value: str
    bound: BoundOperand


def named_operands(result: Result) -> tuple[NamedOperand, ...]:
    """By item and period: `payables_FY2017`."""
    names: dict[str, NamedOperand] = {}
    for bound in result.operands:
        name = _name(bound)
        if name in names:
            name = f"{name}_{len(names) + 1}"
        names[name] = NamedOperand(name, _written(bound), bound)
    return tuple(names.values())


def formula(result: Result) -> str:
    """Over the names of `named_operands`: `payables_FY2017 / cost_of_sales_FY2017`."""
    names = {each.bound.operand: each.name for each in named_operands(result)}
    return write(with_operands(result.plan.expression, lambda operand: Operand(names[operand])))


def _name(bound: BoundOperand) -> str:
    item = _NOT_IN_NAMES.sub("_", bound.operand.term).strip("_") or "figure"
    period = bound.found.figure.period
    year = f"_FY{period.fiscal_year}" if period.fiscal_year else ""
    quarter = f"_Q{period.quarter}" if period.quarter else ""
    return f"{item if not item[0].isdigit() else f'figure_{item}'}{year}{quarter}"


def _written(bound: BoundOperand) -> str:
    figure = bound.found.figure
    return printed_value(Fraction(bound.value), figure.unit, figure.scale or 1)
