"""Whether every figure of a claim stands in the spans it cites, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan, Figure
from rm_assistant.domain.figures import FigureId
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.dates import find_periods
from rm_assistant.language.numbers import PrintedNumber, find_numbers
from rm_assistant.verification.agreement import Agreement, SourceNumber, compare, sign_agrees
from rm_assistant.verification.mentions import StatedNumber, stated_numbers
from rm_assistant.verification.signs import says_outward
from rm_assistant.verification.units import PrintedUnit, printed_unit, row_label, scale_said_of_all

_NEAR = Decimal("0.1")
"""A number this close, relative to the claimed one, is shown beside it as what the source says."""
_UNIT_AFTER_DIGITS = re.compile(r"[^\d,.\s()]+\Z")


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """`figures` were found; `loose` counts small numbers that were not found and need not be."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    years: frozenset[int]
    outward: bool
    scale: int | None


def check_figures(
    text: str,
    spans: Sequence[EvidenceSpan],
    question: ResolvedQuestion,
    *,
    calculated: Sequence[PrintedNumber] = (),
) -> FigureCheck:
    """`calculated` are results that the claim works out itself: they are checked as calculations, not looked up."""
    claim = _Claim(text, _years(text, question), says_outward(text), scale_said_of_all(text))
    sources = [source for span in spans for source in source_numbers(span)]
    figures: list[Figure] = []
    findings: list[Finding] = []
    loose: list[str] = []
    for stated in stated_numbers(text, spans, question):
        if _is_result(stated.number, calculated):
            continue
        agreement, source = _best(stated.number, sources, claim)
        match = source if agreement in {Agreement.EQUAL, Agreement.UNIT_UNKNOWN} else None
        if stated.named and (match or stated.loose) and not (match and match.stands_alone):
            continue  # a name's number, or a note's
        if match:
            figures.append(figure_of(stated.number, match))
        elif stated.loose:
            loose.append(stated.number.text)
        findings += _findings(stated, agreement, source, claim)
    return FigureCheck(tuple(figures), tuple(findings), tuple(loose))


def source_numbers(span: EvidenceSpan) -> Iterator[SourceNumber]:
    """The numbers of a span: cell by cell, then those of its text that are in no cell."""
    seen: set[Decimal] = set()
    for cell in span.cells:
        unit = _unit_of_cell(span, cell)
        for number in find_numbers(cell.text):
            seen.add(number.value)
            yield SourceNumber(number, span, cell, unit)
    for number in find_numbers(span.text.replace("\n", " ")):
        if number.value not in seen:
            yield SourceNumber(number, span, None, _unit_of_text(span, number))


def _unit_of_cell(span: EvidenceSpan, cell: EvidenceCell) -> PrintedUnit:
    """With the scale that was read at ingestion, which knows of the whole page, where one was."""
    unit = printed_unit(span, cell)
    scales = {found.figure.scale for found in span.figures if found.figure.cell == cell.id}
    scale = scales.pop() if len(scales) == 1 else None
    return unit if scale is None or unit.percent else replace(unit, scale=scale)


def _unit_of_text(span: EvidenceSpan, number: PrintedNumber) -> PrintedUnit:
    """A table's unit holds for its rows; a sentence states its own."""
    if span.table_id is not None:
        return printed_unit(span, None)
    after_digits = _UNIT_AFTER_DIGITS.search(number.text)
    return PrintedUnit(after_digits[0] if after_digits else None, number.scale, number.percent)


def _years(text: str, question: ResolvedQuestion) -> frozenset[int]:
    """The years a claim is about: its own, else the question's."""
    own = frozenset(mention.fiscal_year for mention in find_periods(text) if mention.fiscal_year is not None)
    return own or frozenset(period.fiscal_year for period in question.scope.periods)


def _is_result(number: PrintedNumber, calculated: Sequence[PrintedNumber]) -> bool:
    return any(abs(number.value) == abs(result.value) and number.percent == result.percent for result in calculated)


def _best(
    claimed: PrintedNumber, sources: Sequence[SourceNumber], claim: _Claim
) -> tuple[Agreement, SourceNumber | None]:
    """The best agreement there is, in a column of the claim's period if there are several; else a number close by."""
    graded = [(_compare(claimed, source, claim), source) for source in sources]
    for agreement in (Agreement.EQUAL, Agreement.UNIT_UNKNOWN, Agreement.SAME_DIGITS):
        found = [source for grade, source in graded if grade is agreement]
        if found:
            return agreement, max(found, key=lambda source: _column_names(source.cell, claim.years))
    return Agreement.NONE, _closest(claimed, sources)


def _compare(claimed: PrintedNumber, source: SourceNumber, claim: _Claim) -> Agreement:
    return compare(claimed, source, scale_of_claim=claim.scale, outward=_is_outward(source, claim))


def _is_outward(source: SourceNumber, claim: _Claim) -> bool:
    return claim.outward or says_outward(row_label(source.span))


def _column_names(cell: EvidenceCell | None, years: frozenset[int]) -> bool:
    columns = " ".join(cell.columns) if cell else ""
    return any(mention.fiscal_year in years for mention in find_periods(columns)) or any(
        str(year) in columns for year in years
    )


def _closest(claimed: PrintedNumber, sources: Sequence[SourceNumber]) -> SourceNumber | None:
    def distance(source: SourceNumber) -> Decimal:
        return abs(abs(source.number.value) - abs(claimed.value))

    alike = [source for source in sources if source.number.percent == claimed.percent]
    closest = min(alike, key=distance, default=None)
    return closest if closest is not None and distance(closest) <= abs(claimed.value) * _NEAR else None


def figure_of(claimed: PrintedNumber, source: SourceNumber) -> Figure:
    """The number of a claim as found."""
    column = " / ".join(source.cell.columns) if source.cell and source.cell.columns else None
    return Figure(
        text=claimed.text,
        value=source.number.value,
        unit=source.unit.text,
        column=column,
        span=source.span.id,
        cell=source.cell.id if source.cell else None,
        figure_id=_figure_id(source),
    )


def _figure_id(source: SourceNumber) -> FigureId | None:
    """Of the figure that was read from the cell, or from this place of a sentence."""
    held = [found for found in source.span.figures if source.cell is None or found.figure.cell == source.cell.id]
    return next((found.id for found in held if found.figure.text.strip("()$¥ ") in source.number.text), None)


def _findings(
    stated: StatedNumber, agreement: Agreement, source: SourceNumber | None, claim: _Claim
) -> Iterator[Finding]:
    found = source.number.text if source else None
    span = source.span.id if source else None
    if agreement is Agreement.UNIT_UNKNOWN:
        yield Finding(FindingCode.UNIT_NOT_STATED, Severity.NOTE, stated.number.text, found, span)
    elif agreement is not Agreement.EQUAL and not stated.loose:
        code = _difference(stated.number, source, claim) if source else FindingCode.FIGURE_NOT_FOUND
        yield Finding(code, Severity.PROBLEM, stated.number.text, _with_unit(source), span)


def _difference(claimed: PrintedNumber, source: SourceNumber, claim: _Claim) -> FindingCode:
    """What it is that differs, where the digits do not."""
    if abs(claimed.value) != abs(source.number.value):
        return FindingCode.FIGURE_DIFFERS
    if not sign_agrees(claimed, source, outward=_is_outward(source, claim)):
        return FindingCode.SIGN_DIFFERS
    unit = claimed.scale or claim.scale or claimed.percent or source.number.percent
    return FindingCode.UNIT_DIFFERS if unit else FindingCode.UNIT_MISSING


def _with_unit(source: SourceNumber | None) -> str | None:
    if source is None:
        return None
    unit = source.unit.text if source.number.scale is None and not source.number.percent else None
    return f"{source.number.text} {unit}" if unit and unit not in source.number.text else source.number.text
