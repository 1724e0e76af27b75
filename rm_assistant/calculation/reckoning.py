"""Carrying out a plan: each operand looked up, checked against the others, reckoned exactly and printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Protocol

from rm_assistant.calculation.arithmetic import as_decimal, directed, evaluate
from rm_assistant.calculation.deductions import is_deduction
from rm_assistant.calculation.measures import parts_of_item
from rm_assistant.calculation.notation import operands_of, with_operands
from rm_assistant.calculation.printing import Amount, printed_value, shown, steps
from rm_assistant.calculation.units import UnitsDifferError, is_scale_open, mixing_obstacle, unit_of
from rm_assistant.domain.calculations import (
    BoundOperand,
    Expression,
    NoResult,
    Obstacle,
    Operand,
    Plan,
    Result,
    Unfound,
)
from rm_assistant.domain.documents import Language, StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FoundFigure, Unit, UnitKind
from rm_assistant.language.terms import glossary

_OPERATION = re.compile(r"\b(?:average|mean|growth|percentage|difference|ratio)\b|平均|増減|比率|合計")
_LOSS_WORDS = ("loss", "deficit", "損失", "赤字", "欠損")


class LookUp(Protocol):
    """Finds the figure that an operand asks for."""

    def __call__(self, operand: Operand) -> FoundFigure | Unfound: ...


def carry_out(plan: Plan, look_up: LookUp, language: Language) -> Result | NoResult:
    """By the plan's expression, else by the first of its alternatives that goes. A zero to divide by ends it.

    What stands in the way of the first is what is told.
    """
    told: NoResult | None = None
    for expression in (plan.expression, *plan.alternatives):
        outcome = _with_parts(plan, expression, look_up, language)
        if isinstance(outcome, Result) or outcome.obstacle is Obstacle.DIVISION_BY_ZERO:
            return outcome
        told = told or outcome
    assert told is not None  # noqa: S101  there is one expression at least
    return told


_NOT_PRINTED = frozenset({Obstacle.MISSING, Obstacle.NO_PERIOD})


def _with_parts(plan: Plan, expression: Expression, look_up: LookUp, language: Language) -> Result | NoResult:
    """An item that is not printed is reckoned from its parts, where the glossary knows them and all are printed."""
    outcome = _Attempt(plan, expression, language).run(look_up)
    while isinstance(outcome, NoResult) and outcome.obstacle in _NOT_PRINTED and outcome.operand:
        term, asked = outcome.operand.term, set(operands_of(expression))
        expression = with_operands(expression, partial(_in_parts, term=term))
        in_parts = _Attempt(plan, expression, language).run(look_up)
        if set(operands_of(expression)) == asked or _is_for_want_of_a_part(in_parts, asked):
            break
        outcome = in_parts
    return outcome


def _is_for_want_of_a_part(outcome: Result | NoResult, asked: set[Operand]) -> bool:
    return isinstance(outcome, NoResult) and outcome.operand is not None and outcome.operand not in asked


def _in_parts(operand: Operand, term: str) -> Expression:
    return (parts_of_item(operand) if operand.term == term else None) or operand


class _Attempt:
    """One expression of a plan, with its operands as they are bound."""

    def __init__(self, plan: Plan, expression: Expression, language: Language) -> None:
        self._plan = plan
        self._expression = expression
        self._language = language

    def run(self, look_up: LookUp) -> Result | NoResult:
        """Two operands are never one cell: a figure found for both fits one of them at most."""
        bound: dict[Operand, BoundOperand] = {}
        for operand in dict.fromkeys(operands_of(self._expression)):
            outcome = self._bind(operand, look_up)
            if isinstance(outcome, NoResult):
                return outcome
            if outcome.found.id in {other.found.id for other in bound.values()}:
                return self._failed(Obstacle.AMBIGUOUS, operand, outcome.found.row.label)
            bound[operand] = outcome
        obstacle = mixing_obstacle(tuple(bound.values()))
        return self._failed(obstacle) if obstacle else self._reckon(bound)

    def _bind(self, operand: Operand, look_up: LookUp) -> BoundOperand | NoResult:
        found = look_up(operand)
        if isinstance(found, Unfound):
            return self._failed(found.obstacle, operand, found.detail)
        if _is_elsewhere(operand, found):
            return self._failed(Obstacle.MISSING, operand)
        unsaid = _unsaid_operation(operand, found)
        if unsaid:
            return self._failed(Obstacle.MISSING, operand, unsaid)
        value = _value_of(found.figure)
        if value is None:
            return self._failed(Obstacle.NOT_A_NUMBER, operand, found.figure.text)
        return BoundOperand(operand, found, value * self._sign(operand, found, value))

    def _sign(self, operand: Operand, found: FoundFigure, value: Decimal) -> int:
        """What turns the printed number into the one that the definition means.

        In a formula over several items, expenses and outflows enter by magnitude and a loss as a negative profit. By
        itself an item is given as its statement prints it, but for the outflows of a cash flow statement, and a loss
        to who asks for the profit.
        """
        several = len({each.term for each in operands_of(self._expression)}) > 1
        if _by_magnitude(operand) and (several or found.row.statement is StatementKind.CASH_FLOW):
            return -1 if value < 0 else 1
        if several and found.figure.meant == 1 and is_deduction(found.row):
            return -1
        asks_for_loss = any(word in f"{operand.words or operand.term}".lower() for word in _LOSS_WORDS)
        return 1 if asks_for_loss else found.figure.meant

    def _reckon(self, bound: Mapping[Operand, BoundOperand]) -> Result | NoResult:
        try:
            unit = unit_of(self._expression, lambda operand: bound[operand].found.figure.unit)
            expression = directed(self._expression, lambda operand: Fraction(bound[operand].value))
            value = evaluate(expression, lambda operand: Fraction(bound[operand].value))
        except UnitsDifferError as error:
            return self._failed(Obstacle.UNITS, detail=str(error))
        except ZeroDivisionError:
            return self._failed(Obstacle.DIVISION_BY_ZERO)
        if (unit is None or unit.kind is UnitKind.CURRENCY) and is_scale_open(tuple(bound.values())):
            return self._failed(Obstacle.SCALES)
        scale, decimals = _print_scale(tuple(bound.values()))
        text = shown(Amount(value, unit, scale, decimals), self._plan.shape, self._language)

        def printed(operand: Operand) -> str:
            each = bound[operand]
            return printed_value(Fraction(each.value), each.found.figure.unit, _scale_for(each, scale))

        return Result(
            plan=replace(self._plan, expression=expression),
            exact=as_decimal(value),
            shown=text,
            operands=tuple(bound.values()),
            steps=steps(expression, printed, text),
            unit=unit,
        )

    def _failed(self, obstacle: Obstacle, operand: Operand | None = None, detail: str = "") -> NoResult:
        return NoResult(self._plan, obstacle, operand, detail)


def _is_elsewhere(operand: Operand, found: FoundFigure) -> bool:
    """A definition that wants the line of one statement takes none from a note."""
    defined = operand.statement is not None and not operand.words and glossary().find_key(operand.term) is not None
    return defined and found.row.statement is not operand.statement


def _unsaid_operation(operand: Operand, found: FoundFigure) -> str:
    """The word for an operation in the operand's own words that the figure's place does not say.

    The name of a term of the glossary is a name, whatever words it holds: a filing may print it in another language.
    """
    if glossary().find_key(operand.term) is not None:
        return ""
    place = " ".join((found.row.label, *found.row.path, *found.figure.columns, found.row.title or "")).lower()
    asked = _OPERATION.findall((operand.words or operand.term).lower())
    return next((word for word in asked if word not in place), "")


def _value_of(figure: Figure) -> Decimal | None:
    """A printed dash counts as nothing; words are no number."""
    return Decimal(0) if figure.kind is FigureKind.NIL else figure.value


def _by_magnitude(operand: Operand) -> bool:
    term = glossary().find_key(operand.term)
    return term is not None and term.magnitude


def _print_scale(operands: Sequence[BoundOperand]) -> tuple[int, int]:
    """The scale that all amounts are printed in, 1 where they differ, and the most decimals they print."""
    figures = [each.found.figure for each in operands if each.found.figure.kind is FigureKind.NUMBER]
    amounts = [figure for figure in figures if _is_amount(figure.unit)]
    scales = {figure.scale or 1 for figure in amounts}
    scale = scales.pop() if len(scales) == 1 else 1
    decimals = [_decimals(each.value / scale) for each in amounts if each.value is not None]
    return scale, max(decimals, default=0)


def _scale_for(bound: BoundOperand, scale: int) -> int:
    return scale if _is_amount(bound.found.figure.unit) else 1


def _is_amount(unit: Unit | None) -> bool:
    return unit is None or unit.kind in {
        UnitKind.CURRENCY,
        UnitKind.SHARES,
        UnitKind.PEOPLE,
        UnitKind.COUNT,
        UnitKind.PER_SHARE,
    }


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
