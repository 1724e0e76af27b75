"""Whether every figure of a claim stands in the spans it cites, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan, Figure
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.dates import find_periods
from rm_assistant.language.numbers import PrintedNumber, find_numbers
from rm_assistant.verification.agreement import Agreement, SourceNumber, compare
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
        if source is not None and agreement in {Agreement.EQUAL, Agreement.UNIT_UNKNOWN}:
            figures.append(_figure(stated.number, source))
        elif stated.loose:
            loose.append(stated.number.text)
        findings += _findings(stated, agreement, source)
    return FigureCheck(tuple(figures), tuple(findings), tuple(loose))


def source_numbers(span: EvidenceSpan) -> Iterator[SourceNumber]:
    """The numbers of a span: cell by cell, then those of its text that are in no cell."""
    seen: set[Decimal] = set()
    for cell in span.cells:
        unit = printed_unit(span, cell)
        for number in find_numbers(cell.text):
            seen.add(number.value)
            yield SourceNumber(number, span, cell, unit)
    for number in find_numbers(span.text):
        if number.value not in seen:
            yield SourceNumber(number, span, None, _unit_of_text(span, number))


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
    outward = claim.outward or says_outward(row_label(source.span))
    return compare(claimed, source, scale_of_claim=claim.scale, outward=outward)


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


def _figure(claimed: PrintedNumber, source: SourceNumber) -> Figure:
    column = " / ".join(source.cell.columns) if source.cell and source.cell.columns else None
    return Figure(
        text=claimed.text,
        value=source.number.value,
        unit=source.unit.text,
        column=column,
        span=source.span.id,
        cell=source.cell.id if source.cell else None,
    )


def _findings(stated: StatedNumber, agreement: Agreement, source: SourceNumber | None) -> Iterator[Finding]:
    found = source.number.text if source else None
    span = source.span.id if source else None
    if agreement is Agreement.UNIT_UNKNOWN:
        yield Finding(FindingCode.UNIT_NOT_STATED, Severity.NOTE, stated.number.text, found, span)
    elif agreement is not Agreement.EQUAL and not stated.loose:
        code = FindingCode.FIGURE_DIFFERS if source else FindingCode.FIGURE_NOT_FOUND
        yield Finding(code, Severity.PROBLEM, stated.number.text, _with_unit(source), span)


def _with_unit(source: SourceNumber | None) -> str | None:
    if source is None:
        return None
    unit = source.unit.text if source.number.scale is None and not source.number.percent else None
    return f"{source.number.text} {unit}" if unit and unit not in source.number.text else source.number.text
