"""Results of tools as a model reads them: what a filing says stands inside the fence of the request's sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Reckoned, SpanId
from rm_assistant.domain.calculations import NoResult, Obstacle
from rm_assistant.domain.figures import Figure, FoundFigure, UnitKind
from rm_assistant.prompting.reckoned import render_reckoned
from rm_assistant.prompting.sources import inert, render_sources

_REASONS = {
    Obstacle.MISSING: "no line in the filings that may be read prints it",
    Obstacle.NO_PERIOD: "the line is there, but not for this period",
    Obstacle.AMBIGUOUS: "several figures fit as well: say more (the item in full, period, column, basis or segment)",
    Obstacle.NOT_A_NUMBER: "there are words in its place, no number",
    Obstacle.DIVISION_BY_ZERO: "it divides by zero",
    Obstacle.UNITS: "the operands' units do not mix",
    Obstacle.SCALES: "the scale of one of the operands is not printed",
    Obstacle.BASES: "the figures are not on the same basis, or not on the one asked for",
    Obstacle.PERIOD_LENGTHS: "the operands' periods are not equally long",
}


def render_found(found: FoundFigure, span: EvidenceSpan, *, mark: str) -> str:
    """The line that prints the figure, and which of its numbers it is."""
    told = inert(" | ".join(_told(found.figure)), mark)
    return _fenced([span], [f"Looked up in [{span.id}]: {told}"], mark)


def render_unfound(obstacle: Obstacle) -> str:
    return f"Not disclosed: {_reason(obstacle)}."


def render_result(reckoned: Reckoned, spans: Sequence[EvidenceSpan], *, mark: str) -> str:
    """The result, its formula and operands, and the lines that the operands stand in."""
    result = render_reckoned(EvidenceSet((), reckoned=(reckoned,)), mark=mark)
    return f"{result}\n{_fenced(spans, (), mark)}" if spans else result


def render_no_result(outcome: NoResult) -> str:
    operand = f" ({outcome.operand.words or outcome.operand.term})" if outcome.operand else ""
    return f"No result{operand}: {_reason(outcome.obstacle)}."


def render_error(message: str) -> str:
    return f"Error: {message}."


def _reason(obstacle: Obstacle) -> str:
    return _REASONS.get(obstacle, obstacle.value.replace("_", " "))


def _fenced(spans: Sequence[EvidenceSpan], lines: Iterable[str], mark: str) -> str:
    sources = render_sources(EvidenceSet(tuple(spans)), mark=mark)
    return "\n".join((f"<sources-{mark}>", sources, *lines, f"</sources-{mark}>"))


def _told(figure: Figure) -> Iterator[str]:
    """What is known of a number: where nothing is said of an attribute, it is not known."""
    yield figure.text
    if figure.columns:
        yield f"column: {' / '.join(figure.columns)}"
    yield from _period(figure)
    if figure.unit is not None:
        yield f"unit: {figure.unit.currency or figure.unit.measure or figure.unit.kind}"
    if figure.scale not in {None, 1} and not (figure.unit and figure.unit.kind is UnitKind.PERCENT):
        yield f"in units of {figure.scale:,}"
    if figure.basis is not None:
        yield figure.basis.value.replace("_", " ")
    if figure.member:
        yield f"of: {figure.member}"


def _period(figure: Figure) -> Iterator[str]:
    period = figure.period
    if period.fiscal_year is not None:
        yield f"period: FY{period.fiscal_year}" + (f" Q{period.quarter}" if period.quarter else "")
    if period.end is not None:
        yield f"ends {period.end.isoformat()}"
    if period.months:
        yield f"over {period.months} months"
    if period.forecast:
        yield "a forecast"


def cited(spans: Iterable[EvidenceSpan], ids: Iterable[SpanId]) -> list[EvidenceSpan]:
    """Those of `ids`, in the order of the evidence."""
    wanted = frozenset(ids)
    return [span for span in spans if span.id in wanted]
