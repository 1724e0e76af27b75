"""Whether a calculation is carried out right, from operands that stand in their spans.

Formulas are read and reckoned as those of the product itself are (`calculation`). Arithmetic is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from rm_assistant.calculation import arithmetic
from rm_assistant.calculation.notation import FormulaError, constants_of, parse
from rm_assistant.domain import calculations as expressions
from rm_assistant.domain import figures
from rm_assistant.domain.answers import Calculation, EvidenceSet, EvidenceSpan, Figure, Operand
from rm_assistant.domain.figures import FigureKind, UnitKind
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.language.numbers import PrintedNumber, find_numbers
from rm_assistant.language.words import normalise
from rm_assistant.verification.agreement import Agreement, SourceNumber, compare, last_place
from rm_assistant.verification.figures import figure_of, source_numbers
from rm_assistant.verification.units import printed_unit

LONGEST_FORMULA = 300
CONSTANTS = frozenset({*range(13), 52, 100, 360, 365, 366, *(10**power for power in range(3, 13))})
"""Numbers that a formula may hold besides its operands: averages, months, days, percent and scales."""


@dataclass(frozen=True, slots=True)
class _Value:
    """An operand as written, and in units where the source states its scale; `figure` is it as found."""

    operand: Operand
    written: Fraction
    amount: Fraction
    scale: int | None
    figure: Figure

    @property
    def placed(self) -> Operand:
        return replace(self.operand, cell=self.figure.cell, figure_id=self.figure.figure_id)


def evaluate(formula: str, values: Mapping[str, Fraction]) -> Fraction:
    """Raises FormulaError, and ZeroDivisionError."""
    if len(formula) > LONGEST_FORMULA:
        raise FormulaError("too long")
    named, text = _with_plain_names(normalise(formula), values)
    expression = parse(text)
    foreign = next((value for value in constants_of(expression) if abs(value) not in CONSTANTS), None)
    if foreign is not None:
        raise FormulaError(f"not an operand: {foreign}")
    return arithmetic.evaluate(expression, lambda operand: _named_value(operand, named))


def _named_value(operand: expressions.Operand, values: Mapping[str, Fraction]) -> Fraction:
    """Of an operand by its name alone: a model's formula has no periods to look up."""
    if operand != expressions.Operand(operand.term) or operand.term not in values:
        raise FormulaError(f"not an operand: {operand.term}")
    return values[operand.term]


def _with_plain_names(formula: str, values: Mapping[str, Fraction]) -> tuple[dict[str, Fraction], str]:
    """Operands under names that no parser stumbles over: 売上高(2018) is as good a name as `a`."""
    names = sorted({normalise(name): name for name in values}.items(), key=lambda item: -len(item[0]))
    plain = {folded: f"operand_{index}" for index, (folded, _) in enumerate(names)}
    if not plain:
        return {}, formula
    pattern = "|".join(rf"(?<!\w){re.escape(folded)}(?!\w)" for folded in plain)
    text = re.sub(pattern, lambda match: plain[match[0]], formula)
    return {plain[folded]: values[name] for folded, name in names}, text


@dataclass(frozen=True, slots=True)
class CalculationCheck:
    """`calculation` with the places that its operands were found in, and `figures`, the operands as found there."""

    calculation: Calculation
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def check_calculation(calculation: Calculation, evidence: EvidenceSet, *, outward: bool) -> CalculationCheck:
    """Operands must stand in their spans; each number of the result must agree within its last digit's rounding.

    `outward` says that the claim's words carry a minus ("fell by 5%"), so that the result need not.
    """
    values: list[_Value] = []
    findings: list[Finding] = []
    for operand in calculation.operands:
        value = _operand_value(operand, evidence)
        if value is None:
            findings.append(Finding(FindingCode.OPERAND_NOT_FOUND, Severity.PROBLEM, operand.value, span=operand.span))
        else:
            values.append(value)
    if not findings:
        findings += _check_result(calculation, values, outward=outward)
    placed = {value.operand: value.placed for value in values}
    operands = tuple(placed.get(operand, operand) for operand in calculation.operands)
    return CalculationCheck(
        replace(calculation, operands=operands), tuple(value.figure for value in values), tuple(findings)
    )


def _operand_value(operand: Operand, evidence: EvidenceSet) -> _Value | None:
    span = evidence.get(operand.span)
    numbers = find_numbers(operand.value)
    if span is None or len(numbers) != 1:
        return None
    return _of_figure(operand, numbers[0], span) or _of_text(operand, numbers[0], span)


def _of_figure(operand: Operand, claimed: PrintedNumber, span: EvidenceSpan) -> _Value | None:
    """By the figures that were read of the span at ingestion: exact, a printed dash being nothing."""
    for found in span.figures:
        figure = found.figure
        value = Decimal(0) if figure.kind is FigureKind.NIL else figure.value
        if value is None or abs(_amount(claimed, figure)) != abs(value):
            continue
        sign = -1 if claimed.value < 0 else 1
        unit = next((printed_unit(span, cell).text for cell in span.cells if cell.id == figure.cell), span.unit)
        return _Value(
            operand=operand,
            written=Fraction(claimed.value),
            amount=Fraction(sign * abs(value)),
            scale=figure.scale,
            figure=Figure(
                text=figure.text,
                value=value / (figure.scale or 1),
                unit=unit,
                column=" / ".join(figure.columns) or None,
                span=span.id,
                cell=figure.cell,
                figure_id=found.id,
            ),
        )
    return None


def _amount(claimed: PrintedNumber, figure: figures.Figure) -> Decimal:
    """In base units, in the figure's own scale where the claim says none."""
    if claimed.percent:
        return claimed.value / 100
    percent = figure.unit is not None and figure.unit.kind is UnitKind.PERCENT
    return claimed.value / 100 if percent else claimed.value * (claimed.scale or figure.scale or 1)


def _of_text(operand: Operand, claimed: PrintedNumber, span: EvidenceSpan) -> _Value | None:
    source = next((source for source in source_numbers(span) if _stands_for(claimed, source)), None)
    if source is None:
        return None
    scale = claimed.scale or source.scale
    written = Fraction(claimed.value)
    return _Value(operand, written, written * (scale or 1), scale, figure_of(claimed, source))


def _stands_for(claimed: PrintedNumber, source: SourceNumber) -> bool:
    agreement = compare(claimed, source, scale_of_claim=None, outward=True)
    return agreement >= Agreement.UNIT_UNKNOWN


def _check_result(calculation: Calculation, values: Sequence[_Value], *, outward: bool) -> Iterator[Finding]:
    results = find_numbers(calculation.result)
    try:
        outcomes = list(_outcomes(calculation.formula, values))
    except (FormulaError, ZeroDivisionError):
        outcomes = []
    if not results or not outcomes or not values:
        yield Finding(FindingCode.CALCULATION_INVALID, Severity.PROBLEM, calculation.formula)
        return
    for result in results:
        if not any(_agrees(result, outcome, outward=outward) for outcome in outcomes):
            found = _rounded(_like(result, outcomes[0]), result)
            yield Finding(FindingCode.CALCULATION_DIFFERS, Severity.PROBLEM, calculation.result, found)


def _outcomes(formula: str, values: Sequence[_Value]) -> Iterator[Fraction]:
    """With the operands as written where they share a scale, and in units."""
    if len({value.scale for value in values}) == 1:
        yield evaluate(formula, {value.operand.name: value.written for value in values})
    yield evaluate(formula, {value.operand.name: value.amount for value in values})


def numbers_of(calculation: Calculation) -> list[PrintedNumber]:
    """Those that a claim may state without their standing in its spans: results, operands and constants."""
    texts = (calculation.result, *(operand.value for operand in calculation.operands), *_constants(calculation.formula))
    return [number for text in texts for number in find_numbers(text)]


def _constants(formula: str) -> list[str]:
    return [str(constant) for constant in sorted(CONSTANTS) if re.search(rf"(?<![\w.]){constant}(?![\w.])", formula)]


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
