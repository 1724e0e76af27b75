"""The machine's verdict on a drafted claim: all checks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rm_assistant.domain.answers import ClaimState, DraftClaim, EvidenceSet, EvidenceSpan, Figure
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.numbers import find_numbers
from rm_assistant.verification.calculations import check_calculation
from rm_assistant.verification.figures import FigureCheck, check_figures
from rm_assistant.verification.quotes import check_quote, is_quoted, is_telling
from rm_assistant.verification.signs import says_outward
from rm_assistant.verification.spans import resolve_spans

_WITHOUT_SOURCE = frozenset({FindingCode.NO_SOURCE, FindingCode.UNKNOWN_SPAN})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`spans` are the known ones among those cited."""

    state: ClaimState
    spans: tuple[EvidenceSpan, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def check_claim(draft: DraftClaim, evidence: EvidenceSet, question: ResolvedQuestion) -> Verdict:
    """A claim with a problem never comes out as matching, stated or calculated."""
    spans, findings = resolve_spans(draft, evidence)
    if not spans:
        return Verdict(ClaimState.NONE, (), (), findings)
    if draft.quote:
        findings += check_quote(draft.quote, spans)
    if draft.calculation:
        findings += check_calculation(draft.calculation, evidence, outward=says_outward(draft.text))
    figures = _check_figures(draft, spans, question)
    findings += figures.findings
    if figures.loose and not figures.figures:
        findings += tuple(Finding(FindingCode.FIGURE_NOT_FOUND, Severity.NOTE, text) for text in figures.loose)
    return Verdict(_state(draft, spans, figures, findings), spans, figures.figures, findings)


def _check_figures(draft: DraftClaim, spans: Sequence[EvidenceSpan], question: ResolvedQuestion) -> FigureCheck:
    results = find_numbers(draft.calculation.result) if draft.calculation else []
    return check_figures(draft.text, spans, question, calculated=results)


def _state(
    draft: DraftClaim, spans: Sequence[EvidenceSpan], figures: FigureCheck, findings: Sequence[Finding]
) -> ClaimState:
    if any(finding.code in _WITHOUT_SOURCE for finding in findings):
        return ClaimState.NONE
    if any(finding.severity is Severity.PROBLEM for finding in findings):
        return ClaimState.DIFFERS
    if findings:
        return ClaimState.UNCHECKED
    if draft.calculation:
        return ClaimState.CALCULATED
    if figures.figures:
        return ClaimState.MATCHES
    return ClaimState.STATED if _is_stated(draft, spans) else ClaimState.UNCHECKED


def _is_stated(draft: DraftClaim, spans: Sequence[EvidenceSpan]) -> bool:
    """Its quotation (found already), or its own words, are the source's."""
    if draft.quote and is_telling(draft.quote, spans):
        return True
    return is_telling(draft.text, spans) and is_quoted(draft.text, spans)
