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
    DIFFERENCE = "↔"
    """How far two numbers lie apart, told without a direction: the bigger less the smaller, negative where both are."""
    ROOT = "√"
    """The `right`-th root of `left`: what a compound growth rate takes."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the definition itself holds: the 365 of days payable."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure to look up: item `term` (key of the glossary, or words as the question has them) of `period`.

    `opening` asks for the balance at the period's beginning; `back` counts periods before `period` (or, where that is
    None, before the latest). `when` is the period in the question's words ("September 30, 2018", "2021-2022"), and
    `words` the item in them where `term` is a key.
    """

    term: str
    period: Period | None = None
    opening: bool = False
    back: int = 0
    when: str = ""
    words: str = ""
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


class Supposition(StrEnum):
    """What a question that is answered by yes or no supposes of a number."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    ROSE = "rose"
    FELL = "fell"
    MOVED = "moved"
    """It asks which way it went: answered by neither yes nor no."""
    THERE = "there"
    """That there is such an amount at all: a dividend, a profit."""
    LOSS = "loss"
    """That a profit is none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be reckoned, before any look-up. `measure` is the glossary's key, None for the question's own.

    `alternatives` are other usual ways to the same, for filings that do not print what the first needs. What `supposes`
    a rise or a fall is the change of a number: a later one less an earlier one.
    """

    expression: Expression
    name: str
    measure: str | None = None
    shape: Shape = Shape()
    alternatives: tuple[Expression, ...] = ()
    supposes: Supposition | None = None


@dataclass(frozen=True, slots=True)
class BoundOperand:
    operand: Operand
    found: FoundFigure
    value: Decimal
    """As it enters the reckoning, in base units, signed as the definition means it."""


@dataclass(frozen=True, slots=True)
class Result:
    """A plan carried out: its expression is the one that was. `exact` is unrounded in base units, `shown` as asked,
    `steps` the sum in printed numbers."""

    plan: Plan
    exact: Decimal
    shown: str
    operands: tuple[BoundOperand, ...]
    steps: str
    unit: Unit | None = None
    """Of `exact`; None where the operands' units are not printed."""


class Obstacle(StrEnum):
    """Why a plan gives no number."""

    MISSING = "missing"
    """No figure for an operand in reach."""
    NO_PERIOD = "no_period"
    """The item is there, and not for the period."""
    AMBIGUOUS = "ambiguous"
    """Several figures fit an operand as well."""
    NOT_A_NUMBER = "not_a_number"
    """The cell found prints words."""
    DIVISION_BY_ZERO = "division_by_zero"
    UNITS = "units"
    """Dollars and yen, or shares and people, do not mix."""
    SCALES = "scales"
    """One operand's scale is printed and the other's is not, or an amount of money's nowhere."""
    BASES = "bases"
    """Consolidated and the filer alone."""
    PERIOD_LENGTHS = "period_lengths"
    """Three months and twelve."""


@dataclass(frozen=True, slots=True)
class Unfound:
    """What a look-up gives for an operand instead of a figure: it is `MISSING`, `NO_PERIOD` or `AMBIGUOUS`."""

    obstacle: Obstacle
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NoResult:
    """A plan that could not be carried out: never a number. `operand` is the first that stood in the way."""

    plan: Plan
    obstacle: Obstacle
    operand: Operand | None = None
    detail: str = ""
