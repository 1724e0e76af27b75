"""Whether a calculation is carried out right, from operands that stand in their spans.

Formulas are parsed as Python expressions and walked; nothing is evaluated. Arithmetic is exact.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rm_assistant.domain.answers import Calculation, EvidenceSet, Operand
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.language.numbers import PrintedNumber, find_numbers
from rm_assistant.language.words import normalise
from rm_assistant.verification.agreement import Agreement, SourceNumber, compare, last_place
from rm_assistant.verification.figures import source_numbers

LONGEST_FORMULA = 300
_TOKENS = re.compile(r"(?:operand_\d+|\d+(?:\.\d+)?|[-+*/()\s])*")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "·": "*"})
_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: Fraction.__add__,
    ast.Sub: Fraction.__sub__,
    ast.Mult: Fraction.__mul__,
    ast.Div: Fraction.__truediv__,
}
_CONSTANTS = frozenset({*range(1, 13), 52, 100, 360, 365, 366, *(10**power for power in range(3, 13))})
"""Numbers that a formula may hold besides its operands: averages, months, days, percent and scales."""


class FormulaError(ValueError):
    """The formula is not one over operands and constants with + - * / ( )."""


@dataclass(frozen=True, slots=True)
class _Value:
    """An operand as written, and in units where the source states its scale."""

    name: str
    written: Fraction
    amount: Fraction
    scale: int | None


def evaluate(formula: str, values: Mapping[str, Fraction]) -> Fraction:
    """Raises FormulaError, and ZeroDivisionError."""
    if len(formula) > LONGEST_FORMULA:
        raise FormulaError("too long")
    named, text = _with_plain_names(normalise(formula).translate(_SIGNS), values)
    if not _TOKENS.fullmatch(text):
        raise FormulaError("only operands, numbers and + - * / ( )")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise FormulaError("it does not parse") from error
    return _value(tree.body, named)


def _with_plain_names(formula: str, values: Mapping[str, Fraction]) -> tuple[dict[str, Fraction], str]:
    """Operands under names that no parser stumbles over: 売上高(2018) is as good a name as `a`."""
    names = sorted({normalise(name): name for name in values}.items(), key=lambda item: -len(item[0]))
    plain = {folded: f"operand_{index}" for index, (folded, _) in enumerate(names)}
    if not plain:
        return {}, formula
    pattern = "|".join(rf"(?<!\w){re.escape(folded)}(?!\w)" for folded in plain)
    text = re.sub(pattern, lambda match: plain[match[0]], formula)
    return {plain[folded]: values[name] for folded, name in names}, text


def _value(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
            return _OPERATORS[type(operator)](_value(left, values), _value(right, values))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, values)
        case ast.UnaryOp(ast.UAdd(), operand):
            return _value(operand, values)
        case ast.Name(name) if name in values:
            return values[name]
        case ast.Constant((int() | float()) as number) if number in _CONSTANTS:
            return Fraction(number)
        case _:
            raise FormulaError(ast.unparse(node))


def check_calculation(calculation: Calculation, evidence: EvidenceSet, *, outward: bool) -> tuple[Finding, ...]:
    """Operands must stand in their spans; the result must agree within its last printed digit's rounding.

    `outward` says that the claim's words carry a minus ("fell by 5%"), so that the result need not.
    """
    results = find_numbers(calculation.result)
    values: list[_Value] = []
    findings: list[Finding] = []
    for operand in calculation.operands:
        value = _operand_value(operand, evidence)
        if value is None:
            findings.append(Finding(FindingCode.OPERAND_NOT_FOUND, Severity.PROBLEM, operand.value, span=operand.span))
        else:
            values.append(value)
    if not findings:
        result = results[0] if len(results) == 1 else None
        findings += _check_result(calculation, result, values, outward=outward)
    return tuple(findings)


def _operand_value(operand: Operand, evidence: EvidenceSet) -> _Value | None:
    span = evidence.get(operand.span)
    numbers = find_numbers(operand.value)
    if span is None or len(numbers) != 1:
        return None
    claimed = numbers[0]
    source = next((source for source in source_numbers(span) if _stands_for(claimed, source)), None)
    if source is None:
        return None
    scale = claimed.scale or source.scale
    written = Fraction(claimed.value)
    return _Value(operand.name, written, written * (scale or 1), scale)


def _stands_for(claimed: PrintedNumber, source: SourceNumber) -> bool:
    agreement = compare(claimed, source, scale_of_claim=None, outward=True)
    return agreement >= Agreement.UNIT_UNKNOWN


def _check_result(
    calculation: Calculation, result: PrintedNumber | None, values: Sequence[_Value], *, outward: bool
) -> Iterator[Finding]:
    try:
        outcomes = list(_outcomes(calculation.formula, values))
    except (FormulaError, ZeroDivisionError):
        outcomes = []
    if result is None or not outcomes or not values:
        yield Finding(FindingCode.CALCULATION_INVALID, Severity.PROBLEM, calculation.formula)
    elif not any(_agrees(result, outcome, outward=outward) for outcome in outcomes):
        found = _rounded(_like(result, outcomes[0]), result)
        yield Finding(FindingCode.CALCULATION_DIFFERS, Severity.PROBLEM, calculation.result, found)


def _outcomes(formula: str, values: Sequence[_Value]) -> Iterator[Fraction]:
    """With the operands as written where they share a scale, and in units."""
    if len({value.scale for value in values}) == 1:
        yield evaluate(formula, {value.name: value.written for value in values})
    yield evaluate(formula, {value.name: value.amount for value in values})


def _agrees(result: PrintedNumber, outcome: Fraction, *, outward: bool) -> bool:
    scale = result.scale or 1
    stated, tolerance = Fraction(result.value) * scale, Fraction(last_place(result)) * scale / 2
    readings = [outcome, outcome * 100] if result.percent else [outcome]
    if outward or result.bracketed:
        readings += [-reading for reading in readings]
    return any(abs(stated - reading) <= tolerance for reading in readings)


def _like(result: PrintedNumber, outcome: Fraction) -> Fraction:
    """The outcome in the terms of the result: in percent, in its scale."""
    if result.percent:
        return outcome * 100 if abs(outcome) < 1 else outcome
    return outcome / (result.scale or 1)


def _rounded(outcome: Fraction, result: PrintedNumber) -> str:
    exact = Decimal(outcome.numerator) / Decimal(outcome.denominator)
    return f"{round(exact, result.decimals):,}{'%' if result.percent else ''}"
