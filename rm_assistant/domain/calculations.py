"""Calculations that can be printed, run exactly and traced to cells: an expression over figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FoundFigure, Unit
from rm_assistant.domain.questions import Period


class Operator(StrEnum):
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "×"
    DIVIDE = "÷"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the definition itself holds: the 365 of days payable."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure to look up: item `term` (key of the glossary, or words as the question has them) of `period`.

    `opening` asks for the balance at the period's beginning.
    """

    term: str
    period: Period | None = None
    opening: bool = False
    statement: StatementKind | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    operator: Operator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of all its parts: two year-ends, three years."""

    parts: tuple[Expression, ...]


Expression = Constant | Operand | Operation | Average


@dataclass(frozen=True, slots=True)
class Shape:
    """How the result is to be given: decimals to round to (half up), the scale and unit of the answer."""

    decimals: int | None = None
    scale: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be reckoned, before any look-up. `measure` is the glossary's key, None for the question's own."""

    expression: Expression
    name: str
    measure: str | None = None
    shape: Shape = Shape()


@dataclass(frozen=True, slots=True)
class BoundOperand:
    operand: Operand
    found: FoundFigure
    value: Decimal
    """As it enters the reckoning, in base units, signed as the definition means it."""


@dataclass(frozen=True, slots=True)
class Result:
    """A plan carried out. `exact` is unrounded in base units, `shown` as asked, `steps` the sum in printed numbers."""

    plan: Plan
    exact: Decimal
    shown: str
    operands: tuple[BoundOperand, ...]
    steps: str
